using System.Collections.Frozen;

namespace SingleTable.Linq.InMemory.Operations;

/// <summary>The operations by the names that X-Amz-Target carries. What is not here is unknown to the engine.</summary>
internal static class Catalog
{
    public static FrozenDictionary<string, Operation> Operations { get; } = new Dictionary<string, Operation>(StringComparer.Ordinal)
    {
        ["CreateTable"] = TableOperations.Create,
        ["DescribeTable"] = TableOperations.Describe,
        ["DeleteTable"] = TableOperations.Delete,
        ["ListTables"] = TableOperations.List,
        ["UpdateTable"] = UpdateTableOperation.Update,
        ["UpdateTimeToLive"] = TimeToLiveOperations.Update,
        ["DescribeTimeToLive"] = TimeToLiveOperations.Describe,
        ["DescribeLimits"] = AccountOperations.Limits,
        ["DescribeEndpoints"] = AccountOperations.Endpoints,
        ["PutItem"] = WriteOperations.Put,
        ["UpdateItem"] = WriteOperations.Update,
        ["DeleteItem"] = WriteOperations.Delete,
        ["GetItem"] = GetOperation.Get,
        ["Query"] = QueryOperation.Query,
        ["Scan"] = ScanOperation.Scan,
        ["BatchGetItem"] = BatchGetOperation.BatchGet,
        ["BatchWriteItem"] = BatchWriteOperation.BatchWrite,
        ["TransactWriteItems"] = TransactWriteOperation.TransactWrite,
        ["TransactGetItems"] = TransactGetOperation.TransactGet,
    }.ToFrozenDictionary(StringComparer.Ordinal);
}
