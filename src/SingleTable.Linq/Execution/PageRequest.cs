using System.Collections.Immutable;
using System.Globalization;
using SingleTable.Linq.Diagnostics;
using SingleTable.Linq.Execution.Telemetry;
using SingleTable.Linq.Keys;
using SingleTable.Linq.Materialization;
using SingleTable.Linq.Planning;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Execution;

/// <summary>
/// One page of a Query or Scan. The same object is sent again for the next page, with the key that the last one ended at; and it is used again with its query.
/// </summary>
internal sealed class PageRequest(BoundQuery query) : DescribedRequest
{
    private KeyTexts _key;
    private bool _hasPartition;

    // Where the lower end is not among the texts of the key, it is here.
    private SortCondition _range;
    private bool _hasLow;
    private BoundCondition? _lists;
    private object?[] _taken = [];

    private QueryPlan Plan => query.Plan;

    /// <summary>The most items that the service reads for the page, or null for all that fit into 1 MB.</summary>
    public int? Limit { get; set; }

    /// <summary>The most items that a budget leaves, whatever the limit.</summary>
    public long? MostItems { get; set; }

    /// <summary>The values of the key attributes behind the first one, as far as each has one; <c>range</c> is on the next.</summary>
    public ImmutableArray<string> Fixed { get; private set; } = [];

    /// <summary>The part of the table that a parallel Scan reads.</summary>
    public (int Number, int Count)? Segment { get; set; }

    private int? EffectiveLimit => MostItems is { } most && most < (Limit ?? int.MaxValue) ? (int)most : Limit;

    /// <summary>The raw key that the last page ended at, or empty for the first page.</summary>
    public byte[] ExclusiveStartKey { get; set; } = [];

    /// <summary>How many pages there were, and the key of one of them: to notice a server that leads in a circle.</summary>
    public int PagesRead { get; set; }

    public byte[] MarkedKey { get; set; } = [];

    /// <summary>What the pages so far read, and what their filter kept of it; counted only where somebody warns of it.</summary>
    public long ItemsRead { get; set; }

    public long ItemsKept { get; set; }

    public bool IsCount { get; set; }

    public override DynamoOperation Operation => Plan.Access is ScanAccess ? DynamoOperation.Scan : DynamoOperation.Query;

    public override string TableName => Plan.Entity.Table.Name;

    public override string? EntityName => Plan.Entity.Name;

    public override string? IndexName => Plan.Access switch
    {
        RangeAccess range => range.Key.IndexName,
        TypeIndexAccess type => type.Index.Name,
        _ => null,
    };

    private string PartitionAttribute => Plan.Access switch
    {
        RangeAccess range => range.Key.PartitionAttribute,
        TypeIndexAccess type => type.Index.PartitionAttribute,
        _ => "",
    };

    private string? SortAttribute => SortKey?.Name;

    private Model.KeyAttributeModel? SortKey =>
        Plan.Access is RangeAccess { Key.Attributes: var attributes } && Fixed.Length + 1 < attributes.Length ? attributes[Fixed.Length + 1] : null;

    private ImmutableArray<Model.KeyAttributeModel> KeyAttributes => ((RangeAccess)Plan.Access).Key.Attributes;

    private SortCondition Range => _hasLow ? _range with { Low = KeyTexts.Text(_key.Second) } : _range;

    private bool IsDescending => Plan.Access is RangeAccess { IsDescending: true } or TypeIndexAccess { IsDescending: true };

    /// <summary>Takes the key that the query's values make, where <see cref="KeyBinding.IsPlain"/>.</summary>
    public void Take(RangeAccess access)
    {
        _hasPartition = true;
        KeyBinding.Write(ref _key, access.Key.Partition, access.Partition, query.Context);
        var sort = KeyBinding.WriteSort(ref _key, access, Plan.Include, query.Context);
        (_range, _hasLow) = (new SortCondition(sort), sort != SortOperator.None);
        Take();
    }

    /// <summary>Takes a key that was bound before.</summary>
    /// <param name="partition">The text of its first attribute.</param>
    /// <param name="range">What is asked of the one behind those that have one value each.</param>
    public void Take(string partition, SortCondition range)
    {
        _hasPartition = true;
        _key.Add(partition);
        _range = range;
        Fixed = Plan.Access is RangeAccess access ? KeyBinding.Fixed(access, query.Context) : [];
        Take();
    }

    /// <summary>Takes the values of the filter as they are now, and how many items are wanted.</summary>
    /// <exception cref="QueryTranslationException">The filter is longer than DynamoDB allows.</exception>
    public void Take()
    {
        ref readonly var context = ref query.Context;
        if (Plan.FilterText is { } filter)
        {
            _lists = filter.IsConstant ? null : BoundCondition.Bind(filter, context, Plan.Entity);
            BoundCondition.Check(_lists?.Text ?? filter.Pieces[0], Plan.Entity);
        }

        if (_taken.Length < Plan.Values.Length)
        {
            _taken = new object?[Plan.Values.Length];
        }

        for (var i = 0; i < Plan.Values.Length; i++)
        {
            _taken[i] = Plan.Values[i].Value.Take(context);
        }

        // A limit counts what is read, not what is returned: with a filter, or with children, it would only make more pages.
        var isLimited = query.Wanted is not null && !Plan.IsFiltered && !query.DropsMany && Plan.Include is null or { IsLimited: true } && !Plan.IsCount;
        Limit = isLimited ? Paging.Limit(query.Wanted, query.ExcludedKey) : null;
        IsCount = Plan.IsCount && query.ExcludedKey is null && Plan.ProjectionText is null;
    }

    /// <summary>Takes a part of what another, which has no key, would read.</summary>
    public void Take(PageRequest whole, (int Number, int Count) segment)
    {
        (_lists, _taken, Limit, IsCount, Segment) = (whole._lists, [.. whole._taken], whole.Limit, whole.IsCount, segment);
    }

    public new void Clear()
    {
        base.Clear();
        _key.Clear();
        Array.Clear(_taken);
        (_hasPartition, _range, _hasLow, _lists, Fixed, Segment, IsCount) = (false, default, false, null, [], null, false);
        (Limit, MostItems, ExclusiveStartKey, PagesRead, MarkedKey, ItemsRead, ItemsKept) = (null, null, [], 0, [], 0, 0);
    }

    public override void WriteBody(DynamoJsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("TableName"u8, TableName);
        if (IndexName is { } index)
        {
            writer.WriteString("IndexName"u8, index);
        }

        if (_hasPartition)
        {
            writer.WriteString("KeyConditionExpression"u8, KeyCondition());
        }

        if (Plan.FilterText is { } filter)
        {
            writer.WriteString("FilterExpression"u8, _lists?.Text ?? filter.Pieces[0]);
        }

        if (IsCount)
        {
            writer.WriteString("Select"u8, "COUNT"u8);
        }
        else if (Plan.ProjectionText is { } projection)
        {
            writer.WriteString("ProjectionExpression"u8, projection);
        }

        WriteNames(writer);
        WriteValues(writer);
        if (IsDescending)
        {
            writer.WriteBoolean("ScanIndexForward"u8, false);
        }

        if (Plan.Shape.Directives.IsConsistent)
        {
            writer.WriteBoolean("ConsistentRead"u8, true);
        }

        if (EffectiveLimit is { } limit)
        {
            writer.WriteNumber("Limit"u8, limit);
        }

        if (Segment is var (segment, count))
        {
            writer.WriteNumber("Segment"u8, segment);
            writer.WriteNumber("TotalSegments"u8, count);
        }

        WriteReturnsCapacity(writer);
        if (ExclusiveStartKey.Length > 0)
        {
            writer.WritePropertyName("ExclusiveStartKey"u8);
            writer.WriteRawValue(ExclusiveStartKey);
        }

        writer.WriteEndObject();
    }

    public override void AddTags(RequestTags tags)
    {
        tags.AddReading(Plan);
        tags.Add(TagNames.Index, IndexName);
        tags.Add(TagNames.Select, IsCount ? "COUNT" : null);
        tags.Add(TagNames.Forward, Operation == DynamoOperation.Query ? !IsDescending : null);
        tags.Add(TagNames.Limit, EffectiveLimit);
        tags.Add(TagNames.Segment, Segment?.Number);
        tags.Add(TagNames.Segments, Segment?.Count);
        tags.Add(TagNames.Page, PagesRead + 1);
    }

    public override RequestLine Line(bool showValues)
    {
        var line = RequestLine.Of(this, IndexName);
        if (_hasPartition)
        {
            line.Part($"{PartitionAttribute} = {RequestLine.Show(KeyTexts.Text(_key.First), showValues)}");
            for (var i = 0; i < Fixed.Length; i++)
            {
                line.Part($"{KeyAttributes[i + 1].Name} = {RequestLine.Show(Fixed[i], showValues)}");
            }

            line.Sort(SortAttribute, Range, showValues).Order(IsDescending);
        }

        return line.Filter(Plan.Filter, query.Context, showValues).Projection(Plan).Count(IsCount).Limit(EffectiveLimit).Consistent(Plan).Segment(Segment)
            .Next(ExclusiveStartKey.Length > 0);
    }

    private string KeyCondition()
    {
        if (Fixed.IsEmpty)
        {
            return KeyCondition(_range.Operator);
        }

        var more = string.Concat(Enumerable.Range(0, Fixed.Length).Select(i => string.Create(CultureInfo.InvariantCulture, $" AND #k{i} = :k{i}")));
        return KeyCondition(_range.Operator).Insert("#pk = :pk".Length, more);
    }

    private static string KeyCondition(SortOperator sort) => sort switch
    {
        SortOperator.None => "#pk = :pk",
        SortOperator.Equal => "#pk = :pk AND #sk = :lo",
        SortOperator.BeginsWith => "#pk = :pk AND begins_with(#sk, :lo)",
        SortOperator.Between => "#pk = :pk AND #sk BETWEEN :lo AND :hi",
        SortOperator.GreaterOrEqual => "#pk = :pk AND #sk >= :lo",
        SortOperator.Greater => "#pk = :pk AND #sk > :lo",
        SortOperator.LessOrEqual => "#pk = :pk AND #sk <= :lo",
        _ => "#pk = :pk AND #sk < :lo",
    };

    private static JsonName Type(Model.KeyAttributeModel attribute) =>
        attribute.Kind is AttributeKind.N or AttributeKind.B ? WireNames.Of(attribute.Kind) : WireNames.S;

    private void WriteNames(DynamoJsonWriter writer)
    {
        if (!_hasPartition && Plan.Names.IsEmpty)
        {
            return;
        }

        writer.WriteStartObject("ExpressionAttributeNames"u8);
        if (_hasPartition)
        {
            writer.WriteString("#pk"u8, PartitionAttribute);
            for (var i = 0; i < Fixed.Length; i++)
            {
                writer.WriteString(string.Create(CultureInfo.InvariantCulture, $"#k{i}"), KeyAttributes[i + 1].Name);
            }

            if (_range.Operator != SortOperator.None)
            {
                writer.WriteString("#sk"u8, SortAttribute!);
            }
        }

        RequestJson.WriteNameMembers(writer, Plan.Names);
        writer.WriteEndObject();
    }

    private void WriteValues(DynamoJsonWriter writer)
    {
        if (!_hasPartition && Plan.FilterText is null)
        {
            return;
        }

        writer.WriteStartObject("ExpressionAttributeValues"u8);
        if (_hasPartition)
        {
            writer.WritePropertyName(":pk"u8);
            RequestJson.WriteText(writer, Plan.Access is RangeAccess { Key: var key } ? Type(key.Attributes[0]) : WireNames.S, _key.First);
            for (var i = 0; i < Fixed.Length; i++)
            {
                writer.WritePropertyName(string.Create(CultureInfo.InvariantCulture, $":k{i}"));
                RequestJson.WriteText(writer, Type(KeyAttributes[i + 1]), Fixed[i]);
            }

            var sortType = SortKey is { } sort ? Type(sort) : WireNames.S;
            if (_hasLow)
            {
                writer.WritePropertyName(":lo"u8);
                RequestJson.WriteText(writer, sortType, _key.Second);
            }
            else if (_range.Low is { } low)
            {
                writer.WritePropertyName(":lo"u8);
                RequestJson.WriteText(writer, sortType, low);
            }

            if (_range.High is { } high)
            {
                writer.WritePropertyName(":hi"u8);
                RequestJson.WriteText(writer, sortType, high);
            }
        }

        RequestJson.WriteValueMembers(writer, Plan.Values, _taken, query.Context);
        _lists?.WriteListValues(writer);
        writer.WriteEndObject();
    }
}
