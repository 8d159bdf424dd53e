using SingleTable.Linq.InMemory.Values;

namespace SingleTable.Linq.InMemory.Storage;

/// <summary>
/// One row of a table or index. <paramref name="Sort"/> is what orders it within its partition: the range attributes, and in an index
/// behind them the table's key, which makes rows with equal index keys distinct.
/// </summary>
internal sealed record Entry(DynamoValue[] Sort, MapValue Item, int Size);
