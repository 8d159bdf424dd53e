namespace SingleTable.Linq.Wire;

/// <summary>One pass over a Query or Scan response, whatever the order of its members.</summary>
internal ref struct PageReader(ReadOnlySpan<byte> body)
{
    /// <summary>Stands at the current item; read it to its end, or not at all.</summary>
    public DynamoJsonReader Item = new(body);

    private State _state;
    private int _itemStart;

    private enum State
    {
        Start,
        InItems,
        Done,
    }

    /// <summary>How many items the page holds after filtering. Known once <see cref="MoveNextItem"/> gave false.</summary>
    public int Count { get; private set; }

    /// <summary>How many items were read before filtering. Known once <see cref="MoveNextItem"/> gave false.</summary>
    public int ScannedCount { get; private set; }

    /// <summary>The raw JSON object, empty when the page was the last. Known once <see cref="MoveNextItem"/> gave false.</summary>
    public ReadOnlySpan<byte> LastEvaluatedKey { get; private set; }

    public bool MoveNextItem()
    {
        switch (_state)
        {
            case State.Start:
                Item.BeginObject();
                return ReadMembers();
            case State.InItems:
                if (Item.Position == _itemStart) Item.Skip();
                return StepInItems() || ReadMembers();
            default:
                return false;
        }
    }

    private bool StepInItems()
    {
        if (!Item.NextElement()) return false;
        _state = State.InItems;
        _itemStart = Item.Position;
        return true;
    }

    private bool ReadMembers()
    {
        while (Item.NextName(out var name))
        {
            if (Item.TryReadNull()) continue;
            if (name.SequenceEqual("Items"u8))
            {
                Item.BeginArray();
                if (StepInItems()) return true;
            }
            else if (name.SequenceEqual("Count"u8))
            {
                Count = Item.ReadInt32();
            }
            else if (name.SequenceEqual("ScannedCount"u8))
            {
                ScannedCount = Item.ReadInt32();
            }
            else if (name.SequenceEqual("LastEvaluatedKey"u8))
            {
                LastEvaluatedKey = Item.ReadRawObject();
            }
            else
            {
                Item.Skip();
            }
        }

        Item.EndDocument();
        _state = State.Done;
        return false;
    }
}
