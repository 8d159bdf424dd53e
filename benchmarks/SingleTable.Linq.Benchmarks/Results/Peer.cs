namespace SingleTable.Linq.Benchmarks.Results;

/// <summary>A peer on the wire, as the page and the chart call it.</summary>
internal sealed record Peer(string Name, string Title)
{
    public const string LibraryTitle = "SingleTable.Linq";

    public static Peer LowLevel { get; } = new(Scenario.LowLevelName, "low-level SDK");

    private static readonly Peer[] s_others =
    [
        new(Scenario.ContextName, "DynamoDBContext"), new(Scenario.EfficientName, "EfficientDynamoDb"), new(Scenario.PipelineName, "the SDK's pipeline alone"),
    ];

    /// <summary>Those besides the low-level SDK that take part in one of the scenarios at least.</summary>
    public static IReadOnlyList<Peer> Others(IEnumerable<ScenarioCosts> scenarios) =>
        [.. s_others.Where(p => scenarios.Any(s => s.Peer(p.Name) is not null))];

    /// <summary>The scenarios that have the low-level SDK for a peer: those on the wire.</summary>
    public static IReadOnlyList<ScenarioCosts> OnTheWire(IEnumerable<ScenarioCosts> scenarios) =>
        [.. scenarios.Where(s => s.Peer(LowLevel.Name) is not null)];
}
