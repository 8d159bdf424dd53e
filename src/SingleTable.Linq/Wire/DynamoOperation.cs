namespace SingleTable.Linq.Wire;

/// <summary>The data operations of the service that this library sends.</summary>
internal enum DynamoOperation
{
    GetItem,
    Query,
    Scan,
    BatchGetItem,
    PutItem,
    UpdateItem,
    DeleteItem,
    BatchWriteItem,
    TransactGetItems,
    TransactWriteItems,
}
