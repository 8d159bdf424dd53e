namespace SingleTable.Linq.InMemory.Protocol;

/// <summary>An answer before it becomes HTTP.</summary>
internal sealed record Answer(int Status, byte[] Body);
