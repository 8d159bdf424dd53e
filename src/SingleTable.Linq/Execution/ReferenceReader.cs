using System.Collections;
using System.Collections.Immutable;
using SingleTable.Linq.Model;
using SingleTable.Linq.Planning;

namespace SingleTable.Linq.Execution;

/// <summary>
/// Fills the references of what was read, level after level: the distinct keys of a level are read together, and no item twice. One item is one
/// instance, also where it was among the results.
/// </summary>
internal sealed class ReferenceReader(ExecutionScope scope, BoundQuery query)
{
    private readonly Dictionary<(EntityModel Entity, string Partition, string Sort), object?> _known = [];

    public bool IsNeeded => !query.Plan.References.IsEmpty;

    /// <param name="results">The query's results; also some of them at a time.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task FillAsync<T>(IEnumerable<T> results, CancellationToken cancellationToken)
    {
        if (!IsNeeded)
        {
            return;
        }

        List<object> roots = [.. results.Where(r => r is not null).Cast<object>()];
        var targets = new HashSet<EntityModel>();
        AddTargets(query.Plan.References, targets);
        Remember(query.Plan.Entity, roots, query.Plan.References, targets);
        await FillAsync(query.Plan.References, roots, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The lines of the requests that follow the results; what only the results tell is <c>…</c>.</summary>
    public static IEnumerable<string> Describe(ImmutableArray<IncludeBranch> branches, BoundQuery query, bool isOne) => branches.SelectMany(b =>
    {
        var behind = Describe(b.Branches, query, isOne && b.ByKey is not null);
        return b.Navigation is ReferenceModel reference ? behind.Prepend(Describe(reference, query, isOne)) : behind;
    });

    private static string Describe(ReferenceModel reference, BoundQuery query, bool isOne)
    {
        var table = reference.Child.Table;
        var (partition, sort) = reference.KnownKey(query.Context.Tenant);
        var consistent = query.Plan.Shape.Directives.IsConsistent ? "  consistent" : "";
        return $"{(isOne ? "GetItem" : "BatchGetItem")} {table.Name}  {table.PartitionKey} = {partition}  {table.SortKey} = {sort}{consistent}  "
            + $"for {reference.Parent.Name}.{reference.Name}  {(isOne ? "~1 request" : "~1 request for each 100 keys")}";
    }

    private async Task FillAsync(ImmutableArray<IncludeBranch> branches, List<object> parents, CancellationToken cancellationToken)
    {
        foreach (var branch in branches)
        {
            var behind = branch.Navigation is ReferenceModel reference
                ? await ReadAsync(reference, branch.ByKey!, parents, cancellationToken).ConfigureAwait(false)
                : ChildrenOf(branch.Navigation, parents);
            await FillAsync(branch.Branches, behind, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<List<object>> ReadAsync(ReferenceModel reference, QueryPlan plan, List<object> parents, CancellationToken cancellationToken)
    {
        var entity = reference.Child;
        scope.RequireTenant(entity);
        var keys = parents.Select(p => reference.KeyOf(p, scope.Tenant)).ToList();
        var missing = keys.OfType<(string Partition, string Sort)>().Distinct().Where(k => !_known.ContainsKey((entity, k.Partition, k.Sort))).ToList();
        scope.CheckMaterialized(entity, _known.Count + missing.Count);
        await ReadAsync(plan, missing, cancellationToken).ConfigureAwait(false);

        var found = new HashSet<object>(ReferenceEqualityComparer.Instance);
        for (var i = 0; i < parents.Count; i++)
        {
            if (keys[i] is var (partition, sort) && _known[(entity, partition, sort)] is { } target)
            {
                reference.Set(parents[i], target);
                found.Add(target);
            }
        }

        return [.. found];
    }

    private async Task ReadAsync(QueryPlan plan, List<(string Partition, string Sort)> keys, CancellationToken cancellationToken)
    {
        if (keys.Count == 0)
        {
            return;
        }

        var bound = BoundQuery.OfKeys(plan, query.Context, keys);
        if (bound.Request is { } request)
        {
            using var response = await scope.SendAsync(request, cancellationToken).ConfigureAwait(false);
            _known[(plan.Entity, keys[0].Partition, keys[0].Sort)] = new ItemReader(scope, bound, plan.Entity).ReadSingle(response.Body);
            return;
        }

        var found = await new BatchGetReader(scope, bound).ReadByKeyAsync(cancellationToken).ConfigureAwait(false);
        foreach (var key in keys)
        {
            _known[(plan.Entity, key.Partition, key.Sort)] = found.GetValueOrDefault(key);
        }
    }

    private static List<object> ChildrenOf(NavigationModel navigation, List<object> parents) =>
        [.. parents.SelectMany(p => ((IEnumerable?)navigation.Get(p))?.Cast<object>() ?? [])];

    // What was read already is not read again, as far as the way to the references leads past it.
    private void Remember(EntityModel entity, List<object> entities, ImmutableArray<IncludeBranch> branches, HashSet<EntityModel> targets)
    {
        if (targets.Contains(entity))
        {
            foreach (var known in entities)
            {
                var key = entity.Key;
                object? Value(PropertyModel p) => p.IsTenant ? scope.Tenant : p.Get(known);
                _known.TryAdd((entity, key.PartitionText(Value), key.SortText(Value)), known);
            }
        }

        foreach (var branch in branches.Where(b => b.ByKey is null))
        {
            Remember(branch.Navigation.Child, ChildrenOf(branch.Navigation, entities), branch.Branches, targets);
        }
    }

    private static void AddTargets(ImmutableArray<IncludeBranch> branches, HashSet<EntityModel> targets)
    {
        foreach (var branch in branches)
        {
            if (branch.ByKey is not null)
            {
                targets.Add(branch.Navigation.Child);
            }

            AddTargets(branch.Branches, targets);
        }
    }
}
