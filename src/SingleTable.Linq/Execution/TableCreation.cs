using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using SingleTable.Linq.Materialization;
using SingleTable.Linq.Model;

namespace SingleTable.Linq.Execution;

/// <summary>Creates the table that a model describes.</summary>
internal static class TableCreation
{
    /// <summary>Between two looks at a table that changes.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    public static CreateTableRequest Request(TableModel table)
    {
        var attributes = new Dictionary<string, ScalarAttributeType>(StringComparer.Ordinal);
        var request = new CreateTableRequest
        {
            TableName = table.Name,
            BillingMode = BillingMode.PAY_PER_REQUEST,
            KeySchema = Keys(attributes, IndexModel.Of("", table.PartitionKey, table.SortKey)),
        };
        var indexes = table.Indexes.Where(i => !i.IsLocal).Select(i => Index(attributes, i)).ToList();
        if (table.TypeIndex is { } type)
        {
            indexes.Add(Index(attributes, IndexModel.Of(type.Name, type.PartitionAttribute, type.SortAttribute)));
        }

        List<LocalSecondaryIndex> locals = [.. table.Indexes.Where(i => i.IsLocal).Select(i => new LocalSecondaryIndex
        {
            IndexName = i.Name, KeySchema = Keys(attributes, i), Projection = Projection(i),
        })];
        request.LocalSecondaryIndexes = locals.Count == 0 ? null : locals;
        request.GlobalSecondaryIndexes = indexes.Count == 0 ? null : indexes;
        request.AttributeDefinitions = [.. attributes.Select(a => new AttributeDefinition(a.Key, a.Value))];
        return request;
    }

    /// <summary>Creates the table unless it is there, switches its time to live on, and waits until it can be used.</summary>
    /// <returns>Whether this call created it.</returns>
    public static async Task<bool> EnsureAsync(IAmazonDynamoDB client, TableModel table, TimeProvider time, CancellationToken cancellationToken)
    {
        var (isCreated, isTried) = (false, false);
        while (true)
        {
            var status = await StatusAsync(client, table.Name, cancellationToken).ConfigureAwait(false);
            if (IsUsable(status))
            {
                break;
            }

            if (status == TableStatus.ARCHIVED || status == TableStatus.INACCESSIBLE_ENCRYPTION_CREDENTIALS)
            {
                throw ExecutionErrors.TableNeverActive(table.Name, status);
            }

            if (status is null && !isTried)
            {
                // Also of a table that was being deleted, once that is done.
                isCreated |= await TryCreateAsync(client, table, cancellationToken).ConfigureAwait(false);
                isTried = true;
                continue;
            }

            // Right after its creation a table may still seem to be missing.
            await Task.Delay(Pause, time, cancellationToken).ConfigureAwait(false);
            isTried = false;
        }

        if (table.TimeToLiveAttribute is { } attribute)
        {
            await EnableTimeToLiveAsync(client, table.Name, attribute, cancellationToken).ConfigureAwait(false);
        }

        return isCreated;
    }

    /// <summary>Whether requests are answered: also while an index is being added, which may take hours.</summary>
    public static bool IsUsable(TableStatus? status) => status == TableStatus.ACTIVE || status == TableStatus.UPDATING;

    private static async Task<bool> TryCreateAsync(IAmazonDynamoDB client, TableModel table, CancellationToken cancellationToken)
    {
        try
        {
            await client.CreateTableAsync(Request(table), cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (ResourceInUseException)
        {
            return false; // somebody else created it in between
        }
    }

    private static async Task EnableTimeToLiveAsync(IAmazonDynamoDB client, string table, string attribute, CancellationToken cancellationToken)
    {
        if (await IsOnAsync().ConfigureAwait(false))
        {
            return;
        }

        var specification = new TimeToLiveSpecification { AttributeName = attribute, Enabled = true };
        try
        {
            await client.UpdateTimeToLiveAsync(
                new UpdateTimeToLiveRequest { TableName = table, TimeToLiveSpecification = specification }, cancellationToken).ConfigureAwait(false);
        }
        catch (AmazonDynamoDBException)
        {
            // Where several servers start at once, another one may have been faster.
            if (!await IsOnAsync().ConfigureAwait(false))
            {
                throw;
            }
        }

        async Task<bool> IsOnAsync()
        {
            var current = await client.DescribeTimeToLiveAsync(new DescribeTimeToLiveRequest { TableName = table }, cancellationToken).ConfigureAwait(false);
            return current.TimeToLiveDescription?.AttributeName == attribute;
        }
    }

    private static async Task<TableStatus?> StatusAsync(IAmazonDynamoDB client, string table, CancellationToken cancellationToken)
    {
        try
        {
            return (await client.DescribeTableAsync(table, cancellationToken).ConfigureAwait(false)).Table.TableStatus;
        }
        catch (ResourceNotFoundException)
        {
            return null;
        }
    }

    private static GlobalSecondaryIndex Index(Dictionary<string, ScalarAttributeType> attributes, IndexModel index) => new()
    {
        IndexName = index.Name,
        KeySchema = Keys(attributes, index),
        Projection = Projection(index),
    };

    private static Amazon.DynamoDBv2.Model.Projection Projection(IndexModel index) => index.Attributes switch
    {
        null => new() { ProjectionType = ProjectionType.ALL },
        [] => new() { ProjectionType = ProjectionType.KEYS_ONLY },
        { } some => new() { ProjectionType = ProjectionType.INCLUDE, NonKeyAttributes = [.. some] },
    };

    private static List<KeySchemaElement> Keys(Dictionary<string, ScalarAttributeType> attributes, IndexModel index)
    {
        foreach (var name in index.KeyAttributes)
        {
            var isNumber = index.Kinds.TryGetValue(name, out var kind) ? kind == AttributeKind.N : index.IsNumericSort && name == index.SortAttribute;
            attributes[name] = isNumber ? ScalarAttributeType.N : kind == AttributeKind.B ? ScalarAttributeType.B : ScalarAttributeType.S;
        }

        return
        [
            .. index.PartitionAttributes.Select(a => new KeySchemaElement(a, KeyType.HASH)),
            .. index.SortAttributes.Select(a => new KeySchemaElement(a, KeyType.RANGE)),
        ];
    }
}
