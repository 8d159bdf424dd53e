using System.Collections;
using System.Collections.Immutable;
using SingleTable.Linq.Model;
using SingleTable.Linq.Planning;

namespace SingleTable.Linq.Execution;

/// <summary>
/// Fills the references of what was read and its collections in other partitions, level after level: the distinct keys of a level are read together,
/// no referenced item twice. One referenced item is one instance, also where it was among the results.
/// </summary>
internal sealed class LaterReader(ExecutionScope scope, BoundQuery query)
{
    // Most queries have nothing to fill.
    private Dictionary<(EntityModel Entity, string Partition, string Sort), object?> _known = null!;
    private HashSet<EntityModel> _targets = null!;

    /// <param name="results">The query's results; also some of them at a time.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task FillAsync<T>(IEnumerable<T> results, CancellationToken cancellationToken)
    {
        if (!query.Plan.HasLater)
        {
            return;
        }

        (_known, _targets) = (_known ?? [], _targets ?? []);
        List<object> roots = [.. results.Where(r => r is not null).Cast<object>()];
        if (query.Plan.Families is { } families)
        {
            await new FamilyReader(scope, query).FillAsync(families, roots, cancellationToken).ConfigureAwait(false);
        }

        AddTargets(query.Plan.Later, _targets);
        Remember(query.Plan.Entity, roots, query.Plan.Later);
        await FillAsync(query.Plan.Later, roots, cancellationToken).ConfigureAwait(false);
    }

    private async Task FillAsync(ImmutableArray<IncludeBranch> branches, List<object> parents, CancellationToken cancellationToken)
    {
        foreach (var branch in branches)
        {
            var behind = branch.Navigation switch
            {
                ReferenceModel reference => await ReadAsync(reference, branch.Plan!, parents, cancellationToken).ConfigureAwait(false),
                PartitionChildrenModel children => await ReadAsync(children, branch, parents, cancellationToken).ConfigureAwait(false),
                var there => ChildrenOf(there, parents),
            };
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
        await (plan.Include is null ? ReadAsync(plan, missing, cancellationToken) : ReadFamiliesAsync(reference, plan, parents, cancellationToken))
            .ConfigureAwait(false);

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
            _known[(plan.Entity, keys[0].Partition, keys[0].Sort)] = response.Read(new ItemReader(scope, bound, plan.Entity), static (r, reader) => reader.ReadSingle(r.Body));
            return;
        }

        var reader = new BatchGetReader(scope, bound);
        await reader.ReadAllAsync(cancellationToken).ConfigureAwait(false);
        foreach (var key in keys)
        {
            _known[(plan.Entity, key.Partition, key.Sort)] = reader.Find(key);
        }
    }

    private async Task ReadFamiliesAsync(ReferenceModel reference, QueryPlan plan, List<object> parents, CancellationToken cancellationToken)
    {
        foreach (var (key, root) in await new FamilyReader(scope, query).ReadAsync(reference, plan, parents, cancellationToken).ConfigureAwait(false))
        {
            _known[(plan.Entity, key.Partition, key.Sort)] = root is null ? null : Known(plan, root);
        }
    }

    private async Task<List<object>> ReadAsync(
        PartitionChildrenModel navigation, IncludeBranch branch, List<object> parents, CancellationToken cancellationToken)
    {
        scope.RequireTenant(navigation.Child);
        var ofParents = parents.Select(p => navigation.PartitionOf(p, scope.Tenant)).ToList();
        var partitions = ofParents.OfType<string>().Distinct().ToList();
        var plan = branch.Plan!;
        var read = await new PartitionsReader(scope).ReadAsync(
            navigation, plan, [.. partitions.Select(p => BoundQuery.OfPartition(plan, query.Context, p))], cancellationToken).ConfigureAwait(false);

        // In the order of the sort key they come from the service as they are wanted.
        var isArranged = !plan.Shape.Orderings.IsEmpty;
        var take = branch.Shape.Take is { } source ? Math.Max(0, (int)source.Get(query.Context.Leaves)!) : int.MaxValue;
        var byPartition = new Dictionary<string, List<object>>();
        for (var i = 0; i < read.Length; i++)
        {
            var children = isArranged ? read[i] : ChildOrder.Arrange(read[i], branch.Shape, take, isDescending: false);
            byPartition.Add(partitions[i], _targets.Contains(navigation.Child) ? [.. children.Select(c => Known(plan, c))] : children);
        }

        for (var i = 0; i < parents.Count; i++)
        {
            navigation.SetAll(parents[i], ofParents[i] is { } partition ? byPartition[partition] : []);
        }

        return [.. byPartition.Values.SelectMany(c => c)];
    }

    private static List<object> ChildrenOf(NavigationModel navigation, List<object> parents) =>
        [.. parents.SelectMany(p => ((IEnumerable?)navigation.Get(p))?.Cast<object>() ?? [])];

    // What was read already is not read again, as far as the way to the references leads past it.
    private void Remember(EntityModel entity, List<object> entities, ImmutableArray<IncludeBranch> branches)
    {
        if (_targets.Contains(entity))
        {
            foreach (var read in entities)
            {
                Known(entity, read);
            }
        }

        foreach (var branch in branches.Where(b => b.Plan is null))
        {
            Remember(branch.Navigation.Child, ChildrenOf(branch.Navigation, entities), branch.Branches);
        }
    }

    /// <summary>The instance that stands for an item that came with its children; it gets them.</summary>
    private object Known(QueryPlan plan, object read)
    {
        var known = Known(plan.Entity, read);
        if (known != read)
        {
            FamilyReader.Give(known, read, plan.Include);
        }

        return known;
    }

    /// <summary>The instance that stands for an item: this one, unless there is one already.</summary>
    private object Known(EntityModel entity, object read)
    {
        object? Value(PropertyModel p) => p.IsTenant ? scope.Tenant : p.Get(read);
        var key = (entity, entity.Key.PartitionText(Value), entity.Key.SortText(Value));
        return _known.GetValueOrDefault(key) ?? (_known[key] = read);
    }

    private static void AddTargets(ImmutableArray<IncludeBranch> branches, HashSet<EntityModel> targets)
    {
        foreach (var branch in branches)
        {
            if (branch.Navigation is ReferenceModel)
            {
                targets.Add(branch.Navigation.Child);
            }

            AddTargets(branch.Branches, targets);
        }
    }
}
