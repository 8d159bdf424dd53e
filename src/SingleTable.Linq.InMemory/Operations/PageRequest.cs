using System.Text.Json;
using SingleTable.Linq.InMemory.Expressions;
using SingleTable.Linq.InMemory.Legacy;
using SingleTable.Linq.InMemory.Protocol;
using SingleTable.Linq.InMemory.Storage;
using SingleTable.Linq.InMemory.Values;

namespace SingleTable.Linq.InMemory.Operations;

/// <summary>What Query and Scan have in common: table or index, filter, projection, limit and start.</summary>
internal sealed class PageRequest
{
    private PageRequest(RequestObject request, bool query)
    {
        LegacyMix.Refuse(request);
        TableName = RequestParts.TableName(request);
        IndexName = RequestParts.IndexName(request);
        Consistent = request.Flag("ConsistentRead") ?? false;
        CapacityMode = Capacity.Mode(request);
        Limit = request.Int("Limit");
        if (Limit < 1) throw Errors.Constraint($"{Limit}", "limit", "Member must have value greater than or equal to 1");
        StartKey = request.Take("ExclusiveStartKey") is { } json ? ReadStartKey(json) : null;
        string? keyCondition = query ? request.Text("KeyConditionExpression") : null;
        string? filter = request.Text("FilterExpression");
        string? projection = request.Text("ProjectionExpression");
        string? select = !request.Has("Select") ? null
            : request.Choice("Select", "", "select", "SPECIFIC_ATTRIBUTES", "COUNT", "ALL_ATTRIBUTES", "ALL_PROJECTED_ATTRIBUTES");
        var placeholders = new Placeholders(request, filter is not null || projection is not null || keyCondition is not null,
            query ? "FilterExpression and KeyConditionExpression are null" : "FilterExpression is null");
        Filter = filter is null ? LegacyCondition.Filter(request, query ? "QueryFilter" : "ScanFilter")
            : ConditionParser.Parse("FilterExpression", filter, placeholders);
        if (query)
        {
            KeyCondition = keyCondition is null ? LegacyCondition.Keys(request)
                : KeyCondition.From(ConditionParser.Parse("KeyConditionExpression", keyCondition, placeholders));
        }
        Projection = projection is null ? LegacyProjection.Read(request) : ProjectionParser.Parse(projection, placeholders);
        placeholders.RefuseUnused();
        if (select is not null) CheckSelect(select, projection is null ? "AttributesToGet" : "ProjectionExpression");
        Select = select ?? (Projection is not null ? "SPECIFIC_ATTRIBUTES" : IndexName is null ? "ALL_ATTRIBUTES" : "ALL_PROJECTED_ATTRIBUTES");
        FilterName = filter is null ? "QueryFilter" : "Filter Expression";
    }

    public string TableName { get; }

    public string? IndexName { get; }

    public bool Consistent { get; }

    public string CapacityMode { get; }

    public int? Limit { get; }

    public MapValue? StartKey { get; }

    public string Select { get; }

    public Condition? Filter { get; }

    /// <summary>As errors call it.</summary>
    public string FilterName { get; }

    public KeyCondition? KeyCondition { get; }

    public Projection? Projection { get; }

    public static PageRequest Query(RequestObject request) => new(request, query: true);

    public static PageRequest Scan(RequestObject request) => new(request, query: false);

    private static MapValue ReadStartKey(JsonElement json)
    {
        try
        {
            return ValueReader.ReadItem(json);
        }
        catch (ServiceException error) when (error.ShortName == "ValidationException")
        {
            throw Errors.Validation($"The provided starting key is invalid: {error.Message}");
        }
    }

    private void CheckSelect(string select, string projection)
    {
        if (Projection is not null && select != "SPECIFIC_ATTRIBUTES")
            throw Errors.Validation($"Cannot specify the {projection} when choosing to get {(select == "COUNT" ? "only the Count" : select)}");
        if (Projection is null && select == "SPECIFIC_ATTRIBUTES")
            throw Errors.Validation("Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES");
        if (select == "ALL_PROJECTED_ATTRIBUTES" && IndexName is null)
            throw Errors.Validation("ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName");
    }

    /// <summary>Finds the table or index and checks what depends on it.</summary>
    public PageTarget Bind(Table table)
    {
        if (IndexName is null) return new PageTarget(table, null, fetchesItems: false);
        var index = table.Index(IndexName) ?? throw Errors.Validation($"The table does not have the specified index: {IndexName}");
        var definition = index.Definition;
        if (definition.Global && Consistent) throw Errors.Validation("Consistent reads are not supported on global secondary indexes");
        bool fetches = false;
        if (definition.Projected is { } projected)
        {
            if (Select == "ALL_ATTRIBUTES")
            {
                if (definition.Global)
                {
                    throw Errors.InvalidParameter($"Select type ALL_ATTRIBUTES is not supported for global secondary index {IndexName} " +
                        "because its projection type is not ALL");
                }
                fetches = true;
            }
            var missing = Projection?.Attributes.Where(a => !projected.Contains(a)).ToList() ?? [];
            if (missing.Count > 0)
            {
                if (definition.Global)
                    throw Errors.InvalidParameter($"Global secondary index {IndexName} does not project [{string.Join(", ", missing)}]");
                fetches = true;
            }
        }
        return new PageTarget(table, index, fetches);
    }
}
