using System.Collections.Immutable;
using System.Linq.Expressions;
using SingleTable.Linq.Model;
using SingleTable.Linq.Querying;
using SingleTable.Linq.Translation;

namespace SingleTable.Linq.Planning;

/// <summary>The entry to this stage: a query's shape becomes its plan.</summary>
internal static class QueryPlanner
{
    /// <summary>Translates and plans; whatever goes wrong is an error of ours.</summary>
    public static QueryPlan Plan(Expression tree, object?[] leaves, TableModel table, Func<QueryShape, QueryPlan> plan)
    {
        try
        {
            return plan(QueryTranslator.Translate(tree, leaves, table));
        }
        catch (Exception unforeseen) when (unforeseen is not SingleTableException)
        {
            throw QueryingErrors.Unforeseen(tree, unforeseen);
        }
    }

    public static QueryPlan Plan(QueryShape shape)
    {
        var (where, tenantChecks) = TakeTenant(shape);
        if (where is ConstantPredicate { Value: false })
        {
            return Create(shape, new NoAccess(shape.Entity), ConstantPredicate.True, tenantChecks, null);
        }

        var constraints = new KeyConstraints(where);
        var choice = AccessChooser.Choose(shape, constraints);
        var rest = Predicates.And([.. constraints.Conjuncts.Where((_, i) => !choice.Consumed.Contains(i))]);
        var later = IncludePlanner.Later(shape);
        var readsChildren = IncludePlanner.HasChildren(shape);
        var families = readsChildren && IncludePlanner.AreElsewhere(shape, choice.Access) ? DistantPlanner.OfResults(shape) : null;
        if (readsChildren && families is null)
        {
            var include = IncludePlanner.Plan(shape, choice.Access, rest);
            var split = SplitPlanner.Split(shape, (RangeAccess)choice.Access, include, tenantChecks);
            return Create(shape, choice.Access, include.Filter.Of(split.Entities), tenantChecks, split) with { Later = later, Missed = choice.Missed };
        }

        if (choice.Access is KeyAccess)
        {
            return Create(shape, choice.Access, ConstantPredicate.True, tenantChecks, null) with { Later = later };
        }

        if (choice.Access is TypeIndexAccess && shape.Entity.Concrete.Length > 1)
        {
            return ByType(shape, (TypeIndexAccess)choice.Access, rest, tenantChecks) with { Later = later };
        }

        var index = (choice.Access as RangeAccess)?.Key.Index;
        var type = NeedsTypeFilter(choice.Access) && index?.Holds(shape.Entity.Table.TypeAttribute) != false
            ? new IsTypePredicate(shape.Entity.Concrete)
            : (Predicate)ConstantPredicate.True;
        var visible = index is null || shape.Entity.HiddenBy.All(index.Holds)
            ? Visible(shape.Entity, shape.Directives.IncludesDeleted)
            : ConstantPredicate.True;
        var plan = Create(shape, choice.Access, Predicates.And(type, rest, visible), tenantChecks, null) with { Later = later, Families = families, Missed = choice.Missed };
        return choice.Hydrates ? ToKeysOnly(plan) : plan;
    }

    /// <summary>
    /// DynamoDB deletes expired items when it finds the time, within days, and deleted ones stay where that can be taken back: the filter hides both.
    /// </summary>
    public static Predicate Visible(Model.EntityModel entity, bool includesDeleted)
    {
        // A kept item that is not deleted has no end.
        var unexpired = entity.TimeToLive is null && (entity.Expiry is null || !includesDeleted)
            ? ConstantPredicate.True
            : (Predicate)new NotExpiredPredicate(entity.Table.TimeToLiveAttribute!);
        return entity.SoftDelete is null || includesDeleted
            ? unexpired
            : Predicates.And(new IsNullPredicate(new AttributeOperand(entity.SoftDelete.Property)), unexpired);
    }

    // The type is the key of the type index, so each has a partition of its own there, and none is filtered by.
    private static QueryPlan ByType(QueryShape shape, TypeIndexAccess access, Predicate rest, ImmutableArray<ValueSource> tenantChecks)
    {
        var plans = shape.Entity.Concrete.Select(c => (Entity: c, Filter: TypeTests.Within(rest, [c])))
            .Where(x => x.Filter is not ConstantPredicate { Value: false })
            .Select(x => Create(
                shape with { Entity = x.Entity }, access with { Entity = x.Entity },
                Predicates.And(x.Filter, Visible(x.Entity, shape.Directives.IncludesDeleted)), tenantChecks, null));
        return Create(shape, access, ConstantPredicate.True, tenantChecks, null) with { Types = [.. access.IsDescending ? plans.Reverse() : plans] };
    }

    // What an index does not hold to filter by is checked on the items: BatchGetItem's reader drops other types and what has expired.
    private static QueryPlan ToKeysOnly(QueryPlan plan)
    {
        var (shape, table) = (plan.Shape, plan.Entity.Table);
        var expressions = new ExpressionBuilder();
        var filter = plan.FilterText is null ? null : ConditionWriter.Write(plan.Filter, expressions);
        var items = Create(shape, new KeyAccess(plan.Entity, [], []), ConstantPredicate.True, [], null, plan.Access.Checked);
        return plan with
        {
            FilterText = filter,
            ProjectionText = $"{expressions.Name(table.PartitionKey)}, {expressions.Name(table.SortKey)}",
            Names = expressions.Names,
            Values = expressions.Values,
            Items = items,
        };
    }

    internal static QueryPlan Create(
        QueryShape shape, AccessPlan access, Predicate filter, ImmutableArray<ValueSource> tenantChecks, IncludePlan? include,
        ImmutableArray<Model.PropertyModel> alsoChecked = default)
    {
        var expressions = new ExpressionBuilder();
        var filterText = filter is ConstantPredicate ? null : ConditionWriter.Write(filter, expressions);
        var sendsItems = shape.Result is not (ResultKind.Any or ResultKind.Count or ResultKind.LongCount);

        // An index that does not hold everything cannot give a whole entity, not even one that is only looked at to know that it is there.
        var isPartial = access is RangeAccess { Key.Index.Attributes: not null } && !sendsItems
            && (shape.Result == ResultKind.Any || !access.Checked.IsEmpty);
        var properties = sendsItems ? shape.Projection?.Properties : null;
        var projection = properties is not null || isPartial
            ? string.Join(", ", (properties ?? []).Concat(access.Checked).Concat(Unordered(shape, access)).Concat(alsoChecked.IsDefault ? [] : alsoChecked)
                .Select(p => p.AttributeName).Distinct().Append(shape.Entity.Table.TypeAttribute).Select(expressions.Name))
            : null;
        return new QueryPlan(shape, access, filter, filterText, projection, expressions.Names, expressions.Values, tenantChecks, include);
    }

    /// <summary>The tenant is the scope's. A query that names it too is checked against the scope instead of being filtered.</summary>
    internal static (Predicate Where, ImmutableArray<ValueSource> Checks) TakeTenant(QueryShape shape)
    {
        var checks = ImmutableArray.CreateBuilder<ValueSource>();
        var rest = new List<Predicate>();
        foreach (var conjunct in Predicates.Conjuncts(shape.Where))
        {
            if (conjunct is ComparePredicate
                {
                    Left: AttributeOperand { IsWholeProperty: true, Property.IsTenant: true }, Comparison: Comparison.Equal, Right: ValueOperand value,
                })
            {
                checks.Add(value.Source);
            }
            else
            {
                rest.Add(conjunct);
            }
        }

        return (Predicates.And([.. rest]), checks.ToImmutable());
    }

    // The results of several requests are put in order on the client.
    private static IEnumerable<Model.PropertyModel> Unordered(QueryShape shape, AccessPlan access) =>
        access.List is null ? [] : shape.Orderings.Select(o => o.Property);

    internal static bool NeedsTypeFilter(AccessPlan access) => access switch
    {
        ScanAccess => true,
        RangeAccess { Entity.IsPartOfHierarchy: true } => true,
        RangeAccess { IsWholeSortKey: true, Key.IsTable: true } => false,
        RangeAccess range => range.Key.MayMeetNeighbours(range.FixedSort.Length),
        _ => false,
    };
}
