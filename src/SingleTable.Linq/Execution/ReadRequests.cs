using System.Collections.Immutable;
using System.Globalization;
using SingleTable.Linq.Diagnostics;
using SingleTable.Linq.Execution.Telemetry;
using SingleTable.Linq.Keys;
using SingleTable.Linq.Materialization;
using SingleTable.Linq.Planning;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Execution;

/// <summary>A request that can say what it is, in the one line that Explain, the log and the tests share.</summary>
internal abstract class DescribedRequest : WireRequest
{
    /// <param name="showValues">Whether values and keys may be shown; otherwise they are <c>?</c>.</param>
    public abstract RequestLine Line(bool showValues);

    /// <inheritdoc cref="Line"/>
    public string Describe(bool showValues) => Line(showValues).ToString();

    /// <summary>The entity that is read or written; null where there are several.</summary>
    public abstract string? EntityName { get; }

    public virtual string? IndexName => null;

    /// <summary>Whether the answer shall say what it cost.</summary>
    public bool ReturnsCapacity { get; set; }

    /// <summary>How often the library has sent it before, for the same effect.</summary>
    public int Repeats { get; set; }

    /// <summary>How many attempts the SDK made when it was sent; zero where that is not known.</summary>
    public int Attempts { get; private set; }

    public override void Attempted(int attempts) => Attempts = attempts;

    /// <summary>The attributes of its span that only this operation has.</summary>
    public virtual void AddTags(RequestTags tags)
    {
    }

    protected void WriteReturnsCapacity(DynamoJsonWriter writer)
    {
        if (ReturnsCapacity)
        {
            writer.WriteString("ReturnConsumedCapacity"u8, "TOTAL"u8);
        }
    }
}

internal sealed class GetItemRequest(QueryPlan plan, string partitionKey, string sortKey) : DescribedRequest
{
    public override DynamoOperation Operation => DynamoOperation.GetItem;

    public override string TableName => plan.Entity.Table.Name;

    public override string? EntityName => plan.Entity.Name;

    public override void WriteBody(DynamoJsonWriter writer)
    {
        var table = plan.Entity.Table;
        writer.WriteStartObject();
        writer.WriteString("TableName"u8, table.Name);
        writer.WritePropertyName("Key"u8);
        RequestJson.WriteKey(writer, table, partitionKey, sortKey);
        if (plan.Shape.Directives.IsConsistent)
        {
            writer.WriteBoolean("ConsistentRead"u8, true);
        }

        if (plan.ProjectionText is { } projection)
        {
            writer.WriteString("ProjectionExpression"u8, projection);
            RequestJson.WriteNames(writer, plan.Names);
        }

        WriteReturnsCapacity(writer);
        writer.WriteEndObject();
    }

    public override void AddTags(RequestTags tags) => tags.AddReading(plan);

    public override RequestLine Line(bool showValues) =>
        RequestLine.Of(this, null)
            .Key(plan.Entity.Table.PartitionKey, partitionKey, plan.Entity.Table.SortKey, SortCondition(sortKey), showValues)
            .Projection(plan).Consistent(plan);

    private static SortCondition SortCondition(string key) => new(SortOperator.Equal, key);
}

/// <summary>One page of a Query or Scan. The same object is sent again for the next page, with the key that the last one ended at.</summary>
internal sealed class PageRequest(QueryPlan plan, string? partitionKey, SortCondition range, BindContext context) : DescribedRequest
{
    private readonly BoundCondition? _filter = plan.FilterText is null ? null : BoundCondition.Bind(plan.FilterText, context, plan.Entity);
    private readonly ImmutableArray<(string Alias, ExpressionValue Value)> _values = ExpressionValue.Fix(plan.Values, context);

    /// <summary>The most items that the service reads for the page, or null for all that fit into 1 MB.</summary>
    public int? Limit { get; set; }

    /// <summary>The most items that a budget leaves, whatever the limit.</summary>
    public long? MostItems { get; set; }

    /// <summary>The values of the key attributes behind the first one, as far as each has one; <c>range</c> is on the next.</summary>
    public ImmutableArray<string> Fixed { get; init; } = [];

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

    public bool IsCount { get; init; }

    public override DynamoOperation Operation => plan.Access is ScanAccess ? DynamoOperation.Scan : DynamoOperation.Query;

    public override string TableName => plan.Entity.Table.Name;

    public override string? EntityName => plan.Entity.Name;

    public override string? IndexName => plan.Access switch
    {
        RangeAccess range => range.Key.IndexName,
        TypeIndexAccess type => type.Index.Name,
        _ => null,
    };

    private string PartitionAttribute => plan.Access switch
    {
        RangeAccess range => range.Key.PartitionAttribute,
        TypeIndexAccess type => type.Index.PartitionAttribute,
        _ => "",
    };

    private string? SortAttribute => SortKey?.Name;

    private Model.KeyAttributeModel? SortKey =>
        plan.Access is RangeAccess { Key.Attributes: var attributes } && Fixed.Length + 1 < attributes.Length ? attributes[Fixed.Length + 1] : null;

    private ImmutableArray<Model.KeyAttributeModel> KeyAttributes => ((RangeAccess)plan.Access).Key.Attributes;

    private bool IsDescending => plan.Access is RangeAccess { IsDescending: true } or TypeIndexAccess { IsDescending: true };

    public override void WriteBody(DynamoJsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("TableName"u8, TableName);
        if (IndexName is { } index)
        {
            writer.WriteString("IndexName"u8, index);
        }

        if (partitionKey is not null)
        {
            writer.WriteString("KeyConditionExpression"u8, KeyCondition());
        }

        if (_filter is not null)
        {
            writer.WriteString("FilterExpression"u8, _filter.Text);
        }

        if (IsCount)
        {
            writer.WriteString("Select"u8, "COUNT"u8);
        }
        else if (plan.ProjectionText is { } projection)
        {
            writer.WriteString("ProjectionExpression"u8, projection);
        }

        WriteNames(writer);
        WriteValues(writer);
        if (IsDescending)
        {
            writer.WriteBoolean("ScanIndexForward"u8, false);
        }

        if (plan.Shape.Directives.IsConsistent)
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
        tags.AddReading(plan);
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
        if (partitionKey is not null)
        {
            line.Part($"{PartitionAttribute} = {RequestLine.Show(partitionKey, showValues)}");
            for (var i = 0; i < Fixed.Length; i++)
            {
                line.Part($"{KeyAttributes[i + 1].Name} = {RequestLine.Show(Fixed[i], showValues)}");
            }

            line.Sort(SortAttribute, range, showValues).Order(IsDescending);
        }

        return line.Filter(plan.Filter, context, showValues).Projection(plan).Count(IsCount).Limit(EffectiveLimit).Consistent(plan).Segment(Segment)
            .Next(ExclusiveStartKey.Length > 0);
    }

    private string KeyCondition()
    {
        if (Fixed.IsEmpty)
        {
            return KeyCondition(range.Operator);
        }

        var more = string.Concat(Enumerable.Range(0, Fixed.Length).Select(i => string.Create(CultureInfo.InvariantCulture, $" AND #k{i} = :k{i}")));
        return KeyCondition(range.Operator).Insert("#pk = :pk".Length, more);
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

    private static string Type(Model.KeyAttributeModel attribute) => attribute.Kind switch
    {
        AttributeKind.N => "N",
        AttributeKind.B => "B",
        _ => "S",
    };

    private void WriteNames(DynamoJsonWriter writer)
    {
        if (partitionKey is null && plan.Names.IsEmpty)
        {
            return;
        }

        writer.WriteStartObject("ExpressionAttributeNames"u8);
        if (partitionKey is not null)
        {
            writer.WriteString("#pk"u8, PartitionAttribute);
            for (var i = 0; i < Fixed.Length; i++)
            {
                writer.WriteString(string.Create(CultureInfo.InvariantCulture, $"#k{i}"), KeyAttributes[i + 1].Name);
            }

            if (range.Operator != SortOperator.None)
            {
                writer.WriteString("#sk"u8, SortAttribute!);
            }
        }

        RequestJson.WriteNameMembers(writer, plan.Names);
        writer.WriteEndObject();
    }

    private void WriteValues(DynamoJsonWriter writer)
    {
        if (partitionKey is null && _filter is null)
        {
            return;
        }

        writer.WriteStartObject("ExpressionAttributeValues"u8);
        if (partitionKey is not null)
        {
            RequestJson.WriteText(writer, ":pk", plan.Access is RangeAccess { Key: var key } ? Type(key.Attributes[0]) : "S", partitionKey);
            for (var i = 0; i < Fixed.Length; i++)
            {
                RequestJson.WriteText(writer, string.Create(CultureInfo.InvariantCulture, $":k{i}"), Type(KeyAttributes[i + 1]), Fixed[i]);
            }

            var sortType = SortKey is { } sort ? Type(sort) : "S";
            if (range.Low is not null)
            {
                RequestJson.WriteText(writer, ":lo", sortType, range.Low);
            }

            if (range.High is not null)
            {
                RequestJson.WriteText(writer, ":hi", sortType, range.High);
            }
        }

        RequestJson.WriteValueMembers(writer, _values, context);
        _filter?.WriteListValues(writer);
        writer.WriteEndObject();
    }
}
