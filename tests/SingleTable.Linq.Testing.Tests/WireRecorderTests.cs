using System.Text.Json;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;

namespace SingleTable.Linq.Testing.Tests;

/// <summary>What any client of the SDK sends, here to an embedded database as the "network".</summary>
public sealed class WireRecorderTests
{
    private readonly InMemoryDynamoDb _database = new();
    private readonly WireRecorder _recorder = new();

    [Fact]
    public async Task Bodies_and_lines_of_a_client_are_kept_with_its_retries()
    {
        using var client = _database.CreateClient(c => _recorder.Attach(c, _database.CreateHandler()));
        var requests = new RequestRecorder();
        var db = new LibraryTable(new TableOptions<LibraryTable>(client).ForTenant("acme").RecordTo(requests));
        await db.EnsureTableAsync(TestContext.Current.CancellationToken);
        _recorder.Clear();
        _database.Faults.On("GetItem").Fail();

        await db.Books.FindAsync("s1", "b1");
        await client.ListTablesAsync(TestContext.Current.CancellationToken);

        requests.ShouldBe("GetItem Library  pk = T#acme#SHELF#s1  sk = BOOK#b1");
        _recorder.Requests.Select(r => r.Operation).ShouldBe(["GetItem", "GetItem", "ListTables"]);
        using var body = JsonDocument.Parse(_recorder.Requests[0].Json);
        body.RootElement.GetProperty("Key").GetProperty("sk").GetProperty("S").GetString().ShouldBe("BOOK#b1");
    }

    [Fact]
    public async Task Any_client_is_recorded_by_its_lines()
    {
        var requests = new RequestRecorder();
        using var client = new DerivedClient(_database);
        var db = new LibraryTable(new TableOptions<LibraryTable>(client).ForTenant("acme").RecordTo(requests));
        await db.EnsureTableAsync(TestContext.Current.CancellationToken);

        await db.On("s1").ToListAsync(TestContext.Current.CancellationToken);

        requests.ShouldBe("Query Library  pk = T#acme#SHELF#s1  sk begins_with BOOK#  asc  filter not expired");
        client.Calls.ShouldBe(1, "the library calls the ordinary interface of a class that is not the SDK's own");
    }

    [Fact]
    public async Task Other_interceptors_stay_and_what_they_stop_is_not_recorded()
    {
        using var client = _database.CreateClient();
        var requests = new RequestRecorder();
        var options = new TableOptions<LibraryTable>(client) { Interceptors = [new Stop()] }.ForTenant("acme").RecordTo(requests);

        await Should.ThrowAsync<InvalidOperationException>(() => new LibraryTable(options).Books.FindAsync("s1", "b1"));

        requests.ShouldBeEmpty();
    }

    [Fact]
    public void A_factory_that_is_there_already_is_not_lost()
    {
        Should.Throw<ArgumentException>(() => _database.CreateClient(c => _recorder.Attach(c))).Message.ShouldStartWith("The configuration has an HttpClientFactory");
        Should.Throw<ArgumentNullException>(() => _recorder.Attach(null!));
        var config = new AmazonDynamoDBConfig();
        _recorder.Attach(config);
        config.HttpClientFactory.ShouldNotBeNull();
    }

    private sealed class DerivedClient(InMemoryDynamoDb database)
        : AmazonDynamoDBClient(new BasicAWSCredentials("a", "b"), database.CreateClient().Config as AmazonDynamoDBConfig)
    {
        public int Calls { get; private set; }

        public override Task<QueryResponse> QueryAsync(QueryRequest request, CancellationToken cancellationToken = default)
        {
            Calls++;
            return base.QueryAsync(request, cancellationToken);
        }
    }

    private sealed class Stop : IRequestInterceptor
    {
        public ValueTask BeforeAsync(InterceptedRequest request, CancellationToken cancellationToken) => throw new InvalidOperationException("stopped");
    }
}
