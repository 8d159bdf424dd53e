using System.Collections.Immutable;
using SingleTable.Linq.Model;
using SingleTable.Linq.Querying;
using SingleTable.Linq.Translation;

namespace SingleTable.Linq.Planning;

/// <summary>How a query is answered: everything but the values. Immutable, shared by all threads, kept in the plan cache.</summary>
/// <param name="Shape">What was asked.</param>
/// <param name="Access">How the items are reached.</param>
/// <param name="Filter">What is left of the predicate for the service to filter; true when nothing is.</param>
/// <param name="FilterText">The same in DynamoDB's grammar.</param>
/// <param name="ProjectionText">The attributes to send, or null for all.</param>
/// <param name="Names">The aliases of the filter and the projection.</param>
/// <param name="Values">Their values.</param>
/// <param name="TenantChecks">Values that the query compares with the tenant: when one differs from the scope's, nothing can match.</param>
/// <param name="Include">What to read besides the root, and how to put it together.</param>
internal sealed record QueryPlan(
    QueryShape Shape,
    AccessPlan Access,
    Predicate Filter,
    ConditionTemplate? FilterText,
    string? ProjectionText,
    ImmutableArray<(string Alias, string Attribute)> Names,
    ImmutableArray<(string Alias, ExpressionValue Value)> Values,
    ImmutableArray<ValueSource> TenantChecks,
    IncludePlan? Include) : IGuardedPlan
{
    /// <summary>What is read after the results: the branches of the Includes that end in references or in other partitions.</summary>
    public ImmutableArray<IncludeBranch> Later { get; init; } = [];

    /// <summary>Whether anything is read after the query's own results.</summary>
    public bool HasLater => !Later.IsEmpty || Families is not null;

    /// <summary>How the children of the results are read after them, where the query does not read the partitions that they are in.</summary>
    public FamilyPlan? Families { get; init; }

    /// <summary>What a compiled query was called; null for other queries.</summary>
    public string? Name { get; init; }

    /// <summary>An index that would do more for the query if it held more; null where there is none.</summary>
    public IndexMiss? Missed { get; init; }

    /// <summary>Instead of this plan one for each concrete type, where one request cannot read them all.</summary>
    public ImmutableArray<QueryPlan> Types { get; init; } = [];

    private readonly Lock _lock = new();
    private Delegate? _projector;

    public EntityModel Entity => Shape.Entity;

    /// <summary>How the items are read by the keys that this plan gives; null when it gives the items themselves.</summary>
    public QueryPlan? Items { get; init; }

    public bool IsFiltered => Filter is not ConstantPredicate;

    public bool IsCount => Shape.Result is ResultKind.Count or ResultKind.LongCount;

    public bool Holds(object?[] leaves) => Shape.Guards.Hold(leaves);

    /// <summary>What the plan keeps beside its data: the compiled Select, made at the first use.</summary>
    public TDelegate Projector<TDelegate>(Func<ProjectionShape, TDelegate> compile)
        where TDelegate : Delegate
    {
        lock (_lock)
        {
            // IQueryable is covariant, so that one tree can be asked for results of a base type.
            if (_projector is not TDelegate projector)
            {
                _projector = projector = compile(Shape.Projection!);
            }

            return projector;
        }
    }
}

/// <summary>An index fits a query, but does not hold all that it needs.</summary>
/// <param name="Index">Its name.</param>
/// <param name="Properties">What it does not hold.</param>
/// <param name="Hydrates">Whether it is used all the same, and the items are read after it.</param>
internal sealed record IndexMiss(string Index, ImmutableArray<string> Properties, bool Hydrates);

/// <summary>One Query reads the root and its children; this says how they are told apart and put together.</summary>
/// <param name="Entities">Each entity that is read, the root first.</param>
/// <param name="Covers">Whether the Query must be widened from the root's own range to hold the children.</param>
/// <param name="IsWholeCollection">Every entity of the partition is included, so that no condition on the sort key is needed.</param>
/// <param name="AreFamiliesApart">
/// Between a root and the last of its children is nothing of another root's, so that a root is complete when the next one shows up.
/// </param>
internal sealed record IncludePlan(ImmutableArray<IncludedEntity> Entities, bool Covers, bool IsWholeCollection, bool AreFamiliesApart)
{
    /// <summary>The roots are nodes of a tree, which is put together from them; with <see cref="Covers"/> only the first one is a result.</summary>
    public IncludeShape? Tree { get; init; }

    /// <summary>Of one of several ranges: its first items are enough, as many as the Include takes of the children that it reads.</summary>
    public bool IsLimited { get; init; }

    /// <summary>The Queries that read the root and its children at once; none where one reads them all.</summary>
    public ImmutableArray<IncludeSplit> Splits { get; init; } = [];

    /// <summary>Whether the Include says of some children how many of them are wanted.</summary>
    public bool TakesSome
    {
        get
        {
            foreach (var entity in Entities)
            {
                if (entity.Shape?.Take is not null)
                {
                    return true;
                }
            }

            return false;
        }
    }

    public TreeModel? TreeModel => Tree?.Navigation as TreeModel;
}

/// <summary>Results are read again by their own keys, with their children.</summary>
/// <param name="Self">From a result to its key.</param>
/// <param name="Plan">Of one result and its children.</param>
internal sealed record FamilyPlan(ReferenceModel Self, QueryPlan Plan);

/// <summary>A navigation that is followed after the results, and how what is behind it is read; without a plan it is there already.</summary>
internal sealed record IncludeBranch(IncludeShape Shape, QueryPlan? Plan, ImmutableArray<IncludeBranch> Branches)
{
    public NavigationModel Navigation => Shape.Navigation;
}

/// <summary>An entity that is read by an Include, from which range, and where its items go. The root has no shape.</summary>
internal sealed record IncludedEntity(EntityModel Entity, RangeAccess Access, int Parent, IncludeShape? Shape)
{
    public KeyModel Key => Access.Key;

    /// <summary>Whether the Include says more of the sort key than the root does.</summary>
    public bool IsNarrowed(RangeAccess root) => Access.FixedSort.Length > root.FixedSort.Length || (Shape is not null && Access.Range is not null);
}

/// <summary>One of the ranges that are read by themselves.</summary>
/// <param name="Plan">The Query.</param>
/// <param name="Entities">The entities that it reads, by their places in the whole plan.</param>
internal sealed record IncludeSplit(QueryPlan Plan, ImmutableArray<int> Entities);
