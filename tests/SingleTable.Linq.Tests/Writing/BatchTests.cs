using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace SingleTable.Linq.Tests.Writing;

public class BatchTests
{
    private static IEnumerable<Document> Documents(int count) =>
        Enumerable.Range(0, count).Select(i => new Document { Id = $"d{i}", Title = $"t{i}", Folder = "f" });

    [Fact]
    [Trait("Fault", "19")]
    [Trait("Feature", "P3")]
    [Trait("Feature", "S16")]
    public async Task Batches_are_chunked_by_25()
    {
        var world = await WritingWorld.DocumentsAsync();
        var db = world.For("acme");
        await db.Documents.BatchPutAsync(Documents(60));
        world.Lines.ShouldBe(["BatchWriteItem Documents  25 puts", "BatchWriteItem Documents  25 puts", "BatchWriteItem Documents  10 puts"]);
        world.Requests.Count.ShouldBe(3);
        var items = await world.ItemsAsync();
        items.Count.ShouldBe(60);
        items.ShouldAllBe(i => i.Text("fpk") == "T#acme#FOLDER#f" && i.Text("Author") == "acme/Document" && i.Text("_type") == "acme#Document");
        world.Lines.Clear();

        await db.Documents.BatchDeleteAsync(Documents(26));
        world.Lines.ShouldBe(["BatchWriteItem Documents  25 deletes", "BatchWriteItem Documents  1 delete"]);
        (await world.ItemsAsync()).Count.ShouldBe(34);

        world.Lines.Clear();
        await db.Documents.BatchPutAsync([]);
        world.Lines.ShouldBeEmpty();
    }

    [Fact]
    [Trait("Feature", "P3")]
    public async Task All_is_checked_before_anything_is_sent()
    {
        var world = await WritingWorld.DocumentsAsync();
        var db = world.For("acme");
        var error = await Should.ThrowAsync<WriteException>(() => db.Documents.BatchPutAsync([.. Documents(30), new Document { Id = "d0", Title = "again" }]));
        (error.Code, error.Entity).ShouldBe(("STL3113", "Document"));
        await Should.ThrowAsync<WriteException>(() => db.Documents.BatchDeleteAsync([.. Documents(2), .. Documents(1)]));
        await Should.ThrowAsync<WriteException>(() => db.Documents.BatchPutAsync([.. Documents(30), new Document { Id = "x", Title = "t", Blob = new byte[500_000] }]));
        await Should.ThrowAsync<ArgumentNullException>(() => db.Documents.BatchPutAsync([.. Documents(30), null!]));
        world.SentNothing();
    }

    [Fact]
    [Trait("Fault", "19")]
    [Trait("Feature", "P3")]
    public async Task What_is_left_is_sent_again_after_a_pause()
    {
        var script = new LeaveSome(2, 1, 0);
        var world = await WritingWorld.DocumentsAsync(script.Over);
        var writing = world.For("acme").Documents.BatchPutAsync(Documents(30));
        await DriveAsync(world, writing);

        // 25 with 2 left; those and the other 5 with 1 left; that one; then nothing is left to leave
        world.Lines.ShouldBe(["BatchWriteItem Documents  25 puts", "BatchWriteItem Documents  7 puts", "BatchWriteItem Documents  1 put"]);
        (await world.ItemsAsync()).Count.ShouldBe(30);
    }

    [Fact]
    [Trait("Fault", "19")]
    [Trait("Feature", "P3")]
    public async Task For_ever_unwritten_items_end_in_an_error_with_exactly_them()
    {
        var script = new LeaveSome(Enumerable.Repeat(3, 100).ToArray()) { Always = ["d1", "d3", "d24"] };
        var world = await WritingWorld.DocumentsAsync(script.Over);
        var documents = Documents(30).ToList();
        var writing = world.For("acme").Documents.BatchPutAsync(documents);
        var error = await Should.ThrowAsync<BatchIncompleteException>(() => DriveAsync(world, writing));

        (error.Code, error.Entity).ShouldBe(("STL3005", "Document"));
        error.Leftover.ShouldBe([documents[1], documents[3], documents[24]]);
        error.LeftoverPuts.ShouldBe(error.Leftover);
        error.LeftoverDeletes.ShouldBeEmpty();
        world.Lines.Count.ShouldBe(12); // two that wrote something, and ten in a row that did not
        var written = (await world.ItemsAsync()).Select(i => i.Text("Id")).ToHashSet();
        written.ShouldBe(documents.Select(d => d.Id).Except(["d1", "d3", "d24"]), ignoreOrder: true);
    }

    [Fact]
    public async Task A_pause_ends_with_its_cancellation()
    {
        var script = new LeaveSome(Enumerable.Repeat(1, 100).ToArray());
        var world = await WritingWorld.DocumentsAsync(script.Over);
        using var cancel = new CancellationTokenSource();
        var writing = world.For("acme").Documents.BatchPutAsync(Documents(3), cancel.Token);
        while (world.Lines.Count == 0) await Task.Yield();
        cancel.Cancel();
        await Should.ThrowAsync<OperationCanceledException>(() => writing);
        world.Lines.Count.ShouldBe(1);
    }

    private static async Task DriveAsync(WritingWorld<DocumentTable> world, Task task)
    {
        while (!task.IsCompleted)
        {
            world.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await task;
    }

    /// <summary>Leaves the last entries of each batch unwritten, as the service may at any time: so many for each call.</summary>
    private sealed class LeaveSome(params int[] counts) : DelegatingHandler
    {
        private readonly Queue<int> _counts = new(counts);

        /// <summary>The ids that are left in every call, instead of the last.</summary>
        public string[] Always { get; init; } = [];

        public HttpMessageHandler Over(HttpMessageHandler inner)
        {
            InnerHandler = inner;
            return this;
        }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (!request.Headers.GetValues("X-Amz-Target").Single().EndsWith("BatchWriteItem", StringComparison.Ordinal))
            {
                return await base.SendAsync(request, cancellationToken);
            }

            var body = JsonNode.Parse(await request.Content!.ReadAsStringAsync(cancellationToken))!;
            var (table, requests) = body["RequestItems"]!.AsObject().Single();
            var writes = requests!.AsArray();
            var count = _counts.TryDequeue(out var next) ? next : 0;
            var left = Always.Length > 0
                ? writes.Where(w => Always.Contains((string?)w!["PutRequest"]!["Item"]!["Id"]!["S"])).ToList()
                : writes.TakeLast(count).ToList();
            foreach (var write in left) writes.Remove(write);
            if (writes.Count > 0)
            {
                request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/x-amz-json-1.0");
                (await base.SendAsync(request, cancellationToken)).EnsureSuccessStatusCode();
            }

            var unprocessed = new JsonObject();
            if (left.Count > 0) unprocessed[table] = new JsonArray([.. left]);
            return new HttpResponseMessage(HttpStatusCode.OK)
            {
                Content = new StringContent(new JsonObject { ["UnprocessedItems"] = unprocessed }.ToJsonString(), Encoding.UTF8, "application/x-amz-json-1.0"),
            };
        }
    }
}
