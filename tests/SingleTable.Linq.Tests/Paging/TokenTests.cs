using System.Security.Cryptography;
using SingleTable.Linq.Tests.Engines;
using SingleTable.Linq.Tests.Models;

namespace SingleTable.Linq.Tests.Paging;

/// <summary>A token serves its own query, and whatever else is sent as one gets one answer and causes no request.</summary>
[Trait("Fault", "12")]
public class TokenTests : EngineTests<Embedded>
{
    private const string Message = "STL1301 The page token is not valid for this query. Start again from the first page, with no token.";

    private IQueryable<Project> Projects => Db.Projects.Where(p => p.TeamId == "t1");

    protected override Task SeedAsync() => SaasData.SeedAsync(Db, new SaasTable(Options.ForTenant("globex")));

    [Fact]
    public async Task Every_flipped_bit_and_every_truncation_is_refused()
    {
        var token = await TokenAsync();
        for (var i = 0; i < token.Length; i++)
        {
            for (var bit = 0; bit < 8; bit++)
            {
                await RefusesAsync(Projects, string.Concat(token.AsSpan(0, i), [(char)(token[i] ^ (1 << bit))], token.AsSpan(i + 1)));
            }

            await RefusesAsync(Projects, token[..i]);
            await RefusesAsync(Projects, token[i..][1..]);
        }

        await RefusesAsync(Projects, token + "A");
        await RefusesAsync(Projects, token + "=");
        await RefusesAsync(Projects, token + "\n");
        await RefusesAsync(Projects, " " + token);
        (await Projects.ToPageAsync(2, token)).Items.Select(p => p.Id).ShouldBe(["p3", "p4"]);
    }

    [Fact]
    public async Task Another_query_is_refused()
    {
        var token = await TokenAsync();
        var acme = SaasData.Day;
        await RefusesAsync(Db.Projects.Where(p => p.TeamId == "t10"), token);
        await RefusesAsync(Projects.OrderByDescending(p => p.Id), token);
        await RefusesAsync(Projects.Where(p => p.TaskCount > 0), token);
        await RefusesAsync(Projects.Select(p => p.Name), token);
        await RefusesAsync(Projects.ConsistentRead(), token);
        await RefusesAsync(Projects.Where(p => p.Id.StartsWith("p")), token);
        await RefusesAsync(Projects.Where(p => p.Status == ProjectStatus.Active), token);
        await RefusesAsync(Projects.Where(p => p.Status == ProjectStatus.Active && p.CreatedAt > acme), token);
        await RefusesAsync(Db.Projects.UsingIndex("TypeIndex"), token);
        await RefusesAsync(Db.Projects.AllowScan(), token);
        await RefusesAsync(Db.Teams.Where(t => t.OrganizationId == "t1"), token);
        await RefusesAsync(Projects.Where(p => p.Id == "p1"), token);
        await RefusesAsync(Projects.Where(p => p.TenantId == "globex"), token);
        await RefusesAsync(new SaasTable(Options.ForTenant("globex")).Projects.Where(p => p.TeamId == "t1"), token);
        await RefusesAsync(new SaasTable((Options with { TableName = "Other" }).ForTenant("acme")).Projects.Where(p => p.TeamId == "t1"), token);
    }

    [Fact]
    public async Task Another_size_a_budget_and_the_passing_of_time_are_the_same_query()
    {
        var token = (await Projects.ToPageAsync(2)).Next;
        (await Projects.WithBudget(requests: 1).ToPageAsync(3, token)).Items.Select(p => p.Id).ShouldBe(["p3", "p4", "p5"]);

        // The filter that hides expired readings holds the time.
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(SaasData.Day);
        var readings = new SaasTable((Options with { TimeProvider = clock }).ForTenant("acme")).Readings.Where(r => r.Device == "d1");
        var first = await readings.ToPageAsync(5);
        clock.Advance(TimeSpan.FromHours(1));
        (await readings.ToPageAsync(5, first.Next)).Items.Count.ShouldBe(5);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("AA")]
    [InlineData("null")]
    [InlineData("eyJwayI6eyJTIjoiVEVOQU5UI2dsb2JleCJ9fQ")]
    [InlineData("{\"pk\":{\"S\":\"TENANT#globex#TEAM#t1\"}}")]
    [InlineData("\uD83D\0é")]
    public Task Anything_else_is_refused(string token) => RefusesAsync(Projects, token);

    [Fact]
    public async Task A_megabyte_of_junk_is_refused_without_decoding_it()
    {
        var junk = new string('A', 1 << 20);
        await RefusesAsync(Projects, junk);

        // Not awaited between the two: another thread would have another count.
        var before = GC.GetAllocatedBytesForCurrentThread();
        var refused = Projects.ToPageAsync(2, junk);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        refused.IsFaulted.ShouldBeTrue();
        await Should.ThrowAsync<InvalidPageTokenException>(() => refused);
        allocated.ShouldBeLessThan(100_000);
    }

    [Fact]
    public async Task Keys_rotate()
    {
        var (old, young) = (RandomNumberGenerator.GetBytes(32), RandomNumberGenerator.GetBytes(48));
        IQueryable<Project> With(params byte[][] keys) =>
            new SaasTable((Options with { PagingKeys = keys }).ForTenant("acme")).Projects.Where(p => p.TeamId == "t1");
        var token = (await With(old).ToPageAsync(2)).Next.ShouldNotBeNull();

        var page = await With(young, old).ToPageAsync(2, token);
        page.Items.Select(p => p.Id).ShouldBe(["p3", "p4"]);
        (await With(young).ToPageAsync(2, page.Next)).Items.Count.ShouldBe(2);
        await RefusesAsync(With(young), token);
        await RefusesAsync(With(old), page.Next!);
        await RefusesAsync(Projects, token);
        Should.Throw<ArgumentException>(() => Options with { PagingKeys = [] });
        Should.Throw<ArgumentException>(() => Options with { PagingKeys = [young, new byte[31]] });
    }

    [Fact]
    public async Task Tokens_tell_nothing_and_are_never_the_same()
    {
        var (token, again) = (await TokenAsync(), await TokenAsync());
        token.ShouldNotBe(again);
        token.ShouldAllBe(c => char.IsAsciiLetterOrDigit(c) || c == '-' || c == '_');
        Options.ToString()!.ShouldNotContain("PagingKeys");
        (Options with { PagingKeys = [new byte[32]] }).ToString().ShouldNotContain("Paging");
    }

    private async Task<string> TokenAsync() => (await Projects.ToPageAsync(2)).Next.ShouldNotBeNull();

    private async Task RefusesAsync<T>(IQueryable<T> query, string token)
    {
        TakeRequests();
        var error = await Should.ThrowAsync<InvalidPageTokenException>(() => query.ToPageAsync(2, token));
        (error.Message, error.InnerException, error.Entity, error.Property).ShouldBe((Message, null, null, null));
        TakeRequests().ShouldBeEmpty();
    }
}
