using SingleTable.Linq.Model;
using SingleTable.Linq.Planning;

namespace SingleTable.Linq.Execution;

/// <summary>Reads an entity whose key is known with its children: one Query for each distinct key. The entity is in the range anyway.</summary>
internal sealed class FamilyReader(ExecutionScope scope, BoundQuery query)
{
    /// <returns>The entity of each distinct key, or null where it is not there.</returns>
    public async Task<Dictionary<(string Partition, string Sort), object?>> ReadAsync(
        ReferenceModel reference, QueryPlan plan, List<object> parents, CancellationToken cancellationToken)
    {
        var families = new Dictionary<(string Partition, string Sort), object>();
        foreach (var parent in parents)
        {
            if (reference.KeyOf(parent, scope.Tenant) is { } key)
            {
                families.TryAdd(key, parent);
            }
        }

        var queries = families.Select(f => BoundQuery.OfRange(
            plan, query.Context, f.Key.Partition, KeyBinding.Family(plan.Include!, f.Key.Sort, t => reference.LeadingOf(t, f.Value, scope.Tenant)))).ToList();
        var read = await new PartitionsReader(scope).ReadAsync(reference, plan, queries, cancellationToken).ConfigureAwait(false);
        return families.Keys.Zip(read).ToDictionary(x => x.First, x => x.Second.FirstOrDefault());
    }

    /// <summary>Gives entities that were read without their children these.</summary>
    public async Task FillAsync(FamilyPlan families, List<object> roots, CancellationToken cancellationToken)
    {
        var read = await ReadAsync(families.Self, families.Plan, roots, cancellationToken).ConfigureAwait(false);
        foreach (var root in roots)
        {
            Give(root, families.Self.KeyOf(root, scope.Tenant) is { } key ? read[key] : null, families.Plan.Include);
        }
    }

    /// <summary>Gives an entity the children that another instance of it was read with; none where that is gone meanwhile.</summary>
    public static void Give(object known, object? read, IncludePlan? plan)
    {
        foreach (var child in plan?.Entities.Where(e => e.Parent == 0) ?? [])
        {
            var navigation = child.Shape!.Navigation;
            if (read is null)
            {
                navigation.SetAll(known, []);
            }
            else
            {
                navigation.Set(known, navigation.Get(read)!);
            }
        }
    }
}
