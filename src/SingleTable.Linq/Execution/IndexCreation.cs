using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using SingleTable.Linq.Model;

namespace SingleTable.Linq.Execution;

/// <summary>Adds the global indexes of a model that a live table does not have: one after the other, as the service demands.</summary>
internal static class IndexCreation
{
    public static async Task<IReadOnlyList<string>> RunAsync(IAmazonDynamoDB client, TableModel table, TimeProvider time, CancellationToken cancellationToken)
    {
        var request = TableCreation.Request(table);
        var wanted = request.GlobalSecondaryIndexes ?? [];
        var created = new List<string>();
        while (true)
        {
            var live = (await client.DescribeTableAsync(table.Name, cancellationToken).ConfigureAwait(false)).Table;
            var there = (live.GlobalSecondaryIndexes ?? []).ToDictionary(i => i.IndexName, i => i.IndexStatus, StringComparer.Ordinal);
            var isBusy = live.TableStatus != TableStatus.ACTIVE || wanted.Any(i => there.TryGetValue(i.IndexName, out var s) && s != IndexStatus.ACTIVE)
                || created.Exists(name => !there.ContainsKey(name));
            if (!isBusy)
            {
                if (wanted.Find(i => !there.ContainsKey(i.IndexName)) is not { } next)
                {
                    return created;
                }

                if (await TryCreateAsync(client, request, next, live, cancellationToken).ConfigureAwait(false))
                {
                    created.Add(next.IndexName);
                    continue;
                }
            }

            await Task.Delay(TableCreation.Pause, time, cancellationToken).ConfigureAwait(false);
        }
    }

    // False where somebody else is changing the table: then one looks again.
    private static async Task<bool> TryCreateAsync(
        IAmazonDynamoDB client, CreateTableRequest request, GlobalSecondaryIndex index, TableDescription live, CancellationToken cancellationToken)
    {
        var action = new CreateGlobalSecondaryIndexAction { IndexName = index.IndexName, KeySchema = index.KeySchema, Projection = index.Projection };
        if (live.BillingModeSummary?.BillingMode != BillingMode.PAY_PER_REQUEST && live.ProvisionedThroughput is { ReadCapacityUnits: > 0 and var read } units)
        {
            action.ProvisionedThroughput = new ProvisionedThroughput { ReadCapacityUnits = read, WriteCapacityUnits = units.WriteCapacityUnits };
        }

        var keys = index.KeySchema.Select(k => k.AttributeName).ToHashSet(StringComparer.Ordinal);
        try
        {
            await client.UpdateTableAsync(
                new UpdateTableRequest
                {
                    TableName = request.TableName,
                    AttributeDefinitions = [.. request.AttributeDefinitions.Where(a => keys.Contains(a.AttributeName))],
                    GlobalSecondaryIndexUpdates = [new GlobalSecondaryIndexUpdate { Create = action }],
                },
                cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (Exception error) when (error is ResourceInUseException or LimitExceededException)
        {
            return false;
        }
        catch (AmazonDynamoDBException)
        {
            // Where several servers start at once, another one may have been faster.
            var now = (await client.DescribeTableAsync(request.TableName, cancellationToken).ConfigureAwait(false)).Table;
            if (now.GlobalSecondaryIndexes?.Exists(i => i.IndexName == index.IndexName) != true)
            {
                throw;
            }

            return false;
        }
    }
}
