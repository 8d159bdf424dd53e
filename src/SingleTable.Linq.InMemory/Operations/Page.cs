using System.Text.Json;
using SingleTable.Linq.InMemory.Expressions;
using SingleTable.Linq.InMemory.Storage;
using SingleTable.Linq.InMemory.Values;

namespace SingleTable.Linq.InMemory.Operations;

/// <summary>
/// One page: rows are read until Limit or 1 MB (which the last one may exceed), and only then filtered and projected. A key to continue
/// with is given whenever reading stopped early, although nothing may be behind it.
/// </summary>
internal sealed class Page
{
    private readonly List<MapValue> _read = [];
    private readonly MapValue? _last;
    private readonly long _bytes;
    private readonly long _fetchedUnits;

    /// <summary>Reads under the engine's lock.</summary>
    public Page(PageTarget target, IEnumerable<Entry> rows, int? limit)
    {
        foreach (var row in rows)
        {
            var item = row.Item;
            _bytes += row.Size;
            if (target.FetchesItems)
            {
                item = target.Fetch(item);
                _fetchedUnits += (long)Capacity.ReadUnits(item.ItemSize, consistent: true);
            }
            _read.Add(item);
            if (_read.Count != limit && _bytes < Limits.PageBytes) continue;
            _last = target.KeyOf(item);
            break;
        }
    }

    /// <summary>Filters, projects and writes outside the lock.</summary>
    public void Write(Utf8JsonWriter answer, PageRequest request, PageTarget target)
    {
        answer.WriteStartObject();
        var kept = request.Filter is { } filter ? _read.FindAll(item => Evaluator.Holds(filter, item)) : _read;
        if (request.Select != "COUNT")
        {
            answer.WriteStartArray("Items");
            foreach (var item in kept) (request.Projection?.Apply(item) ?? item).WriteItem(answer);
            answer.WriteEndArray();
        }
        answer.WriteNumber("Count", kept.Count);
        answer.WriteNumber("ScannedCount", _read.Count);
        if (_last is not null)
        {
            answer.WritePropertyName("LastEvaluatedKey");
            _last.WriteItem(answer);
        }
        if (request.CapacityMode != "NONE")
        {
            var capacity = new Capacity(target.Table);
            capacity.Add(Capacity.ReadUnits(_bytes, request.Consistent), target.Index?.Name);
            if (target.FetchesItems) capacity.Add(_fetchedUnits * (request.Consistent ? 1 : 0.5));
            answer.WritePropertyName("ConsumedCapacity");
            capacity.Write(answer, request.CapacityMode);
        }
        answer.WriteEndObject();
    }
}
