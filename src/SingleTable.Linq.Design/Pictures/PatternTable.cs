using System.Globalization;

namespace SingleTable.Linq.Design.Pictures;

/// <summary>The access patterns with their requests, and what follows from all of them together.</summary>
internal sealed record PatternTable(IReadOnlyList<PatternRow> Rows)
{
    /// <summary>The indexes that no pattern reads.</summary>
    public IReadOnlyList<string> UnusedIndexes { get; private init; } = [];

    /// <summary>Which patterns read the table, and which of them each index.</summary>
    public IReadOnlyList<(string Place, IReadOnlyList<string> Patterns)> Places { get; private init; } = [];

    /// <summary>Patterns that read the same ranges: one request could serve all of them.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Alike { get; private init; } = [];

    public static PatternTable Of(TableReport report, EntityKinds kinds)
    {
        if (report.Patterns.Count == 0)
        {
            return new PatternTable([]);
        }

        var sizes = new SampleSizes(report.Items, kinds);
        List<(AccessPattern Pattern, ExplainedRequest Request)> requests = [.. report.Patterns.SelectMany(p => p.Plan.Requests.Select(r => (p, r)))];
        var used = requests.Select(r => r.Request.Index).OfType<string>().ToHashSet(StringComparer.Ordinal);
        return new PatternTable([.. report.Patterns.Select(p => new PatternRow(p.Name, [.. p.Plan.Requests.Select(r => new PatternRequest(r, Capacity(p.Plan, r, sizes)))]))])
        {
            UnusedIndexes = [.. report.Model.Indexes.Select(i => i.Name).Where(i => !used.Contains(i))],
            Places =
            [
                .. new string?[] { null }.Concat(report.Model.Indexes.Select(i => i.Name))
                    .Select(index => (index ?? "The table", (IReadOnlyList<string>)[.. requests.Where(r => r.Request.Index == index).Select(r => r.Pattern.Name).Distinct()]))
                    .Where(p => p.Item2.Count > 0),
            ],
            Alike =
            [
                .. report.Patterns.Where(p => p.Plan.Requests.Count > 0)
                    .GroupBy(p => string.Join('\n', p.Plan.Requests.Select(r => $"{r.Operation} {r.Index} {r.KeyCondition ?? r.Line}")), StringComparer.Ordinal)
                    .Where(g => g.Skip(1).Any()).Select(g => (IReadOnlyList<string>)[.. g.Select(p => p.Name)]),
            ],
        };
    }

    // By DynamoDB's rule: half a unit for each 4 KB, one where the read is consistent. How many items that is only samples tell.
    private static string Capacity(QueryExplanation plan, ExplainedRequest request, SampleSizes sizes)
    {
        var unit = request.IsConsistent ? 1 : 0.5;
        var size = sizes.Of(plan.Entity);
        return request.Operation switch
        {
            "GetItem" when size is { } bytes => string.Create(CultureInfo.InvariantCulture, $"{unit * Blocks(bytes)} RCU"),
            "GetItem" => string.Create(CultureInfo.InvariantCulture, $"{unit} RCU up to 4 KB"),
            "BatchGetItem" when size is { } bytes => string.Create(CultureInfo.InvariantCulture, $"{unit * Blocks(bytes)} RCU for each item"),
            "BatchGetItem" => string.Create(CultureInfo.InvariantCulture, $"{unit} RCU for each item up to 4 KB"),
            _ when size is { } bytes => string.Create(CultureInfo.InvariantCulture, $"{unit} RCU for each 4 KB: {Each(bytes, plan.Entity)}"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{unit} RCU for each 4 KB"),
        };
    }

    private static int Blocks(int bytes) => Math.Max(1, (bytes + 4095) / 4096);

    private static string Each(int bytes, string entity) => bytes >= 4096
        ? string.Create(CultureInfo.InvariantCulture, $"{Blocks(bytes)} of them for a {entity}")
        : string.Create(CultureInfo.InvariantCulture, $"about {4096 / Math.Max(1, bytes)} {entity} items");
}

/// <summary>An access pattern and its requests.</summary>
internal sealed record PatternRow(string Name, IReadOnlyList<PatternRequest> Requests);

/// <summary>A request, and what it costs.</summary>
internal sealed record PatternRequest(ExplainedRequest Request, string Capacity)
{
    public string Place => Request.Index ?? "table";

    public string Condition => Request.KeyCondition ?? (Request.Operation == "Scan" ? "none: all items are read" : Rest);

    /// <summary>How often it is sent.</summary>
    public string Count => Request.Requests ?? "~1 request";

    // Of later requests only the line is known.
    private string Rest => Request.Line.IndexOf("  ", StringComparison.Ordinal) is >= 0 and var at ? Request.Line[at..].Trim() : "";

    /// <summary>What else is said of the request: order, limit, and so on.</summary>
    public IEnumerable<string> Notes
    {
        get
        {
            if (Request.IsDescending == true) yield return "newest or largest first";
            if (Request.Limit is { } limit) yield return string.Create(CultureInfo.InvariantCulture, $"at most {limit} items a page");
            if (Request.IsCount) yield return "counts only";
            if (Request.IsConsistent) yield return "consistent";
            if (Request.Projection is { } projection) yield return $"only {projection}";
        }
    }
}

/// <summary>How large the sample items of each entity are on average.</summary>
internal sealed class SampleSizes(IReadOnlyList<IReadOnlyDictionary<string, Amazon.DynamoDBv2.Model.AttributeValue>> items, EntityKinds kinds)
{
    private readonly Dictionary<string, int> _bytes = items.Select(i => (Entity: kinds.EntityOf(i), Size: ValueText.Bytes(i))).Where(i => i.Entity is not null)
        .GroupBy(i => i.Entity!.Name, StringComparer.Ordinal).ToDictionary(g => g.Key, g => (int)g.Average(i => i.Size), StringComparer.Ordinal);

    public int? Of(string entity) => _bytes.TryGetValue(entity, out var bytes) ? bytes : null;
}
