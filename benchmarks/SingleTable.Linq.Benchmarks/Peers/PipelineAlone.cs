using Amazon.DynamoDBv2;
using SingleTable.Linq.Benchmarks.Canned;
using SingleTable.Linq.Benchmarks.Model;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Benchmarks.Peers;

/// <summary>
/// What no code on the SDK can go below: its pipeline alone, with an endpoint that is remembered and the body of the library's own request, prepared. The
/// response is taken and checked to be whole, and nothing of it is read.
/// </summary>
internal static class PipelineAlone
{
    /// <param name="body">The response.</param>
    /// <param name="expected">What the others give.</param>
    /// <param name="call">The library's call, which is made once for its request.</param>
    public static Variant Of(byte[] body, object expected, Action<BenchTable> call)
    {
        using var recorder = new Recorder(body);
        using var recorded = CannedClient.Create(recorder, new CachedEndpointProvider());
        call(BenchTable.Over(recorded));
        var request = new Prepared(recorder.Operation, recorder.Body);
        var transport = PipelineTransport.TryCreate(CannedClient.Create(body, new CachedEndpointProvider()))!;
        return new(Scenario.PipelineName, () => Send(transport, request, expected), HasLimit: false);
    }

    private static object Send(PipelineTransport transport, Prepared request, object expected)
    {
        Scenario.Now(transport.SendAsync(request, CancellationToken.None)).Dispose();
        return expected;
    }

    private sealed class Prepared(DynamoOperation operation, byte[] body) : WireRequest
    {
        public override DynamoOperation Operation => operation;

        public override string TableName => BenchTable.TableName;

        public override void WriteBody(DynamoJsonWriter writer) => writer.WriteRawValue(body);
    }

    private sealed class Recorder(byte[] body) : DelegatingHandler(new CannedService(body))
    {
        public DynamoOperation Operation { get; private set; }

        public byte[] Body { get; private set; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Operation = Enum.Parse<DynamoOperation>(request.Headers.GetValues("X-Amz-Target").Single().Split('.')[1]);
            using var content = new MemoryStream();
            request.Content!.CopyTo(content, null, cancellationToken);
            Body = content.ToArray();
            return base.SendAsync(request, cancellationToken);
        }
    }
}
