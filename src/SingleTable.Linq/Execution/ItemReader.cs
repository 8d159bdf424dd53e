using System.Collections.Immutable;
using SingleTable.Linq.Materialization;
using SingleTable.Linq.Model;
using SingleTable.Linq.Planning;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Execution;

/// <summary>
/// Reads the items of one entity and checks each: its type, its key, that it is not hidden. Of an entity with derived types each item is read as
/// what it is; the type of the next one is guessed from the ones before.
/// </summary>
internal sealed class ItemReader
{
    private readonly ExecutionScope _scope;
    private readonly EntityModel _entity;
    private readonly EntityReader _reader;
    private readonly byte[] _expectedType;
    private readonly KeyMatcher? _keyMatcher;
    private readonly BoundQuery _query;
    private readonly BoundQuery? _excluding;
    private readonly DerivedReaders? _types;
    private readonly bool _includesDeleted;
    private StringMemo[] _memos;
    private bool _isMismatchTold;

    /// <param name="scope">Of the context.</param>
    /// <param name="query">The query.</param>
    /// <param name="entity">What is read.</param>
    /// <param name="hasKeys">Whether a projection holds all that the key is checked by.</param>
    public ItemReader(ExecutionScope scope, BoundQuery query, EntityModel entity, bool hasKeys = false)
        : this(scope, query, entity, entity.Concrete[0], hasKeys)
    {
        if (entity.Concrete.Length > 1)
        {
            _types = new DerivedReaders([.. entity.Concrete.Select(c => new ItemReader(scope, query, entity, c, hasKeys))]);
        }
    }

    private ItemReader(ExecutionScope scope, BoundQuery query, EntityModel entity, EntityModel type, bool hasKeys)
    {
        _scope = scope;
        _entity = entity;
        _reader = type.Reader;
        _expectedType = scope.TypeValue(type);
        _keyMatcher = scope.KeyCheck == KeyCheck.Off || (query.Plan.ProjectionText is not null && !hasKeys) ? null : type.KeyMatcher;
        _query = query;
        _excluding = entity == query.Plan.Entity && query.ExcludedKey is not null ? query : null;
        _includesDeleted = query.Plan.Shape.Directives.IncludesDeleted;
        _memos = _reader.NoMemos;
    }

    /// <summary>Whether it reads items with this in the type attribute.</summary>
    public bool Expects(ReadOnlySpan<byte> type) => _types is null ? type.SequenceEqual(_expectedType) : _types.Find(type) >= 0;

    /// <summary>Memos are of one page: what repeats does so within it.</summary>
    public void StartPage()
    {
        if (_types is null)
        {
            _memos = _reader.CreateMemos();
            return;
        }

        foreach (var type in _types.Readers)
        {
            type.StartPage();
        }
    }

    /// <returns>The entity, or null when the item is of another type (the reader then stands where it stood) or does not match.</returns>
    public object? Read(ref DynamoJsonReader item, ref ItemFrame frame, out ReadOutcome outcome)
    {
        if (_types is not null)
        {
            return _types.Read(ref item, ref frame, out outcome);
        }

        outcome = _reader.ReadBoxed(ref item, _expectedType, ref frame, _memos, out var entity);
        if (outcome == ReadOutcome.OtherType || entity is null)
        {
            return null;
        }

        if (_keyMatcher?.Matches(entity, frame.PartitionKey, frame.SortKey) == false)
        {
            ReportMismatch();
        }

        return IsExcluded(entity) ? null : entity;
    }

    /// <summary>Whether the entity stands at the open end of the range. Recomputed, because the key of an index is not among what is read of an item.</summary>
    public bool IsExcluded(object entity) => _excluding is { } query && IsExcluded(entity, query);

    /// <summary>The entity of a GetItem's response, or null when there is none or it is hidden.</summary>
    public object? ReadSingle(ReadOnlySpan<byte> body)
    {
        var frame = new ItemFrame();
        if (!ResponseBody.TryFindMember(body, "Item"u8, out var item))
        {
            return null;
        }

        _memos = KeyMemos();
        try
        {
            return Read(ref item, ref frame, out _) is { } entity && !IsHidden(entity) ? entity : null;
        }
        finally
        {
            if (_memos != _reader.NoMemos)
            {
                StringMemo.Return(_memos);
                _memos = _reader.NoMemos;
            }
        }
    }

    // The item has the texts that it is asked for by, which need not be made again.
    private StringMemo[] KeyMemos()
    {
        if (_types is not null || _query is not { HasKeyValues: true, Plan.Access: KeyAccess access })
        {
            return _reader.NoMemos;
        }

        var memos = StringMemo.Rent(_reader.ColumnCount);
        Array.Copy(_reader.NoMemos, memos, _reader.ColumnCount);
        Remember(memos, access.Partition);
        Remember(memos, access.Sort);
        return memos;
    }

    private void Remember(StringMemo[] memos, ImmutableArray<SlotValue> slots)
    {
        foreach (var slot in slots)
        {
            if (_query.Context.Value(slot) is string text)
            {
                memos[slot.Property.Index] = StringMemo.Of(text);
            }
        }
    }

    /// <summary>Whether it has expired or is deleted, where no filter could tell.</summary>
    public bool IsHidden(object entity) => _entity.IsHidden(entity, _includesDeleted, _scope.Time);

    private static bool IsExcluded(object entity, BoundQuery query) => query.Plan.Access is RangeAccess range
        && (range.StandsAt(query.ExcludedKey!, entity) || (query.OtherExcludedKey is { } other && range.StandsAt(other, entity)));

    private void ReportMismatch()
    {
        var error = ExecutionErrors.KeyMismatch(_entity);
        if (_scope.KeyCheck == KeyCheck.Throw)
        {
            throw error;
        }

        // One for each read, so that a table of foreign items does not fill the log.
        if (!_isMismatchTold)
        {
            _isMismatchTold = true;
            _scope.Warnings.Tell(TableWarning.KeyMismatch, error);
        }
    }

    /// <summary>One reader for each concrete type of an entity.</summary>
    private sealed class DerivedReaders(ItemReader[] readers)
    {
        private readonly TypeOrder _order = new(readers.Length);

        public ItemReader[] Readers => readers;

        public int Find(ReadOnlySpan<byte> type)
        {
            for (var i = 0; i < readers.Length; i++)
            {
                if (type.SequenceEqual(readers[i]._expectedType))
                {
                    return i;
                }
            }

            return -1;
        }

        public object? Read(ref DynamoJsonReader item, ref ItemFrame frame, out ReadOutcome outcome)
        {
            var type = _order.Guess;
            var entity = readers[type].Read(ref item, ref frame, out outcome);
            if (outcome == ReadOutcome.OtherType)
            {
                type = Find(frame.Type);
                entity = type < 0 ? null : readers[type].Read(ref item, ref frame, out outcome);
            }

            if (type >= 0)
            {
                _order.Saw(type);
            }

            return entity;
        }
    }
}
