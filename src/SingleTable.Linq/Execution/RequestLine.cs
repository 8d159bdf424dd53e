using System.Globalization;
using SingleTable.Linq.Keys;
using SingleTable.Linq.Planning;
using SingleTable.Linq.Translation;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Execution;

/// <summary>
/// The canonical line of a request: <c>Query Table/Index  pk = …  sk begins_with …  asc  filter …</c>. Two spaces between the parts, so that it can
/// be read in a log.
/// </summary>
internal sealed class RequestLine
{
    private readonly string _head;
    private readonly List<string> _parts = [];

    private RequestLine(string head) => _head = head;

    public static RequestLine Of(WireRequest request, string? index) =>
        new($"{request.Operation} {request.TableName}{(index is null ? "" : "/")}{index}");

    /// <summary>A line that goes on from another.</summary>
    public static RequestLine Rest => new("");

    public IReadOnlyList<string> Parts => _parts;

    public RequestLine Key(string partitionAttribute, string partitionKey, string? sortAttribute, SortCondition range, bool showValues) =>
        Part($"{partitionAttribute} = {Show(partitionKey, showValues)}").Sort(sortAttribute, range, showValues);

    public RequestLine Sort(string? sortAttribute, SortCondition range, bool showValues)
    {
        var (low, high) = (Show(range.Low, showValues), Show(range.High, showValues));
        return range.Operator switch
        {
            SortOperator.None => this,
            SortOperator.Equal => Part($"{sortAttribute} = {low}"),
            SortOperator.BeginsWith => Part($"{sortAttribute} begins_with {low}"),
            SortOperator.Between => Part($"{sortAttribute} between {low} and {high}"),
            SortOperator.GreaterOrEqual => Part($"{sortAttribute} >= {low}"),
            SortOperator.Greater => Part($"{sortAttribute} > {low}"),
            SortOperator.LessOrEqual => Part($"{sortAttribute} <= {low}"),
            _ => Part($"{sortAttribute} < {low}"),
        };
    }

    public RequestLine Order(bool isDescending) => Part(isDescending ? "desc" : "asc");

    public RequestLine Filter(Predicate filter, in BindContext context, bool showValues) =>
        filter is ConstantPredicate ? this : Part($"filter {PredicateText.Of(filter, context, showValues)}");

    public RequestLine Projection(QueryPlan plan) =>
        plan.Items is not null ? Part("select keys")
            : plan.Shape.Projection?.Properties is { } properties && plan.ProjectionText is not null
                ? Part($"select {string.Join(", ", properties.Select(p => p.Name))}")
                : this;

    public RequestLine Count(bool isCount) => isCount ? Part("count") : this;

    public RequestLine Limit(int? limit) => limit is { } value ? Part(string.Create(CultureInfo.InvariantCulture, $"limit {value}")) : this;

    public RequestLine Consistent(QueryPlan plan) => plan.Shape.Directives.IsConsistent ? Part("consistent") : this;

    public RequestLine Segment((int Number, int Count)? segment) =>
        segment is var (number, count) ? Part(string.Create(CultureInfo.InvariantCulture, $"segment {number} of {count}")) : this;

    public RequestLine Next(bool isNext) => isNext ? Part("next page") : this;

    public RequestLine Part(string text)
    {
        _parts.Add(text);
        return this;
    }

    public override string ToString() => string.Join("  ", _parts.Prepend(_head));

    public static string Show(string? value, bool showValues) => value is null ? "" : showValues ? value : PredicateText.Hidden;
}
