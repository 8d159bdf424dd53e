using Microsoft.Extensions.Logging;
using SingleTable.Linq.Tests.Models;

namespace SingleTable.Linq.Tests.Diagnostics;

/// <summary>Each warning as it is logged, thrown and ignored; and that none comes where nothing is wrong.</summary>
public sealed class WarningTests : IAsyncLifetime
{
    private static readonly Dictionary<TableWarning, (string Code, int EventId, string? Entity, string Start)> s_expected = new()
    {
        [TableWarning.ScanRun] = ("STL5001", TableEventIds.ScanRun, "Organization", "The query of Organization reads the whole table 'MultiTenantApp' with a Scan"),
        [TableWarning.FilterThrewMostAway] =
            ("STL5002", TableEventIds.FilterThrewMostAway, "Project", "A Query of Project read 120 items so far, and its filter kept 3: all of them are paid for."),
        [TableWarning.IncludeFanOut] = ("STL5003", TableEventIds.IncludeFanOut, "Person", "Include of Person.Shifts takes 10 Queries, one for each partition"),
        [TableWarning.KeyMismatch] = ("STL4003", TableEventIds.KeyMismatch, "Team", "An item of Team was read whose key is not the one that"),
        [TableWarning.IndexMissesAttribute] = ("STL5005", TableEventIds.IndexMissesAttribute, "Book", "The index 'ByTitle' does not hold Id, Shelf, Text, ExpiresAt of Book, which the query needs"),
        [TableWarning.ClientConfiguration] = ("STL3153", TableEventIds.ClientConfiguration, null, "The client's RetryMode is Adaptive"),
        [TableWarning.InterceptorFailed] = ("STL5007", TableEventIds.InterceptorFailed, "Team", "Bad threw InvalidOperationException after a GetItem"),
    };

    private readonly WarningWorld _world = new();

    public static TheoryData<TableWarning> All => [.. Enum.GetValues<TableWarning>()];

    public async ValueTask InitializeAsync() => await _world.StartAsync();

    public ValueTask DisposeAsync()
    {
        _world.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task It_is_logged_by_default(TableWarning warning)
    {
        var (code, eventId, entity, start) = s_expected[warning];
        await _world.ProvokeAsync(warning, new WarningPolicy());
        var record = _world.Loggers.Records.Where(r => r.Category == TableLogCategories.Warning).ShouldHaveSingleItem();
        (record.Id.Id, record.Id.Name, record.Level).ShouldBe((eventId, warning.ToString(), LogLevel.Warning));
        record.Message.ShouldStartWith($"{code} {start}");
        (record.GetStructuredStateValue("code"), record.GetStructuredStateValue("entity")).ShouldBe((code, entity));
        _world.Lines.ShouldBe([$"Warning: {record.Message}"]);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_repeat_does_not_fill_the_log(TableWarning warning)
    {
        for (var i = 0; i < 3; i++)
        {
            await _world.ProvokeAsync(warning, new WarningPolicy());
        }

        // A damaged item and a broken interceptor are events, not properties of a query.
        _world.Lines.Count().ShouldBe(warning is TableWarning.KeyMismatch or TableWarning.InterceptorFailed ? 3 : 1);
        _world.Loggers.Records.Count(r => r.Category == TableLogCategories.Warning).ShouldBe(_world.Lines.Count());
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task It_is_thrown_each_time_where_the_policy_says_so(TableWarning warning)
    {
        var (code, _, entity, start) = s_expected[warning];
        var policy = WarningPolicy.All(WarningAction.Throw);
        if (warning == TableWarning.InterceptorFailed)
        {
            await _world.ProvokeAsync(warning, policy);
            _world.Lines.ShouldHaveSingleItem().ShouldContain(code);
            return;
        }

        for (var i = 0; i < 2; i++)
        {
            var before = _world.Requests;
            var error = await Should.ThrowAsync<SingleTableException>(() => _world.ProvokeAsync(warning, policy));
            (error.Code, error.Entity).ShouldBe((code, entity));
            error.Message.ShouldStartWith($"{code} {start}");
            error.Message.ShouldContain(warning switch
            {
                TableWarning.KeyMismatch => "TableOptions.KeyCheck",
                TableWarning.ClientConfiguration => "Set it to Standard",
                _ => $"TableOptions.Warnings.{warning} to Ignore",
            });
            (error as TableWarningException)?.Warning.ShouldBe(warning);

            // What is known before is thrown before.
            var sent = warning switch { TableWarning.FilterThrewMostAway => 1, TableWarning.KeyMismatch => 3, TableWarning.IncludeFanOut => 1, _ => 0 };
            (_world.Requests - before).ShouldBe(sent);
        }

        _world.Lines.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task It_is_ignored_where_the_policy_says_so(TableWarning warning)
    {
        await _world.ProvokeAsync(warning, WarningPolicy.All(WarningAction.Ignore));
        _world.Lines.ShouldBeEmpty();
        _world.Loggers.Records.Where(r => r.Category == TableLogCategories.Warning).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(100, 9, true)]
    [InlineData(100, 10, false)]
    [InlineData(99, 0, false)]
    public async Task A_filter_that_keeps_a_tenth_of_100_items_is_not_worth_a_word(int read, int kept, bool isTold)
    {
        var db = _world.Saas(new WarningPolicy());
        await db.Projects.BatchPutAsync(Enumerable.Range(0, read).Select(i => new Project { Id = $"p{i:D3}", TeamId = "t2", Name = "N", TaskCount = i < kept ? 1 : 0 }));
        (await db.Projects.Where(p => p.TeamId == "t2" && p.TaskCount == 1).ToListAsync()).Count.ShouldBe(kept);
        _world.Lines.Any().ShouldBe(isTold);
    }

    [Fact]
    public async Task All_ways_to_read_tell_of_a_filter()
    {
        var db = _world.Saas(new WarningPolicy());
        var few = db.Projects.Where(p => p.TeamId == "t1" && p.TaskCount == 7);
        await few.CountAsync();
        await few.ToPageAsync(200);
        await foreach (var _ in few.AsAsyncEnumerable())
        {
        }

        await few.UpdateAllAsync(u => u.Set(p => p.Name, "M"));

        // Pages, streams and lists are one shape; counting is another, and so is what a bulk operation asks for.
        _world.Lines.Count().ShouldBeInRange(2, 3);
        _world.Lines.ShouldAllBe(l => l.Contains("read 120 items so far, and its filter kept 1:"));
    }

    [Fact]
    public async Task Nine_Queries_of_an_Include_are_not_worth_a_word()
    {
        await _world.FanOutAsync(new WarningPolicy(), 9);
        _world.Lines.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_index_that_is_passed_over_for_what_it_does_not_hold_is_told()
    {
        await _world.Library(new WarningPolicy()).Books.Where(b => b.Shelf == "s").AllowScan().ToListAsync();
        _world.Lines.Order().Select(l => l[..16]).ShouldBe(["Warning: STL5001", "Warning: STL5005"]);
        _world.Lines.ShouldContain(l => l.Contains("goes another way"));
    }

    [Fact]
    public async Task Another_log_is_told_again()
    {
        await _world.ProvokeAsync(TableWarning.ScanRun, new WarningPolicy());
        using var other = new WarningWorld();
        await other.StartAsync();
        await other.ProvokeAsync(TableWarning.ScanRun, new WarningPolicy());
        other.Lines.Count().ShouldBe(1);
    }

    [Fact]
    public async Task The_default_check_of_keys_throws_whatever_the_policy_says()
    {
        await _world.ProvokeAsync(TableWarning.KeyMismatch, WarningPolicy.All(WarningAction.Ignore));
        var strict = _world.Saas(WarningPolicy.All(WarningAction.Ignore));
        strict = new SaasTable((TableOptions<SaasTable>)strict.Options with { KeyCheck = KeyCheck.Throw });
        (await Should.ThrowAsync<KeyMismatchException>(() => strict.Teams.Where(t => t.OrganizationId == "bad").ToListAsync())).Code.ShouldBe("STL4003");
    }

    [Fact]
    public void Loggers_are_made_once_for_all_contexts()
    {
        for (var i = 0; i < 3; i++)
        {
            _ = _world.Saas(new WarningPolicy());
        }

        _world.Loggers.Created.Values.ShouldAllBe(n => n == 1);
    }
}
