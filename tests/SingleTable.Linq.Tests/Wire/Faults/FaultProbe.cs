using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;

namespace SingleTable.Linq.Tests.Wire.Faults;

public sealed record Note
{
    public required string Book { get; init; }
    public required string Id { get; init; }
    public required string Text { get; init; }
}

public sealed class NoteTable(TableOptions<NoteTable> options) : TableContext(options)
{
    public EntitySet<Note> Notes => Set<Note>();

    protected override void OnModelCreating(TableModelBuilder table)
    {
        table.HasName("Notes");
        table.Entity<Note>(e => e.HasKey(n => $"BOOK#{n.Book}", n => $"NOTE#{n.Id}"));
    }
}

/// <summary>How a call ended: the result, or what an application can tell apart in the exception.</summary>
internal sealed record CallOutcome(string Result, string? Code, int Status, string? RequestId, int Attempts)
{
    public bool IsResult => Result[0] == '<';

    /// <summary>The service's or the SDK's own error, or ours for an item.</summary>
    public bool IsTyped => this is { Result: nameof(AmazonUnmarshallingException), Status: 200, RequestId: "REQ1" } or { Result: nameof(ItemFormatException), Code: "STL4001" };

    // What a lost reply leaves unknown is told around the error that tells of the loss.
    public static CallOutcome Of(Exception e, int attempts)
    {
        var cause = e is UnknownOutcomeException { InnerException: { } inner } ? inner : e;
        var (service, ours) = (cause as AmazonServiceException, cause as SingleTableException);
        return new CallOutcome(cause.GetType().Name, service?.ErrorCode ?? ours?.Code, (int)(service?.StatusCode ?? 0), service?.RequestId ?? ours?.RequestId, attempts);
    }
}

/// <summary>One call of each kind, by the library and by the SDK alone.</summary>
internal static class FaultProbe
{
    private const string Item = """{"pk":{"S":"BOOK#b"},"sk":{"S":"NOTE#1"},"_type":{"S":"Note"},"Book":{"S":"b"},"Id":{"S":"1"},"Text":{"S":"text"},"Other":{"S":"also"}}""";

    public static IReadOnlyDictionary<string, string> Bodies { get; } = new Dictionary<string, string>
    {
        ["GetItem"] = $$"""{"Item":{{Item}}}""",
        ["Query"] = $$"""{"Count":1,"Items":[{{Item}}],"ScannedCount":1}""",
        ["PutItem"] = "{}",
    };

    public static Task<CallOutcome> SdkAsync(string operation, WireFault fault) => SdkAsync(operation, new CannedFault(fault, Bodies[operation]));

    public static Task<CallOutcome> LibraryAsync(string operation, WireFault fault, bool isWrapped) =>
        LibraryAsync(operation, new CannedFault(fault, Bodies[operation]), isWrapped);

    public static Task<CallOutcome> SdkAsync(string operation, IFaultyService service) => RunAsync(service, (client, token) => operation switch
    {
        "GetItem" => Text(client.GetItemAsync("Notes", Key, token), r => r.Item is { Count: > 0 } item ? [item] : []),
        "Query" => Text(client.QueryAsync(new QueryRequest { TableName = "Notes" }, token), r => r.Items ?? []),
        _ => Text(client.PutItemAsync("Notes", Key, token), _ => []),
    });

    public static Task<CallOutcome> LibraryAsync(string operation, IFaultyService service, bool isWrapped) => RunAsync(service, async (client, token) =>
    {
        var db = new NoteTable(new TableOptions<NoteTable>(isWrapped ? Forwarder.Wrap(client) : client));
        switch (operation)
        {
            case "GetItem":
                return await db.Notes.FindAsync(["b", "1"], token) is { } found ? found.Text : "";
            case "Query":
                return string.Join(',', (await db.Notes.Where(n => n.Book == "b").ToListAsync(token)).Select(n => n.Text));
            default:
                await db.Notes.PutAsync(new Note { Book = "b", Id = "1", Text = "text" }, null, token);
                return "";
        }
    });

    private static Dictionary<string, AttributeValue> Key => new() { ["pk"] = new("BOOK#b"), ["sk"] = new("NOTE#1") };

    private static async Task<string> Text<T>(Task<T> call, Func<T, List<Dictionary<string, AttributeValue>>> items) =>
        string.Join(',', items(await call).Select(i => i.GetValueOrDefault("Text")?.S));

    private static async Task<CallOutcome> RunAsync(IFaultyService service, Func<AmazonDynamoDBClient, CancellationToken, Task<string>> call)
    {
        using var client = service.CreateClient();
        try
        {
            return new CallOutcome($"<{await call(client, TestContext.Current.CancellationToken)}>", null, 200, null, service.Attempts);
        }
        catch (Exception e)
        {
            return CallOutcome.Of(e, service.Attempts);
        }
    }

    private sealed class CannedFault : IFaultyService
    {
        private readonly CannedService _service = new();
        private int _attempt;

        public CannedFault(WireFault fault, string body) => _service.Always = () => fault.Answer(_attempt++, body);

        public int Attempts => _service.Sent.Count;

        // The SDK counts retries for each endpoint, and has fewer left for those that come later.
        public AmazonDynamoDBClient CreateClient() =>
            _service.CreateClient(c => (c.ServiceURL, c.AuthenticationRegion) = ($"http://{Guid.NewGuid():N}.invalid", "eu-central-1"));
    }
}

/// <summary>A service that fails in one way.</summary>
internal interface IFaultyService
{
    /// <summary>How many requests it got.</summary>
    int Attempts { get; }

    AmazonDynamoDBClient CreateClient();
}
