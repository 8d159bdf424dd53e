namespace SingleTable.Linq;

/// <summary>What spans and metrics have beside what they have anyway. Keys and values of items are in none of them.</summary>
public sealed record TelemetryOptions
{
    /// <summary>
    /// Whether spans and metrics name the tenant of the scope (<c>singletable.tenant</c>). It is a part of your keys, and each of its values is a series of its own in each metric: leave it off where
    /// there are more than some dozens.
    /// </summary>
    public bool IncludeTenant { get; init; }

    /// <summary>Whether metrics name the entity type (<c>singletable.entity</c>). Spans do so anyway.</summary>
    public bool IncludeEntity { get; init; }

    /// <summary>Whether metrics name the index that is read (<c>aws.dynamodb.index_name</c>). Spans do so anyway.</summary>
    public bool IncludeIndex { get; init; }

    /// <summary>Whether requests ask the service for what they consume, while somebody listens. It adds about 60 bytes to each answer, and costs nothing else.</summary>
    public bool ConsumedCapacity { get; init; }

    /// <summary>Whether each operation of yours is a span, which the spans of its requests are in. On unless set; without it there are the requests only.</summary>
    public bool OperationSpans { get; init; } = true;
}
