using SingleTable.Linq.Execution;
using SingleTable.Linq.Model;

namespace SingleTable.Linq.Writing;

/// <summary>
/// Awaits the generators of a write before it is made, so that the making itself never waits: the values come along with the scope. Used only for entities that
/// have such generators (<see cref="EntityModel.AwaitsValues"/>).
/// </summary>
internal static class AwaitedValues
{
    /// <summary>For a whole item: of what is unset; in an upsert also of what each update generates.</summary>
    public static Task<ExecutionScope> OfItemAsync(
        ExecutionScope scope, EntityModel entity, object source, WriteKind kind, CancellationToken cancellationToken)
    {
        entity = EntityValues.TypeOf(entity, source);
        var values = EntityValues.Read(scope, entity, source);
        if (kind != WriteKind.Put)
        {
            EntityValues.RefuseSealed(entity, values);
        }

        return MakeAsync(scope, entity, entity.Properties.Select(Needed), cancellationToken);

        // An upsert whose other generator gives nothing takes that of new items.
        (PropertyModel, ValueGenerator?) Needed(PropertyModel property) => (property, (kind, property.OnUpdate) switch
        {
            (WriteKind.Upsert, AsyncGenerator each) => each,
            (WriteKind.Upsert, not null) => property.OnCreate,
            _ => property.IsUnset(values[property.Index]) ? property.OnCreate : null,
        });
    }

    /// <summary>For an update: of what it does not change itself. Which of the derived types the item is may not be known yet.</summary>
    public static Task<ExecutionScope> OfUpdateAsync(
        ExecutionScope scope, EntityModel entity, UpdateOperations operations, CancellationToken cancellationToken)
    {
        return OfUpdateAsync(scope, entity, operations.Difference?.Changes ?? UpdateReader.Read(entity, operations), cancellationToken);
    }

    /// <summary>The same for changes that are known.</summary>
    public static Task<ExecutionScope> OfUpdateAsync(
        ExecutionScope scope, EntityModel entity, IReadOnlyList<UpdateChange> changes, CancellationToken cancellationToken)
    {
        var touched = changes.Where(c => c.Kind != UpdateKind.Given).Select(c => c.Path.Property).ToHashSet();
        return MakeAsync(
            scope, entity, entity.AllProperties.Where(p => !p.IsKey && !touched.Contains(p)).Select(p => (p, p.OnUpdate)), cancellationToken);
    }

    // One after the other: a sequence gives its values in the order of the properties.
    private static async Task<ExecutionScope> MakeAsync(
        ExecutionScope scope, EntityModel entity, IEnumerable<(PropertyModel Property, ValueGenerator? Generator)> needed, CancellationToken cancellationToken)
    {
        var context = EntityValues.GenerationContext(scope, entity);
        foreach (var (property, generator) in needed)
        {
            if (generator is AsyncGenerator awaited)
            {
                context.Awaited[property] =
                    await scope.WaitAsync(token => awaited.NextAsync(context, token).AsTask(), cancellationToken).ConfigureAwait(false);
            }
        }

        return scope with { Generation = context };
    }
}
