using System.Collections.Immutable;
using SingleTable.Linq.Execution;
using SingleTable.Linq.Model;
using SingleTable.Linq.Planning;
using SingleTable.Linq.Translation;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Writing.Moving;

/// <summary>A property of a descendant that has the value of one of the moved entity's, or with a separator a path below it.</summary>
internal sealed record MovedProperty(PropertyModel Own, PropertyModel Root, char? Separator);

/// <summary>
/// A type of items whose keys begin with a moved entity's: by the navigations and counts that the model declares, over any number of generations. What only
/// refers to the entity by other properties stays where it is.
/// </summary>
internal sealed record MovedType(EntityModel Entity, ImmutableArray<MovedProperty> Properties)
{
    /// <summary>The types of all descendants whose keys change with these of the moved entity's properties.</summary>
    public static IReadOnlyList<MovedType> Of(EntityModel root, IReadOnlySet<PropertyModel> changed)
    {
        var types = new List<MovedType>();
        var open = new Queue<MovedType>([new MovedType(root, [.. root.Properties.Select(p => new MovedProperty(p, p, null))])]);
        while (open.TryDequeue(out var parent))
        {
            foreach (var (child, pairs) in Children(parent.Entity))
            {
                ImmutableArray<MovedProperty> properties =
                [
                    .. from pair in pairs
                    join known in parent.Properties on pair.Parent equals known.Own
                    where !pair.Own.IsTenant
                    select known with { Own = pair.Own, Separator = known.Separator ?? pair.Separator },
                ];
                var type = new MovedType(child, [.. properties.DistinctBy(p => p.Own)]);
                if (type.Properties.Any(p => p.Own.IsKey && changed.Contains(p.Root)) && !types.Exists(t => t.Entity == child && t.IsPath == type.IsPath))
                {
                    types.Add(type);
                    open.Enqueue(type);
                }
            }
        }

        return types;
    }

    /// <summary>Whether the moved entity names the partition that they are in.</summary>
    public bool IsReachable => Entity.Key.PartitionSlots.All(s => s.IsTenant || Properties.Any(p => p.Own == s && p.Separator is null));

    private bool IsPath => Properties.Any(p => p.Separator is not null);

    /// <summary>Reads the items of the type, with one consistent query of their range.</summary>
    /// <param name="scope">The scope.</param>
    /// <param name="root">The values of the moved entity.</param>
    /// <param name="atMost">How many are wanted; null for all.</param>
    /// <param name="cancellationToken">Ends the wait and the requests.</param>
    public async Task<List<StoredItem>> ReadAsync(ExecutionScope scope, object?[] root, int? atMost, CancellationToken cancellationToken)
    {
        var items = new List<StoredItem>();
        if (Properties.Any(p => root[p.Root.Index] is null or ""))
        {
            return items;
        }

        var shape = new QueryShape(
            Entity, Predicates.And([.. Properties.Select(p => Condition(p, root[p.Root.Index]!))]), [], IsReversed: false, null, ResultKind.List, null,
            ReadDirectives.Default with { IsConsistent = true, IncludesDeleted = true }, [], new PlanGuards([]));
        var query = BoundQuery.Bind(QueryPlanner.Plan(shape), scope.Bind([]), atMost);
        if (query.Request is not PageRequest request)
        {
            return items;
        }

        bool isLast;
        do
        {
            using var response = await scope.SendAsync(request, cancellationToken).ConfigureAwait(false);
            isLast = response.Read((Type: this, scope, request, items), static (r, s) => s.Type.ReadPage(s.scope, r.Body, s.request, s.items));
            scope.CheckMaterialized(Entity, items.Count);
        }
        while (!isLast && (atMost is null || items.Count < atMost));
        return items;
    }

    /// <summary>The values of an item after the move.</summary>
    public object?[] After(StoredItem item, object?[] rootBefore, object?[] rootAfter)
    {
        var values = (object?[])item.Values.Clone();
        foreach (var (own, root, separator) in Properties)
        {
            values[own.Index] = separator is null ? rootAfter[root.Index]
                : (string)rootAfter[root.Index]! + ((string)values[own.Index]!)[((string)rootBefore[root.Index]!).Length..];
        }

        return values;
    }

    private bool ReadPage(ExecutionScope scope, ReadOnlySpan<byte> body, PageRequest request, List<StoredItem> items)
    {
        var page = new PageReader(body);
        while (page.MoveNextItem())
        {
            if (StoredItem.Of(scope, Entity, page.Item.ReadRaw(), seesDeleted: true) is { } item)
            {
                items.Add(item);
            }
        }

        if (page.LastEvaluatedKey.IsEmpty)
        {
            return true;
        }

        Paging.Continue(request, page.LastEvaluatedKey, Entity);
        return false;
    }

    private static Predicate Condition(MovedProperty property, object value) => property.Separator is not { } separator
        ? ItemUpdate.Holds(property.Own, value)
        : new StartsWithPredicate(
            new AttributeOperand(property.Own), new ValueOperand(new ConstantSource($"{value}{separator}", typeof(string)), property.Own.Mapping));

    // Which property of a child has the value of which of its parent's.
    private static IEnumerable<(EntityModel Child, IEnumerable<(PropertyModel Own, PropertyModel Parent, char? Separator)> Pairs)> Children(EntityModel parent)
    {
        var key = parent.Key;
        foreach (var navigation in parent.Navigations)
        {
            switch (navigation)
            {
                case ChildrenModel { Child: var child }:
                    yield return (child, Pairs(child.Key.PartitionSlots, key.PartitionSlots).Concat(Pairs(child.Key.SortSlots, key.SortSlots)));
                    break;
                case PartitionChildrenModel { Key.IsTable: true } children:
                    yield return (children.Child, Pairs(children.Key.PartitionSlots, children.Sources));
                    break;
                case TreeModel tree:
                    yield return (parent.Hierarchy, key.Slots.Select(s => (s, s, s == tree.Path ? tree.Separator : (char?)null)));
                    break;
            }
        }

        foreach (var counter in parent.Counts)
        {
            yield return (counter.Child, Pairs(counter.PartitionSources, key.PartitionSlots).Concat(Pairs(counter.SortSources, key.SortSlots)));
        }
    }

    private static IEnumerable<(PropertyModel Own, PropertyModel Parent, char? Separator)> Pairs(
        IEnumerable<PropertyModel?> own, IEnumerable<PropertyModel?> parent) =>
        from pair in own.Zip(parent)
        where pair.First is not null && pair.Second is not null
        select (pair.First, pair.Second, (char?)null);
}
