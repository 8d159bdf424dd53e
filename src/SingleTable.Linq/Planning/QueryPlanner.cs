using System.Collections.Immutable;
using SingleTable.Linq.Querying;
using SingleTable.Linq.Translation;

namespace SingleTable.Linq.Planning;

/// <summary>The entry to this stage: a query's shape becomes its plan.</summary>
internal static class QueryPlanner
{
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
        if (IncludePlanner.HasChildren(shape))
        {
            var (include, filter) = IncludePlanner.Plan(shape, choice.Access, rest);
            return Create(shape, choice.Access, filter, tenantChecks, include) with { Later = later };
        }

        var type = NeedsTypeFilter(choice.Access) ? new IsTypePredicate(shape.Entity) : (Predicate)ConstantPredicate.True;
        return Create(shape, choice.Access, Predicates.And(type, rest, NotExpired(shape.Entity)), tenantChecks, null) with { Later = later };
    }

    /// <summary>DynamoDB deletes expired items when it finds the time, within days: until then the filter hides them.</summary>
    public static Predicate NotExpired(Model.EntityModel entity) =>
        entity.TimeToLive is null ? ConstantPredicate.True : new NotExpiredPredicate(entity.Table.TimeToLiveAttribute!);

    internal static QueryPlan Create(
        QueryShape shape, AccessPlan access, Predicate filter, ImmutableArray<ValueSource> tenantChecks, IncludePlan? include)
    {
        var expressions = new ExpressionBuilder();
        var filterText = filter is ConstantPredicate ? null : ConditionWriter.Write(filter, expressions);
        var sendsItems = shape.Result is not (ResultKind.Any or ResultKind.Count or ResultKind.LongCount);
        var projection = sendsItems && shape.Projection?.Properties is { } properties
            ? string.Join(", ", properties.Concat(Unfiltered(access)).Select(p => p.AttributeName).Distinct().Append(shape.Entity.Table.TypeAttribute).Select(expressions.Name))
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

    // What GetItem and BatchGetItem cannot filter is checked on the client, and so must be read.
    private static IEnumerable<Model.PropertyModel> Unfiltered(AccessPlan access) =>
        access is KeyAccess { Entity.TimeToLive: { } expires } ? [expires] : [];

    internal static bool NeedsTypeFilter(AccessPlan access) => access switch
    {
        ScanAccess => true,
        RangeAccess { IsWholeSortKey: true, Key.IsTable: true } => false,
        RangeAccess range => range.Key.MayMeetNeighbours(range.FixedSort.Length),
        _ => false,
    };
}
