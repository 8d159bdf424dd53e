using System.Text.Json.Nodes;
using SingleTable.Linq.InMemory.Fuzz.Model;

namespace SingleTable.Linq.InMemory.Fuzz.Generation;

/// <summary>One request, and what is known about its answer.</summary>
internal sealed record Step(string Operation, JsonObject Body)
{
    /// <summary>The attribute within whose equal values the order of items is open; "" for any order, null for a fixed one.</summary>
    public string? TieBy { get; init; }

    /// <summary>Whether all pages are read, each engine by its own keys.</summary>
    public bool Follows { get; init; }

    /// <summary>What was broken on purpose, or null.</summary>
    public string? Damage { get; init; }

    /// <summary>What the simple model answers; null for a step that it does not know.</summary>
    public Func<Tables, Expected>? Oracle { get; init; }

    public bool IsWrite => Operation is "PutItem" or "UpdateItem" or "DeleteItem" or "BatchWriteItem" or "TransactWriteItems";

    public override string ToString() => $"{Operation} {Body.ToJsonString()}{(Damage is null ? "" : $"   [{Damage}]")}";
}
