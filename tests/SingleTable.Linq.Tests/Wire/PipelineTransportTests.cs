using System.Text;
using System.Text.Json.Nodes;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Tests.Wire;

public class PipelineTransportTests
{
    private const string QueryBody = """{"TableName":"t","KeyConditionExpression":"pk = :p","ExpressionAttributeValues":{":p":{"S":"é<\"'&"}}}""";

    // The service takes the version from the target.
    private const string VersionHeader = "x-amz-api-version";
    private const string Page = """{"Count":1,"ScannedCount":1,"Items":[{"pk":{"S":"é"}}]}""";

    private readonly CannedService _service = new();
    private readonly CountingPool _pool = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_request_is_the_one_that_the_SDK_would_send_without_a_second_version()
    {
        using var client = _service.Ok(Page).Ok(Page).CreateClient();
        await client.QueryAsync(
            new QueryRequest { TableName = "t", KeyConditionExpression = "pk = :p", ExpressionAttributeValues = new() { [":p"] = new("é<\"'&") } }, Token);
        using var response = await Send(client, DynamoOperation.Query, QueryBody);

        var (theirs, ours) = (_service.Sent[0], _service.Sent[1]);
        JsonNode.DeepEquals(JsonNode.Parse(ours.Body), JsonNode.Parse(theirs.Body)).ShouldBeTrue();
        ours.Target.ShouldBe("DynamoDB_20120810.Query");
        ours.Uri.ShouldBe(theirs.Uri);
        ours.Headers.Keys.Order().ShouldBe(theirs.Headers.Keys.Except([VersionHeader]).Order());
        foreach (var name in new[] { "Content-Type", "X-Amz-Target", "Host" })
            ours.Headers.GetValueOrDefault(name).ShouldBe(theirs.Headers.GetValueOrDefault(name), name);
        ours.Headers["Authorization"].Split("Signature=")[0].ShouldBe(
            theirs.Headers["Authorization"].Split("Signature=")[0].Replace($"{VersionHeader};", "", StringComparison.Ordinal));
        response.RequestId.ShouldBe("REQ1");
        Encoding.UTF8.GetString(response.Body).ShouldBe(Page);
    }

    [Fact]
    public void The_client_of_a_test_table_is_taken_for_the_SDKs_own()
    {
        using var test = new InMemory.TestTable<Models.SaasTable>(o => new Models.SaasTable(o));
        PipelineTransport.TryCreate(test.Client).ShouldNotBeNull();
    }

    [Theory]
    [InlineData(DynamoOperation.GetItem)]
    [InlineData(DynamoOperation.Query)]
    [InlineData(DynamoOperation.Scan)]
    [InlineData(DynamoOperation.BatchGetItem)]
    [InlineData(DynamoOperation.PutItem)]
    [InlineData(DynamoOperation.UpdateItem)]
    [InlineData(DynamoOperation.DeleteItem)]
    [InlineData(DynamoOperation.BatchWriteItem)]
    [InlineData(DynamoOperation.TransactGetItems)]
    [InlineData(DynamoOperation.TransactWriteItems)]
    internal async Task Every_operation_has_its_target_and_its_exceptions(DynamoOperation operation)
    {
        using var client = _service.Ok("{}").Then(() => CannedService.Error("ResourceNotFoundException")).CreateClient();
        (await Send(client, operation, "{}")).Dispose();
        var error = await Should.ThrowAsync<ResourceNotFoundException>(() => Send(client, operation, "{}"));
        error.RequestId.ShouldBe("REQ1");
        error.Message.ShouldBe("no");
        _service.Sent[0].Target.ShouldBe("DynamoDB_20120810." + operation);
        _service.Sent.Count.ShouldBe(2);
        _pool.Outstanding.ShouldBe(0);
    }

    [Fact]
    public async Task A_cancelled_transaction_brings_its_reasons()
    {
        const string Cancelled = """
            {"__type":"com.amazonaws.dynamodb.v20120810#TransactionCanceledException","Message":"no",
             "CancellationReasons":[{"Code":"None"},{"Code":"ConditionalCheckFailed","Message":"m","Item":{"pk":{"S":"1"}}}]}
            """;
        using var client = _service.Then(() => CannedService.Response(400, Cancelled)).CreateClient();
        var error = await Should.ThrowAsync<TransactionCanceledException>(() => Send(client, DynamoOperation.TransactWriteItems, "{}"));
        error.CancellationReasons[1].Item["pk"].S.ShouldBe("1");
    }

    [Fact]
    public async Task A_damaged_body_is_fetched_again()
    {
        using var client = _service.Then(() => CannedService.Response(200, Page, rightCrc: false)).Ok(Page).CreateClient();
        using (var response = await Send(client, DynamoOperation.Query, QueryBody)) Encoding.UTF8.GetString(response.Body).ShouldBe(Page);
        _service.Sent.Count.ShouldBe(2);
        _pool.Rented.ShouldBe(2);
        _pool.Outstanding.ShouldBe(0);
    }

    [Fact]
    public async Task A_body_that_stays_damaged_fails_as_with_the_SDK()
    {
        _service.Always = () => CannedService.Response(200, Page, rightCrc: false);
        using var client = _service.CreateClient();
        var theirs = await Should.ThrowAsync<Exception>(() => client.QueryAsync(new QueryRequest { TableName = "t" }, Token));
        var attempts = _service.Sent.Count;
        var ours = await Should.ThrowAsync<Exception>(() => Send(client, DynamoOperation.Query, QueryBody));
        ours.GetType().ShouldBe(theirs.GetType());
        ours.Message.ShouldBe(theirs.Message);
        _service.Sent.Count.ShouldBe(2 * attempts);
        attempts.ShouldBe(3);
        _pool.Outstanding.ShouldBe(0);
    }

    [Theory]
    [InlineData("ProvisionedThroughputExceededException", 400)]
    [InlineData("ThrottlingException", 400)]
    [InlineData("InternalServerError", 500)]
    public async Task Throttling_and_server_errors_are_retried(string code, int status)
    {
        using var client = _service.Then(() => CannedService.Error(code, status)).Ok(Page).CreateClient();
        (await Send(client, DynamoOperation.Query, QueryBody)).Dispose();
        _service.Sent.Count.ShouldBe(2);
        _service.Sent[0].Body.ShouldBe(_service.Sent[1].Body);
        _pool.Outstanding.ShouldBe(0);
    }

    [Fact]
    public async Task A_body_that_breaks_off_is_fetched_again()
    {
        var broken = new ScriptedStream(Encoding.UTF8.GetBytes(Page[..20]), () => throw new IOException("reset"));
        using var client = _service.Then(() => CannedService.Response(200, Page, content: new StreamContent(broken))).Ok(Page).CreateClient();
        using (var response = await Send(client, DynamoOperation.Query, QueryBody)) Encoding.UTF8.GetString(response.Body).ShouldBe(Page);
        broken.IsDisposed.ShouldBeTrue();
        _pool.Outstanding.ShouldBe(0);
    }

    [Fact]
    public async Task Cancelling_in_mid_body_ends_the_wait_and_gives_everything_back()
    {
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var hanging = new ScriptedStream(Encoding.UTF8.GetBytes(Page[..20]), () => source.Cancel(), hangs: true);
        using var client = _service.Then(() => CannedService.Response(200, Page, content: new StreamContent(hanging))).CreateClient();
        await Should.ThrowAsync<OperationCanceledException>(() => Transport(client).SendAsync(new RawRequest(DynamoOperation.Query, "t", QueryBody), source.Token));
        hanging.IsDisposed.ShouldBeTrue();
        _service.Sent.Count.ShouldBe(1);
        _pool.Outstanding.ShouldBe(0);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(16 * 1024)]
    [InlineData(300_000)]
    public async Task A_body_without_a_length_is_read_to_its_end(int size)
    {
        var body = $$"""{"Pad":"{{new string('x', size)}}"}""";
        var stream = new ScriptedStream(Encoding.UTF8.GetBytes(body), null);
        using var client = _service.Then(() => CannedService.Response(200, body, content: new StreamContent(stream))).CreateClient();
        using (var response = await Send(client, DynamoOperation.Query, QueryBody)) Encoding.UTF8.GetString(response.Body).ShouldBe(body);
        stream.BlockingReads.ShouldBe(0);
        _pool.Outstanding.ShouldBe(0);
    }

    [Fact]
    public async Task The_SDKs_own_calls_on_the_same_client_still_work()
    {
        _service.Always = () => CannedService.Response(200, Page);
        using var client = _service.CreateClient();
        for (var i = 0; i < 3; i++)
        {
            (await Send(client, DynamoOperation.Query, QueryBody)).Dispose();
            (await client.QueryAsync(new QueryRequest { TableName = "t" }, Token)).Items[0]["pk"].S.ShouldBe("é");
        }

        PipelineDoors.GetPipeline(client).Handlers.Count(h => h is BodyBufferingHandler).ShouldBe(1);
    }

    [Fact]
    public async Task Many_callers_may_be_the_first()
    {
        SuiteTransport.NeedsPipeline();
        _service.Always = () => CannedService.Response(200, Page);
        using var client = _service.CreateClient();
        var theirs = Task.Run(() => Task.WhenAll(Enumerable.Range(0, 200).Select(_ => client.QueryAsync(new QueryRequest { TableName = "t" }, Token))), Token);
        var transports = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => DynamoTransport.For(client), Token)));
        transports.Distinct().Count().ShouldBe(1);
        transports[0].ShouldBeOfType<PipelineTransport>();
        await Task.WhenAll(Enumerable.Range(0, 50).Select(async _ =>
        {
            using var response = await transports[0].SendAsync(new RawRequest(DynamoOperation.Query, "t", QueryBody), Token);
            Encoding.UTF8.GetString(response.Body).ShouldBe(Page);
        }));
        await theirs;
        PipelineDoors.GetPipeline(client).Handlers.Count(h => h is BodyBufferingHandler).ShouldBe(1);
    }

    [Fact]
    public async Task With_response_logging_the_SDK_still_sees_the_body()
    {
        using var client = _service.Ok(Page).CreateClient(c => c.LogResponse = true);
        using (var response = await Send(client, DynamoOperation.Query, QueryBody)) Encoding.UTF8.GetString(response.Body).ShouldBe(Page);
        _pool.Outstanding.ShouldBe(0);
    }

    [Fact]
    public async Task With_response_logging_a_retry_reads_the_new_body()
    {
        using var client = _service.Then(() => CannedService.Response(200, Page, rightCrc: false)).Ok("{}").CreateClient(c => c.LogResponse = true);
        using (var response = await Send(client, DynamoOperation.Query, QueryBody)) Encoding.UTF8.GetString(response.Body).ShouldBe("{}");
        _pool.Outstanding.ShouldBe(0);
    }

    [Fact]
    public async Task A_response_is_gone_after_it_was_disposed()
    {
        using var client = _service.Ok(Page).CreateClient();
        var response = await Send(client, DynamoOperation.Query, QueryBody);
        _pool.Outstanding.ShouldBe(1);
        response.Dispose();
        response.Dispose();
        _pool.Outstanding.ShouldBe(0);
        Should.Throw<ObjectDisposedException>(() => response.Body.Length);
    }

    [Fact]
    public async Task The_clients_events_are_raised_with_the_SDKs_request()
    {
        using var client = _service.Ok(Page).Then(() => CannedService.Error("ValidationException")).CreateClient();
        var events = new List<string>();
        client.BeforeRequestEvent += (_, e) => events.Add("before " + ((QueryRequest)((WebServiceRequestEventArgs)e).Request).TableName);
        client.AfterResponseEvent += (_, e) => events.Add("after " + ((WebServiceResponseEventArgs)e).Response.HttpStatusCode);
        client.ExceptionEvent += (_, e) => events.Add("failed " + ((AmazonDynamoDBException)((WebServiceExceptionEventArgs)e).Exception).ErrorCode);
        (await Send(client, DynamoOperation.Query, QueryBody)).Dispose();
        await Should.ThrowAsync<AmazonDynamoDBException>(() => Send(client, DynamoOperation.Query, QueryBody));
        events.ShouldBe(["before t", "after OK", "before t", "failed ValidationException"]);
        _pool.Outstanding.ShouldBe(0);
    }

    [Fact]
    public async Task An_error_in_writing_the_body_is_the_callers_and_is_not_retried()
    {
        using var client = _service.CreateClient();
        await Should.ThrowAsync<NotSupportedException>(() => Transport(client).SendAsync(new Unwritable(), Token));
        _service.Sent.ShouldBeEmpty();
    }

    [Fact]
    public void A_client_that_overrides_operations_or_discovers_endpoints_gets_the_ordinary_interface()
    {
        SuiteTransport.NeedsPipeline();
        using var recorder = new Recorder();
        DynamoTransport.For(recorder).ShouldBeOfType<FallbackTransport>();
        using var discovering = _service.CreateClient(c => c.EndpointDiscoveryEnabled = true);
        DynamoTransport.For(discovering).ShouldBeOfType<FallbackTransport>();
        using var plain = new Derived();
        DynamoTransport.For(plain).ShouldBeOfType<PipelineTransport>();
    }

    private PipelineTransport Transport(AmazonDynamoDBClient client) => PipelineTransport.TryCreate(client, _pool).ShouldNotBeNull();

    private Task<WireResponse> Send(AmazonDynamoDBClient client, DynamoOperation operation, string body) =>
        Transport(client).SendAsync(new RawRequest(operation, "t", body), Token);

    private sealed class Unwritable : WireRequest
    {
        public override DynamoOperation Operation => DynamoOperation.PutItem;

        public override string TableName => "t";

        public override void WriteBody(DynamoJsonWriter writer) => throw new NotSupportedException();
    }

    private class Derived() : AmazonDynamoDBClient(new BasicAWSCredentials("id", "secret"), Amazon.RegionEndpoint.EUCentral1);

    private sealed class Recorder : Derived
    {
        public override Task<QueryResponse> QueryAsync(QueryRequest request, CancellationToken cancellationToken = default) =>
            Task.FromResult(new QueryResponse());
    }
}
