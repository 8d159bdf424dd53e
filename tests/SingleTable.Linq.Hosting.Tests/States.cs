using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using SingleTable.Linq.InMemory;

namespace SingleTable.Linq.Hosting.Tests;

/// <summary>A client whose table, as the model has it, is always in one state.</summary>
public sealed class States(string tableStatus, string indexStatus)
    : AmazonDynamoDBClient(new BasicAWSCredentials("a", "b"), new AmazonDynamoDBConfig { ServiceURL = "http://localhost" })
{
    private readonly AmazonDynamoDBClient _engine = InMemoryDynamoDb.NewClient();

    public override async Task<DescribeTableResponse> DescribeTableAsync(string tableName, CancellationToken cancellationToken = default)
    {
        var db = new ShopTable(new TableOptions<ShopTable>(_engine) { TableName = tableName });
        await db.EnsureTableAsync(cancellationToken);
        var response = await _engine.DescribeTableAsync(tableName, cancellationToken);
        response.Table.TableStatus = tableStatus;
        response.Table.GlobalSecondaryIndexes.Single(i => i.IndexName == "ByCustomer").IndexStatus = indexStatus;
        return response;
    }

    public override Task<DescribeTimeToLiveResponse> DescribeTimeToLiveAsync(DescribeTimeToLiveRequest request, CancellationToken cancellationToken = default) =>
        _engine.DescribeTimeToLiveAsync(request, cancellationToken);

    protected override void Dispose(bool disposing)
    {
        _engine.Dispose();
        base.Dispose(disposing);
    }
}
