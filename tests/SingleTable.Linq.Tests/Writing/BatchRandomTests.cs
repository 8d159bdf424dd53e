using SingleTable.Linq.InMemory;
using SingleTable.Linq.Tests.Models;

namespace SingleTable.Linq.Tests.Writing;

/// <summary>Batches of any texts, over several buffers, in requests at once of which a part is left, are there again by their keys.</summary>
public sealed class BatchRandomTests
{
    [Fact]
    public async Task What_batches_wrote_is_read_by_its_keys()
    {
        var database = new InMemoryDynamoDb();
        var db = new SaasTable(new TableOptions<SaasTable>(database.CreateClient()) { MaxParallelRequests = 4 }.ForTenant("acme"));
        await db.EnsureTableAsync(TestContext.Current.CancellationToken);
        var random = new Random(31);
        var teams = Enumerable.Range(0, 320).Select(_ => new Team
        {
            OrganizationId = Text(random, 2),
            Id = Text(random, 12),
            Name = Text(random, 20),
            Description = random.Next(3) == 0 ? null : Text(random, 3000),
            MemberCount = random.Next(),
        }).DistinctBy(t => (t.OrganizationId, t.Id)).ToList();

        database.Faults.On("BatchWriteItem").Times(4).LeaveUnprocessed(6);
        database.Faults.On("BatchGetItem").Times(3).LeaveUnprocessed(40);
        var written = teams.Take(teams.Count - 40).ToList();
        await db.Batch().PutRange(written).DeleteRange(teams.Skip(written.Count)).SendAsync(new Nested(db));

        var asked = teams.Concat(teams.Take(50)).OrderBy(_ => random.Next()).ToList();
        var result = await db.BatchGet().Refresh(asked).ReadAsync();
        result.InOrder<Team>().Select(t => t is null ? null : Shown(t)).ShouldBe(asked.Select(t => written.Contains(t) ? Shown(t) : null));

        var organization = written.GroupBy(t => t.OrganizationId).MaxBy(g => g.Count())!;
        List<string> ids = [.. teams.Select(t => t.Id).OrderBy(_ => random.Next()), "none", .. teams.Take(20).Select(t => t.Id)];
        var found = await db.Teams.Where(t => t.OrganizationId == organization.Key && ids.Contains(t.Id)).ToListAsync();
        found.Select(Shown).ShouldBe(ids.Distinct().Join(organization, i => i, t => t.Id, (_, t) => Shown(t)));
        var reversed = await db.Teams.Where(t => t.OrganizationId == organization.Key && ids.Contains(t.Id)).Reverse().ToListAsync();
        reversed.Select(Shown).ShouldBe(found.AsEnumerable().Reverse().Select(Shown));
        (await db.Teams.FindAsync(organization.Key, organization.First().Id)).ShouldNotBeNull().Name.ShouldBe(organization.First().Name);
        (await db.Teams.FindAsync("nested", "nested")).ShouldNotBeNull();
    }

    private static string Shown(Team team) => $"{team.OrganizationId}|{team.Id}|{team.Name}|{team.Description}|{team.MemberCount}";

    private static string Text(Random random, int length) => string.Concat(Enumerable.Range(0, length).Select(_ => random.Next(14) switch
    {
        0 => "\"", 1 => "\n", 2 => "é", 3 => "#", 4 => "$", 5 => "\U0001F600", 6 => "\\", 7 => "\u0001", _ => ((char)('a' + random.Next(4))).ToString(),
    }));

    /// <summary>Writes another batch while this one is told of.</summary>
    private sealed class Nested(SaasTable db) : IProgress<BatchProgress>
    {
        public void Report(BatchProgress value) =>
            db.Batch().Put(new Team { OrganizationId = "nested", Id = "nested", Name = new string('n', 5000) }).SendAsync().GetAwaiter().GetResult();
    }
}
