namespace SingleTable.Linq.Tests.Hostile;

/// <summary>A query means the values that its variables have when it is called, whatever becomes of them before the last request.</summary>
public class CapturedValueTests
{
    [Fact]
    public async Task A_loop_that_adds_conditions_to_a_transaction_means_the_value_of_each_turn()
    {
        var world = await HostileWorld.CreateAsync();
        var db = world.For("acme");
        var transaction = db.Transaction();
        for (var i = 0; i < 4; i++)
        {
            var id = $"s{i}";
            transaction.Check(db.Samples.Where(x => x.Group == "g" && x.Id == id), x => x.Number == i);
        }

        await transaction.CommitAsync();
    }

    [Fact]
    public async Task A_variable_that_changes_before_the_request_is_sent_changes_nothing()
    {
        var handler = new Gate();
        var world = await HostileWorld.CreateAsync(handler.Over);
        var db = world.For("acme");
        handler.Close();
        var (number, name) = (3, (string?)"n5");
        var read = db.Samples.Where(x => x.Group == "g" && x.Number >= number && x.Name != name).ToListAsync();
        var write = db.Samples.Where(x => x.Group == "g" && x.Id == "s3").UpdateAsync(u => u.Set(x => x.Price, 1m), when: x => x.Number == number);
        (number, name) = (100, null);
        handler.Open();
        (await read).Select(x => x.Id).ShouldBe(["s3", "s5", "s6", "s7", "s8"]);
        (await write).Price.ShouldBe(1m);
    }

    [Fact]
    public async Task A_variable_that_changes_between_pages_changes_nothing()
    {
        var handler = new Gate();
        var world = await HostileWorld.CreateAsync(handler.Over);
        var db = world.For("acme");
        await db.Samples.BatchPutAsync(Enumerable.Range(0, 8).Select(i => new Sample { Group = "large", Id = $"{i}", Name = new string('x', 300_000) }));
        world.Forget();
        var number = 0;
        var count = 0;
        await foreach (var _ in db.Samples.Where(x => x.Group == "large" && x.Number == number).AsAsyncEnumerable())
        {
            number = 7;
            count++;
        }

        count.ShouldBe(8);
        world.Lines.Count.ShouldBeGreaterThan(1);
    }

    [Fact]
    public async Task A_variable_that_changes_before_the_last_segment_of_a_scan_is_read_changes_nothing()
    {
        var handler = new Gate();
        var world = await HostileWorld.CreateAsync(handler.Over);
        var db = world.For("acme");
        var (number, suffix) = (3, "!");
        string[] names = ["n4", "n3"];
        var scan = db.Samples.AllowScan(4, concurrency: 1);
        var expected = await scan.Where(x => x.Number >= number && names.Contains(x.Name)).Select(x => x.Id + suffix).ToListAsync();
        expected.Count.ShouldBe(2);
        handler.Close();
        var read = scan.Where(x => x.Number >= number && names.Contains(x.Name)).Select(x => x.Id + suffix).ToListAsync();
        var count = scan.Where(x => x.Number >= number && names.Contains(x.Name)).CountAsync();
        (number, suffix, names) = (100, "?", []);
        handler.Open();
        (await read).Order().ShouldBe(expected.Order());
        (await count).ShouldBe(2);
    }

    [Fact]
    public async Task A_variable_that_changes_before_a_page_is_there_changes_nothing_of_its_token()
    {
        var handler = new Gate();
        var world = await HostileWorld.CreateAsync(handler.Over);
        var db = world.For("acme");
        handler.Close();
        var number = 3;
        var read = db.Samples.Where(x => x.Group == "g" && x.Number >= number).ToPageAsync(2);
        number = 100;
        handler.Open();
        var first = await read;
        number = 3;
        var second = await db.Samples.Where(x => x.Group == "g" && x.Number >= number).ToPageAsync(2, first.Next);
        first.Items.Concat(second.Items).Select(x => x.Number).ShouldBe([3, 4, 5, 6]);
    }

    [Fact]
    public async Task A_Select_means_the_value_that_a_variable_had_when_the_query_was_called()
    {
        var handler = new Gate();
        var world = await HostileWorld.CreateAsync(handler.Over);
        var db = world.For("acme");
        handler.Close();
        var reads = new List<Task<string>>();
        for (var i = 0; i < 3; i++)
        {
            var id = $"s{i}";
            reads.Add(db.Samples.Where(x => x.Group == "g" && x.Id == id).Select(x => $"{x.Name} {i}").SingleAsync());
            reads.Add(db.Samples.Where(x => x.Group == "g" && x.Number == i).Select(x => x.Name + " " + i).FirstAsync());
        }

        handler.Open();
        (await Task.WhenAll(reads)).ShouldBe(["n9 0", "n9 0", "n8 1", "n8 1", "n7 2", "n7 2"]);
    }

    /// <summary>Holds requests back until it is opened: by then their bodies are not yet asked for again.</summary>
    private sealed class Gate : DelegatingHandler
    {
        private TaskCompletionSource _gate = Opened();

        public HttpMessageHandler Over(HttpMessageHandler inner)
        {
            InnerHandler = inner;
            return this;
        }

        public void Close() => _gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Open() => _gate.SetResult();

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await _gate.Task;
            return await base.SendAsync(request, cancellationToken);
        }

        private static TaskCompletionSource Opened()
        {
            var opened = new TaskCompletionSource();
            opened.SetResult();
            return opened;
        }
    }
}
