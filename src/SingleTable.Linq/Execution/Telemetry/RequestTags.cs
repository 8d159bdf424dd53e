using SingleTable.Linq.Diagnostics;
using SingleTable.Linq.Planning;

namespace SingleTable.Linq.Execution.Telemetry;

/// <summary>The attributes of a request's span. None of them is a value of an item or a key.</summary>
internal sealed class RequestTags : List<KeyValuePair<string, object?>>
{
    public void Add(string name, object? value)
    {
        if (value is not null)
        {
            Add(new(name, value));
        }
    }

    public void AddReading(QueryPlan plan)
    {
        Add(TagNames.QueryName, plan.Name);
        Add(TagNames.Consistent, plan.Shape.Directives.IsConsistent);
        if (plan.ProjectionText is { } projection)
        {
            var names = plan.Names.ToDictionary(n => n.Alias, n => n.Attribute, StringComparer.Ordinal);
            Add(TagNames.Projection, string.Join(", ", projection.Split(", ").Select(alias => names.GetValueOrDefault(alias, alias))));
        }
    }

    /// <summary>One alone is no batch.</summary>
    public void AddBatch(int count) => Add(TagNames.BatchSize, count > 1 ? count : null);
}
