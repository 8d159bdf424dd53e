namespace SingleTable.Linq;

/// <summary>How a query would be answered, found without a server: its requests, why they are these, and what is done in memory.</summary>
public sealed record QueryExplanation
{
    /// <summary>The entity that the query is about.</summary>
    public required string Entity { get; init; }

    /// <summary>The requests in their order; none when nothing can match.</summary>
    public required IReadOnlyList<ExplainedRequest> Requests { get; init; }

    /// <summary>The keys of the table and its indexes that the query could use, and why it uses one of them or none.</summary>
    public required IReadOnlyList<ExplainedKey> Keys { get; init; }

    /// <summary>What is done with what the service sends.</summary>
    public required IReadOnlyList<string> InMemory { get; init; }

    internal string Text { get; init; } = "";

    /// <summary>The text that <c>Explain()</c> gives: one line for each request.</summary>
    public override string ToString() => Text;

    /// <summary>The requests, and below them the decision about the keys, what reading costs, and what is done in memory.</summary>
    public string ToDetailedText() => string.Join(
        '\n',
        [
            Text,
            .. Requests.Select(r => r.Capacity).OfType<string>().Distinct().Select(c => $"  costs   {c}"),
            .. Keys.Select(k => $"  {(k.IsChosen ? "uses" : "not")}{(k.IsChosen ? "    " : "     ")}{k.Name}: {k.Reason}"),
            .. InMemory.Select(m => $"  memory  {m}"),
        ]);
}

/// <summary>One request of a query, or a kind of request that is sent for each of several results.</summary>
/// <param name="Line">The request in one line, as <c>Explain()</c> and the log show it, without an estimate.</param>
/// <param name="Operation">The operation of DynamoDB, for example <c>Query</c>.</param>
/// <param name="Table">The table.</param>
/// <param name="Index">The index, or null for the table itself.</param>
public sealed record ExplainedRequest(string Line, string Operation, string Table, string? Index)
{
    /// <summary>What is asked of the key; null for a Scan.</summary>
    public string? KeyCondition { get; init; }

    /// <summary>What the service drops after reading, and after it is paid for; null for nothing.</summary>
    public string? Filter { get; init; }

    /// <summary>The properties that are sent; null for all.</summary>
    public string? Projection { get; init; }

    /// <summary>Whether the items come in the opposite order of the sort key; null where there is no order.</summary>
    public bool? IsDescending { get; init; }

    /// <summary>The most items that are read for a page; null for all that fit into 1 MB.</summary>
    public int? Limit { get; init; }

    /// <summary>Whether the read is consistent.</summary>
    public bool IsConsistent { get; init; }

    /// <summary>Whether items are counted and not sent.</summary>
    public bool IsCount { get; init; }

    /// <summary>How many requests of this kind there will be, as far as that is known before anything is read: <c>1 request</c>, <c>~1 request</c>.</summary>
    public string? Requests { get; init; }

    /// <summary>What reading costs, in read capacity units by DynamoDB's rule: half a unit for each 4 KB, one where the read is consistent.</summary>
    public string? Capacity { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Line;
}

/// <summary>A key that a query could use.</summary>
/// <param name="Name"><c>table</c>, or the name of the index.</param>
/// <param name="IsChosen">Whether the query uses it.</param>
/// <param name="Reason">Why, or why not.</param>
public sealed record ExplainedKey(string Name, bool IsChosen, string Reason)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {Reason}";
}
