using System.Collections.Immutable;
using System.Linq.Expressions;
using SingleTable.Linq.Model;
using SingleTable.Linq.Querying;

namespace SingleTable.Linq.Translation;

internal enum ResultKind
{
    List,
    First,
    FirstOrDefault,
    Single,
    SingleOrDefault,
    Any,
    Count,
    LongCount,
}

internal sealed record Ordering(PropertyModel Property, bool IsDescending)
{
    public override string ToString() => IsDescending ? $"{Property.Name} descending" : Property.Name;
}

/// <summary>How the caller asked to read.</summary>
internal sealed record ReadDirectives(bool IsConsistent, string? Index, bool AllowsScan)
{
    public static readonly ReadDirectives Default = new(false, null, false);

    /// <summary>Whether entities of other partitions may be read along, by requests of their own.</summary>
    public bool AcrossPartitions { get; init; }

    /// <summary>Whether children are read by themselves or with their root; null for what costs less at worst.</summary>
    public bool? IsSplit { get; init; }

    public BudgetShape? Budget { get; init; }

    public RateShape? Rate { get; init; }

    /// <summary>How many segments an allowed Scan is read in; null for one after the other.</summary>
    public ValueSource? Segments { get; init; }

    /// <summary>How many segments at once.</summary>
    public ValueSource? Concurrency { get; init; }

    /// <summary>Whether the items may be read from the table after their keys were from an index.</summary>
    public bool Hydrates { get; init; }

    /// <summary>Whether deleted items are results too.</summary>
    public bool IncludesDeleted { get; init; }

    /// <summary>Whether to read a page ahead; null for what the options say.</summary>
    public bool? Prefetch { get; init; }
}

/// <summary>Where the limits of WithBudget come from; each may give null.</summary>
internal sealed record BudgetShape(ValueSource Requests, ValueSource Items, ValueSource CapacityUnits, ValueSource Time);

/// <summary>Where the limits of WithRateLimit come from; each may give null.</summary>
internal sealed record RateShape(ValueSource ItemsPerSecond, ValueSource CapacityUnitsPerSecond);

/// <summary>Children or a reference to read along with their parent, and what of them.</summary>
internal sealed record IncludeShape(
    NavigationModel Navigation, Predicate Where, ImmutableArray<Ordering> Orderings, ValueSource? Take, ImmutableArray<IncludeShape> Children);

/// <summary>What the final Select makes of each entity: runs on the client, over the properties that it names.</summary>
/// <param name="Entity">The parameter of the selector.</param>
/// <param name="Selector">From an entity and the query's values to the result; slots inside.</param>
/// <param name="Captured">The values behind the slots, in their order.</param>
/// <param name="Properties">The only properties that it reads, or null when it needs the whole entity.</param>
internal sealed record ProjectionShape(
    ParameterExpression Entity, Expression Selector, ImmutableArray<ValueSource> Captured, ImmutableArray<PropertyModel>? Properties);

/// <summary>A query as we understand it: nothing of re-linq, nothing of the caller's values.</summary>
internal sealed record QueryShape(
    EntityModel Entity,
    Predicate Where,
    ImmutableArray<Ordering> Orderings,
    bool IsReversed,
    ValueSource? Take,
    ResultKind Result,
    ProjectionShape? Projection,
    ReadDirectives Directives,
    ImmutableArray<IncludeShape> Includes,
    PlanGuards Guards)
{
    /// <summary>The same query asked for in another way; what is only counted needs neither a Select nor children.</summary>
    public QueryShape As(ResultKind result) => result is ResultKind.Any or ResultKind.Count or ResultKind.LongCount
        ? this with { Result = result, Projection = null, Includes = [] }
        : this with { Result = result };
}
