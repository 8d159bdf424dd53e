using Amazon.DynamoDBv2.Endpoints;
using Amazon.DynamoDBv2.Internal;
using Amazon.Runtime.Endpoints;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Tests.Wire;

public class CachedEndpointProviderTests
{
    [Fact]
    public void Knows_every_parameter_of_this_SDK() => CachedEndpointProvider.IsActive.ShouldBeTrue();

    [Fact]
    public void Resolves_again_only_when_a_parameter_differs()
    {
        var inner = new Counting();
        var cached = new CachedEndpointProvider(inner);
        cached.ResolveEndpoint(Parameters()).URL.ShouldBe("https://dynamodb.eu-central-1.amazonaws.com");
        cached.ResolveEndpoint(Parameters()).URL.ShouldBe("https://dynamodb.eu-central-1.amazonaws.com");
        inner.Calls.ShouldBe(1);

        var others = new Action<DynamoDBEndpointParameters>[]
        {
            p => p.Region = "us-east-1", p => p.UseFIPS = true, p => p.UseDualStack = true, p => p.Endpoint = "http://localhost:8000",
            p => p.ResourceArn = "other", p => p.AccountId = "123456789012", p => p.ResourceArnList = ["a", "b"],
        };
        foreach (var change in others)
        {
            var changed = Parameters();
            change(changed);
            var calls = inner.Calls;
            cached.ResolveEndpoint(changed).URL.ShouldBe(new AmazonDynamoDBEndpointProvider().ResolveEndpoint(changed).URL);
            inner.Calls.ShouldBe(calls + 1);
            cached.ResolveEndpoint(changed);
            inner.Calls.ShouldBe(calls + 1);
        }
    }

    private static DynamoDBEndpointParameters Parameters() => new()
    {
        Region = "eu-central-1", UseDualStack = false, UseFIPS = false, AccountIdEndpointMode = "preferred", ResourceArn = "Table",
    };

    private sealed class Counting : IEndpointProvider
    {
        private readonly AmazonDynamoDBEndpointProvider _inner = new();

        public int Calls { get; private set; }

        public Endpoint ResolveEndpoint(EndpointParameters parameters)
        {
            Calls++;
            return _inner.ResolveEndpoint(parameters);
        }
    }
}
