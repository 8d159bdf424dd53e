using Amazon;
using Amazon.DynamoDBv2;
using Amazon.Extensions.NETCore.Setup;
using Amazon.Runtime;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using SingleTable.Linq.InMemory;

namespace SingleTable.Linq.Hosting.Tests;

public class ClientTests
{
    [Fact]
    public async Task The_client_of_AWSSDK_Extensions_NETCore_Setup_is_used()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddDefaultAWSOptions(new AWSOptions
        {
            Region = RegionEndpoint.EUWest1, Credentials = new BasicAWSCredentials("a", "b"), DefaultClientConfig = { MaxErrorRetry = 3 },
        });
        builder.Services.AddAWSService<IAmazonDynamoDB>();
        builder.Services.AddSingleTable<ShopTable>(o => o.Configure(x => x with { ClientCheck = ClientCheck.Throw }));
        using var host = builder.Build();
        await host.StartAsync();
        var client = host.Services.GetRequiredService<ITableContextFactory<ShopTable>>().Create().Options.Client;
        client.ShouldBeSameAs(host.Services.GetRequiredService<IAmazonDynamoDB>());
        client.Config.RegionEndpoint.ShouldBe(RegionEndpoint.EUWest1);
    }

    [Fact]
    public async Task An_endpoint_gets_a_recommended_client_that_the_container_disposes()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleTable<ShopTable>(o => o.UseEndpoint("http://localhost:8000", c => c.Timeout = TimeSpan.FromSeconds(9)));
        var host = builder.Build();
        await host.StartAsync();
        var client = (AmazonDynamoDBClient)host.Services.GetRequiredService<ITableContextFactory<ShopTable>>().Create().Options.Client;
        client.Config.ServiceURL.ShouldBe("http://localhost:8000/");
        client.Config.MaxErrorRetry.ShouldBe(3);
        client.Config.Timeout.ShouldBe(TimeSpan.FromSeconds(9));
        await ((IAsyncDisposable)host).DisposeAsync();
        await Should.ThrowAsync<ObjectDisposedException>(() => client.ListTablesAsync());
    }

    // The credentials of an account are for AWS alone, and a name that only looks like one of AWS is not.
    [Theory]
    [InlineData("http://localhost:8000", "local/us-east-1")]
    [InlineData("https://dynamodb.eu-west-1.amazonaws.com.example.org", "local/us-east-1")]
    [InlineData("https://amazonaws.com.example.org/x.amazonaws.com", "local/us-east-1")]
    [InlineData("https://dynamodb.eu-west-1.amazonaws.com", "of-the-account/eu-west-1")]
    [InlineData("https://vpce-1-a.dynamodb.eu-west-1.vpce.amazonaws.com", "of-the-account/eu-west-1")]
    [InlineData("https://vpce-1-a.dynamodb.cn-north-1.vpce.amazonaws.com.cn", "of-the-account/cn-north-1")]
    public async Task A_server_is_sent_credentials_of_the_account_only_where_it_is_one_of_AWS(string endpoint, string credential)
    {
        Environment.SetEnvironmentVariable("AWS_ACCESS_KEY_ID", "of-the-account");
        Environment.SetEnvironmentVariable("AWS_SECRET_ACCESS_KEY", "secret");
        var sent = new SentAuthorization();
        var services = new ServiceCollection();
        services.AddSingleTable<ShopTable>(o => o.UseEndpoint(endpoint, c => (c.HttpClientFactory, c.MaxErrorRetry) = (sent, 0)));
        await using var provider = services.BuildServiceProvider();
        await Should.ThrowAsync<Exception>(() => provider.GetRequiredService<ITableContextFactory<ShopTable>>().Create().CheckTableAsync());
        var parts = sent.Values.ShouldHaveSingleItem().Split("Credential=")[1].Split('/');
        $"{parts[0]}/{parts[2]}".ShouldBe(credential);
    }

    [Fact]
    public async Task A_keyed_table_is_checked_as_any_other()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddKeyedSingleTable<ShopTable>("eu", o => o.UseEndpoint("nowhere"));
        using var host = builder.Build();
        (await Should.ThrowAsync<OptionsValidationException>(() => host.StartAsync())).Message.ShouldContain("STL5101");
    }

    [Fact]
    public void What_the_container_owns_is_made_once_and_disposed_once()
    {
        var clients = new List<Disposals>();
        var services = new ServiceCollection();
        services.AddSingleTable<ShopTable>(o => o.UseClient(_ => Client(clients), isOwned: true));
        services.AddKeyedSingleTable<ShopTable>("lent", o => o.UseClient(_ => Client(clients), isOwned: false));
        services.AddKeyedSingleTable<ShopTable>("mine", o => o.UseClient(Client(clients)));
        services.AddKeyedSingleTable<ShopTable>("never", o => o.UseClient(_ => Client(clients), isOwned: true));
        var provider = services.BuildServiceProvider();
        Parallel.For(0, 16, _ =>
        {
            using var scope = provider.CreateScope();
            scope.ServiceProvider.GetRequiredService<ShopTable>();
            scope.ServiceProvider.GetRequiredKeyedService<ShopTable>("lent");
            scope.ServiceProvider.GetRequiredKeyedService<ShopTable>("mine");
        });
        clients.Count.ShouldBe(3);
        var factory = provider.GetRequiredService<ITableContextFactory<ShopTable>>();
        var owned = factory.Create().Options.Client;
        provider.Dispose();
        clients.Where(c => c.Count > 0).ShouldHaveSingleItem().ShouldSatisfyAllConditions(c => c.ShouldBeSameAs(owned), c => c.Count.ShouldBe(1));
        Should.Throw<ObjectDisposedException>(() => factory.Create());
    }

    [Fact]
    public void A_client_that_fails_to_end_keeps_no_other_from_ending()
    {
        var clients = new List<Disposals>();
        var services = new ServiceCollection();
        foreach (var name in new[] { "a", "b", "c" })
        {
            services.AddKeyedSingleTable<ShopTable>(name, o => o.UseClient(_ => Client(clients, fails: name != "b"), isOwned: true));
        }

        var provider = services.BuildServiceProvider();
        using (var scope = provider.CreateScope())
        {
            foreach (var name in new[] { "a", "b", "c" })
            {
                scope.ServiceProvider.GetRequiredKeyedService<ShopTable>(name);
            }
        }

        Should.Throw<AggregateException>(provider.Dispose).InnerExceptions.Select(e => e.Message).ShouldBe(["it does not end", "it does not end"]);
        clients.Select(c => c.Count).ShouldBe([1, 1, 1]);
    }

    [Fact]
    public async Task A_host_without_a_client_does_not_start_and_says_what_to_write()
    {
        var error = await StartAsync<SingleTableException>(null);
        error.Code.ShouldBe("STL5104");
        error.Message.ShouldContain("services.AddAWSService<IAmazonDynamoDB>()");
    }

    [Fact]
    public async Task All_that_is_wrong_with_the_options_is_listed_when_the_host_starts()
    {
        var error = await StartAsync<OptionsValidationException>(o => o.UseEndpoint("localhost:8000").UseAws().UseTableName("my table"));
        error.Failures.ShouldBe([
            "STL5101 UseEndpoint of ShopTable takes an http or https address without user, query and fragment, such as http://localhost:8000, and not 'localhost:8000'.",
            "STL5103 AddSingleTable<ShopTable> is told two clients, by UseEndpoint and by UseAws. Say one of them; in tests, call AddSingleTable<ShopTable> once more to replace it.",
            "STL5102 The table of ShopTable cannot be called 'my table'. Use 3 to 255 letters, digits, '_', '-' or '.'.",
        ]);
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("ftp://localhost")]
    [InlineData("http://")]
    [InlineData("http://a?b=c")]
    [InlineData("/var/run")]
    public async Task A_bad_endpoint_is_refused(string? endpoint) =>
        (await StartAsync<OptionsValidationException>(o => o.UseEndpoint(endpoint!))).Message.ShouldContain("STL5101");

    [Fact]
    public async Task A_password_in_an_endpoint_is_not_shown() =>
        (await StartAsync<OptionsValidationException>(o => o.UseEndpoint("http://me:secret@localhost"))).Message.ShouldNotContain("secret");

    [Fact]
    public async Task Functions_that_give_nothing_are_named()
    {
        (await StartAsync<SingleTableException>(o => o.UseClient(_ => null!, isOwned: true))).Code.ShouldBe("STL5105");
        (await StartAsync<SingleTableException>(o => o.UseClient(InMemoryDynamoDb.NewClient()).Configure(_ => null!))).Code.ShouldBe("STL5106");
        (await StartAsync<SingleTableException>(o => o.UseClient(InMemoryDynamoDb.NewClient()).Configure(x => x.ForTenant("a")).UseTenant(_ => "b"))).Code.ShouldBe("STL5107");
    }

    [Fact]
    public async Task Problems_of_the_model_are_told_when_the_host_starts_unless_that_is_left_out()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        var table = builder.Services.AddSingleTable<BrokenTable>(o => o.UseClient(InMemoryDynamoDb.NewClient()));
        using (var host = builder.Build())
        {
            (await Should.ThrowAsync<ModelException>(() => host.StartAsync())).Problems.Count.ShouldBe(2);
        }

        builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleTable<BrokenTable>(o => o.UseClient(InMemoryDynamoDb.NewClient())).SkipModelAtStart();
        using var lazy = builder.Build();
        await lazy.StartAsync();
        Should.Throw<ModelException>(() => lazy.Services.GetRequiredService<ITableContextFactory<BrokenTable>>().Create());
    }

    private static async Task<TException> StartAsync<TException>(Action<SingleTableOptionsBuilder<ShopTable>>? configure)
        where TException : Exception
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleTable(configure);
        using var host = builder.Build();
        return await Should.ThrowAsync<TException>(() => host.StartAsync());
    }

    private static Disposals Client(List<Disposals> clients, bool fails = false)
    {
        var client = new Disposals { Fails = fails };
        clients.Add(client);
        return client;
    }

    private sealed class Disposals() : AmazonDynamoDBClient(new BasicAWSCredentials("a", "b"), new AmazonDynamoDBConfig { ServiceURL = "http://localhost" })
    {
        public int Count { get; private set; }

        public bool Fails { get; init; }

        protected override void Dispose(bool disposing)
        {
            Count++;
            base.Dispose(disposing);
            if (Fails) throw new InvalidOperationException("it does not end");
        }
    }

    private sealed class BrokenTable(TableOptions<BrokenTable> options) : TableContext(options)
    {
        protected override void OnModelCreating(TableModelBuilder table)
        {
            table.HasKeys("pk", "sk");
            table.Entity<Currency>(_ => { });
        }
    }

    private sealed class SentAuthorization : HttpClientFactory
    {
        public List<string> Values { get; } = [];

        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(new Refusing(Values));

        private sealed class Refusing(List<string> values) : HttpMessageHandler
        {
            protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            {
                values.Add(string.Join("", request.Headers.GetValues("Authorization")));
                throw new HttpRequestException("No.");
            }
        }
    }
}
