using Amazon;
using Amazon.DynamoDBv2;
using Amazon.Runtime;
using SingleTable.Linq.InMemory;
using SingleTable.Linq.Tests.Models;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Tests.Wire;

public class ClientConfigurationTests
{
    private readonly List<string> _lines = [];

    [Fact]
    public void The_recommended_configuration_is_one_without_warnings()
    {
        var config = ClientConfiguration.Recommended(c => c.RegionEndpoint = RegionEndpoint.EUWest1);
        (config.RetryMode, config.MaxErrorRetry, config.Timeout, config.ConnectTimeout).ShouldBe(
            (RequestRetryMode.Standard, 3, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(2)));
        config.EndpointProvider.ShouldBeOfType<CachedEndpointProvider>();
        config.RegionEndpoint.ShouldBe(RegionEndpoint.EUWest1);
        ClientConfiguration.Check(Client(config)).ShouldBeEmpty();
        ClientConfiguration.Recommended(c => c.MaxErrorRetry = 1).MaxErrorRetry.ShouldBe(1);
    }

    [Fact]
    public async Task A_client_that_is_made_with_it_works()
    {
        var config = ClientConfiguration.Recommended(c =>
        {
            (c.ServiceURL, c.AuthenticationRegion) = ("http://in-memory.local", "us-east-1");
            c.HttpClientFactory = new Factory(new InMemoryDynamoDb().CreateHandler());
        });
        var db = new SaasTable(new TableOptions<SaasTable>(Client(config)).ForTenant("acme"));
        await db.EnsureTableAsync();
        await db.Teams.CreateAsync(new Team { Id = "t", OrganizationId = "o", Name = "n" });
        (await db.Teams.FindAsync("o", "t"))!.Name.ShouldBe("n");
    }

    [Theory]
    [InlineData(RequestRetryMode.Adaptive, 3, false, "STL3153")]
    [InlineData(RequestRetryMode.Standard, 10, false, "STL3154")]
    [InlineData(RequestRetryMode.Standard, 9, false)]
    [InlineData(RequestRetryMode.Standard, 3, true, "STL3155")]
    [InlineData(RequestRetryMode.Adaptive, 10, true, "STL3153", "STL3154", "STL3155")]
    public void What_is_dangerous_has_a_stable_code(RequestRetryMode mode, int retries, bool isInfinite, params string[] codes)
    {
        var client = Client(Config(mode, retries, isInfinite));
        ClientConfiguration.Check(client).Select(w => w.Code).ShouldBe(codes);
        if (codes.Length == 0)
        {
            return;
        }

        var error = Should.Throw<ClientConfigurationException>(() => Db(client, ClientCheck.Throw));
        error.Code.ShouldBe(codes[0]);
        error.Warnings.Select(w => w.Code).ShouldBe(codes);
        codes.ShouldAllBe(c => error.Message.Contains(c));
        Should.Throw<ClientConfigurationException>(() => Db(client, ClientCheck.Throw));
    }

    [Fact]
    public void The_default_of_the_SDK_for_DynamoDB_makes_too_many_attempts() =>
        ClientConfiguration.Check(Client(new AmazonDynamoDBConfig { RegionEndpoint = RegionEndpoint.EUWest1, RetryMode = RequestRetryMode.Standard }))
            .ShouldHaveSingleItem().Message.ShouldStartWith("The client makes 11 attempts");

    [Fact]
    public void It_is_one_line_of_the_log_once_for_each_client()
    {
        var client = Client(Config(RequestRetryMode.Adaptive, 10, false));
        _ = new SaasTable(new TableOptions<SaasTable>(client).ForTenant("acme"));
        Db(client, ClientCheck.Off);
        _lines.ShouldBeEmpty();

        Db(client, ClientCheck.Warn);
        Db(client, ClientCheck.Warn);
        var line = _lines.ShouldHaveSingleItem();
        line.ShouldStartWith("Warning: STL3153 The client's RetryMode is Adaptive");
        line.ShouldContain(" STL3154 ");
        Db(Client(Config(RequestRetryMode.Adaptive, 3, false)), default);
        _lines.Count.ShouldBe(2);
        Db(Client(Config(RequestRetryMode.Standard, 3, false)), ClientCheck.Throw);
        _lines.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("http://localhost:8000", false)]
    [InlineData("http://in-memory.local", false)]
    [InlineData("https://vpce-1.dynamodb.eu-west-1.vpce.amazonaws.com", true)]
    [InlineData("https://dynamodb.eu-west-1.api.aws", true)]
    public void Nothing_is_said_of_servers_for_tests_and_of_clients_that_are_not_the_SDKs_own(string url, bool isChecked)
    {
        var config = Config(RequestRetryMode.Adaptive, 10, true);
        config.ServiceURL = url;
        config.AuthenticationRegion = "eu-west-1";
        ClientConfiguration.Check(Client(config)).Count.ShouldBe(isChecked ? 3 : 0);
        ClientConfiguration.Check(new Derived(config)).ShouldBeEmpty();
    }

    private static AmazonDynamoDBConfig Config(RequestRetryMode mode, int retries, bool isInfinite) => new()
    {
        RegionEndpoint = RegionEndpoint.EUWest1, RetryMode = mode, MaxErrorRetry = retries, Timeout = isInfinite ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(5),
    };

    private static AmazonDynamoDBClient Client(AmazonDynamoDBConfig config) => new(new BasicAWSCredentials("a", "b"), config);

    private SaasTable Db(IAmazonDynamoDB client, ClientCheck check) =>
        new((new TableOptions<SaasTable>(client) { Log = _lines.Add, ClientCheck = check }).ForTenant("acme"));

    private sealed class Derived(AmazonDynamoDBConfig config) : AmazonDynamoDBClient(new BasicAWSCredentials("a", "b"), config);

    private sealed class Factory(HttpMessageHandler handler) : HttpClientFactory
    {
        private readonly HttpClient _client = new(handler);

        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => _client;

        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

        public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;
    }
}
