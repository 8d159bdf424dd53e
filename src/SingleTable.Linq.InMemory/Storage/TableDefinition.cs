using SingleTable.Linq.InMemory.Values;

namespace SingleTable.Linq.InMemory.Storage;

/// <summary>What CreateTable and UpdateTable say about a table; replaced as a whole when it changes.</summary>
internal sealed record TableDefinition(
    string Name, KeyDesign Key, KeyAttribute[] Attributes, IndexDefinition[] Indexes, Throughput? Throughput, DateTimeOffset Created, Guid Id)
{
    public bool DeletionProtected { get; init; }

    public string TableClass { get; init; } = "STANDARD";

    /// <summary>The attribute whose time expires an item, or null.</summary>
    public string? TimeToLive { get; init; }

    /// <summary>Null for on-demand billing.</summary>
    public bool OnDemand => Throughput is null;

    public string Arn => "arn:aws:dynamodb:us-east-1:000000000000:table/" + Name;
}
