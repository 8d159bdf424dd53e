namespace SingleTable.Linq.Wire;

/// <summary>One pass over a Query or Scan response, whatever the order of its members.</summary>
internal ref struct PageReader(ReadOnlySpan<byte> body)
{
    /// <summary>Stands at the current item; read it to its end, or not at all.</summary>
    public DynamoJsonReader Item = new(body);

    /// <summary>How many items the page holds after filtering. Known once <see cref="MoveNextItem"/> gave false.</summary>
    public int Count { get; private set; }

    public int ScannedCount { get; private set; }

    /// <summary>The raw JSON object, empty when the page was the last.</summary>
    public ReadOnlySpan<byte> LastEvaluatedKey { get; private set; }

    public bool MoveNextItem() => throw new NotImplementedException();
}
