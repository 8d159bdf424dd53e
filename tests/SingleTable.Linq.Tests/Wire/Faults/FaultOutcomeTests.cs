using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;

namespace SingleTable.Linq.Tests.Wire.Faults;

/// <summary>What goes wrong on the wire ends the same way in the library, over both of its transports, as in the SDK alone.</summary>
public class FaultOutcomeTests
{
    public static TheoryData<string> Operations => [.. FaultProbe.Bodies.Keys];

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task The_outcome_is_the_one_that_the_SDK_alone_gives(string operation)
    {
        var faults = WireFaults.All.ToList();
        var outcomes = await Task.WhenAll(faults.Select(fault => OutcomesAsync(operation, fault)));
        Failures(faults, outcomes, (sdk, ours) => sdk == ours).ShouldBeEmpty();
        faults.Count.ShouldBeGreaterThan(110);
        outcomes.ShouldContain(o => o.Sdk.IsResult && o.Sdk.Attempts == 2);
        outcomes.ShouldContain(o => !o.Sdk.IsResult && o.Sdk.Attempts == 3 && o.Sdk.RequestId == "REQ1");
    }

    // With attempts that repeat nothing: a body that its CRC vouches for would come again as it is.
    [Theory]
    [MemberData(nameof(Operations))]
    public async Task A_whole_body_that_is_not_the_services_is_a_typed_error_or_changes_nothing(string operation)
    {
        // Of the answer to a write that returns nothing, nothing is read.
        var right = operation == "PutItem" ? "<>" : "<text>";
        var faults = WireFaults.Misshapen.ToList();
        var outcomes = await Task.WhenAll(faults.Select(fault => OutcomesAsync(operation, fault)));
        Failures(faults, outcomes, (sdk, ours) => ours.IsResult ? ours.Result == right || ours.Result == sdk.Result : ours.IsTyped).ShouldBeEmpty();
        faults.Where((f, i) => f.Name.StartsWith('{') && outcomes[i].Pipeline.Attempts != 1).ShouldBeEmpty();
        if (operation != "PutItem")
        {
            outcomes.Count(o => o.Pipeline is { Result: "AmazonUnmarshallingException", Attempts: 1 }).ShouldBeGreaterThan(30);
            outcomes.Count(o => o.Pipeline.Code == "STL4001").ShouldBeGreaterThan(20);
        }
    }

    [Fact]
    public async Task Fifty_megabytes_are_an_answer()
    {
        const string operation = "Query";
        foreach (var fault in WireFaults.Large)
        {
            // one after the other, for the memory
            var sdk = await FaultProbe.SdkAsync(operation, fault);
            (await FaultProbe.LibraryAsync(operation, fault, isWrapped: false)).ShouldBe(sdk, fault.Name);
            (await FaultProbe.LibraryAsync(operation, fault, isWrapped: true)).ShouldBe(sdk, fault.Name);
            sdk.Result.ShouldBe("<text>");
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Cancellation_ends_all_of_them_in_the_same_way(bool isInBody)
    {
        var outcomes = new List<(string Type, int Sent)>();
        foreach (var call in new Func<AmazonDynamoDBClient, CancellationToken, Task>[]
        {
            (client, token) => client.QueryAsync(new QueryRequest { TableName = "Notes" }, token),
            (client, token) => Notes(client).ToListAsync(token),
            (client, token) => Notes(Forwarder.Wrap(client)).ToListAsync(token),
        })
        {
            using var source = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            var service = new CannedService { Always = () => isInBody ? WireFault.Streamed(200, "", Hanging(source)) : Cancelled(source) };
            using var client = service.CreateClient();
            var error = await Should.ThrowAsync<OperationCanceledException>(() => call(client, source.Token));
            outcomes.Add((error.GetType().Name, service.Sent.Count));
        }

        outcomes.Distinct().ShouldBe([(nameof(TaskCanceledException), 1)]);

        static IQueryable<Note> Notes(IAmazonDynamoDB client) => new NoteTable(new TableOptions<NoteTable>(client)).Notes.Where(n => n.Book == "b");

        static ScriptedStream Hanging(CancellationTokenSource source) => new("{\"Items\":["u8.ToArray(), source.Cancel, hangs: true);

        static HttpResponseMessage Cancelled(CancellationTokenSource source)
        {
            source.Cancel();
            throw new TaskCanceledException("", null, source.Token);
        }
    }

    private static async Task<(CallOutcome Sdk, CallOutcome Pipeline, CallOutcome Wrapped)> OutcomesAsync(string operation, WireFault fault)
    {
        // On threads of their own: the SDK reads bodies without awaiting.
        var pipeline = Task.Run(() => FaultProbe.LibraryAsync(operation, fault, isWrapped: false));
        if (fault.HangsTheSdk)
        {
            return (await pipeline, await pipeline, await pipeline);
        }

        var (sdk, wrapped) = (Task.Run(() => FaultProbe.SdkAsync(operation, fault)), Task.Run(() => FaultProbe.LibraryAsync(operation, fault, isWrapped: true)));
        return (await sdk, await pipeline, await wrapped);
    }

    private static IEnumerable<string> Failures(
        List<WireFault> faults, (CallOutcome Sdk, CallOutcome Pipeline, CallOutcome Wrapped)[] outcomes, Func<CallOutcome, CallOutcome, bool> isRight) =>
        from x in faults.Zip(outcomes)
        where !isRight(x.Second.Sdk, x.Second.Pipeline) || !isRight(x.Second.Sdk, x.Second.Wrapped)
        select $"{x.First.Name}\n  SDK     {x.Second.Sdk}\n  library {x.Second.Pipeline}\n  wrapped {x.Second.Wrapped}\n";
}
