using SingleTable.Linq.Materialization;
using SingleTable.Linq.Model;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Execution;

/// <summary>Reads the items of one entity and checks each: its type, its key, that it has not expired.</summary>
internal sealed class ItemReader
{
    private readonly ExecutionScope _scope;
    private readonly EntityModel _entity;
    private readonly EntityReader _reader;
    private readonly byte[] _expectedType;
    private readonly KeyMatcher? _keyMatcher;
    private readonly Planning.RangeAccess? _excludedOn;
    private readonly (string? Key, string? Other) _excluded;
    private StringMemo[] _memos;

    public ItemReader(ExecutionScope scope, BoundQuery query, EntityModel entity)
    {
        _scope = scope;
        _entity = entity;
        _reader = entity.Reader;
        _expectedType = scope.TypeValue(entity);
        _keyMatcher = scope.KeyCheck == KeyCheck.Off || query.Plan.ProjectionText is not null ? null : entity.KeyMatcher;
        _excluded = entity == query.Plan.Entity ? (query.ExcludedKey, query.OtherExcludedKey) : default;
        _excludedOn = _excluded.Key is null ? null : (Planning.RangeAccess)query.Plan.Access;
        _memos = _reader.NoMemos;
    }

    public ReadOnlySpan<byte> ExpectedType => _expectedType;

    /// <summary>Memos are of one page: what repeats does so within it.</summary>
    public void StartPage() => _memos = _reader.CreateMemos();

    /// <returns>The entity, or null when the item is of another type (the reader then stands where it stood) or does not match.</returns>
    public object? Read(ref DynamoJsonReader item, ref ItemFrame frame, out ReadOutcome outcome)
    {
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
    public bool IsExcluded(object entity) => _excludedOn is not null
        && (_excludedOn.StandsAt(_excluded.Key!, entity) || (_excluded.Other is { } other && _excludedOn.StandsAt(other, entity)));

    /// <summary>The entity of a GetItem's response, or null when there is none or it has expired.</summary>
    public object? ReadSingle(ReadOnlySpan<byte> body)
    {
        var frame = new ItemFrame();
        return ResponseBody.TryFindMember(body, "Item"u8, out var item) && Read(ref item, ref frame, out _) is { } entity && !IsExpired(entity)
            ? entity
            : null;
    }

    public bool IsExpired(object entity)
    {
        var expires = _entity.TimeToLive?.Get(entity) switch
        {
            DateTimeOffset time => time.ToUnixTimeSeconds(),
            DateTime time => new DateTimeOffset(DateTime.SpecifyKind(time, DateTimeKind.Utc)).ToUnixTimeSeconds(),
            _ => long.MaxValue,
        };
        return expires <= _scope.Time.GetUtcNow().ToUnixTimeSeconds();
    }

    private void ReportMismatch()
    {
        var error = ExecutionErrors.KeyMismatch(_entity);
        if (_scope.KeyCheck == KeyCheck.Throw)
        {
            throw error;
        }

        _scope.Log?.Invoke($"Warning: {error.Message}");
    }
}
