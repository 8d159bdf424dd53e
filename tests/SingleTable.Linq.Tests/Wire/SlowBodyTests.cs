using System.Globalization;
using System.Text;
using SingleTable.Linq.Tests.Wire.Faults;

namespace SingleTable.Linq.Tests.Wire;

/// <summary>Bodies that come slowly hold no thread.</summary>
public class SlowBodyTests
{
    private const int Queries = 200;
    private const int Items = 100;

    // All of them at once in the middle of their bodies, on far fewer threads; and nobody asks in the way that would block.
    [Fact]
    public async Task Two_hundred_queries_wait_for_their_bodies_without_a_thread()
    {
        SuiteTransport.NeedsPipeline();
        var body = Encoding.UTF8.GetBytes(Body());
        var gate = new Gate();
        var streams = new List<ScriptedStream>();
        var service = new CannedService { Always = () => WireFault.Streamed(200, Encoding.UTF8.GetString(body), Stream(), body.Length) };
        using var client = service.CreateClient();
        var db = new NoteTable(new TableOptions<NoteTable>(client));

        var queries = Enumerable.Range(0, Queries).Select(_ => Task.Run(() => db.Notes.Where(n => n.Book == "b").ToListAsync())).ToList();
        await Task.WhenAny([.. queries, gate.AllArrived]).WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);
        queries.Find(q => q.IsCompleted)?.Exception.ShouldBeNull();
        queries.ShouldAllBe(q => !q.IsCompleted);
        gate.Open();
        (await Task.WhenAll(queries)).ShouldAllBe(notes => notes.Count == Items);
        streams.Count.ShouldBe(Queries);
        streams.Sum(s => s.BlockingReads).ShouldBe(0);
        body.Length.ShouldBeGreaterThan(55_000);

        ScriptedStream Stream()
        {
            var stream = new ScriptedStream(body, null, before: piece => piece == 5 ? gate.PassAsync() : Task.CompletedTask);
            lock (streams) streams.Add(stream);
            return stream;
        }
    }

    private static string Body()
    {
        var items = Enumerable.Range(0, Items).Select(i => string.Create(
            CultureInfo.InvariantCulture,
            $$$"""{"pk":{"S":"BOOK#b"},"sk":{"S":"NOTE#{{{i}}}"},"_type":{"S":"Note"},"Book":{"S":"b"},"Id":{"S":"{{{i}}}"},"Text":{"S":"{{{new string('x', 450)}}}"}}"""));
        return $$"""{"Count":{{Items}},"Items":[{{string.Join(',', items)}}],"ScannedCount":{{Items}}}""";
    }

    private sealed class Gate
    {
        private readonly TaskCompletionSource _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _arrived;

        public Task AllArrived => _all.Task;

        public void Open() => _open.SetResult();

        public Task PassAsync()
        {
            if (Interlocked.Increment(ref _arrived) == Queries) _all.SetResult();
            return _open.Task;
        }
    }
}
