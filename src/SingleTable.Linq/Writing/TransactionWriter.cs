using System.Linq.Expressions;
using SingleTable.Linq.Execution;
using SingleTable.Linq.Model;
using SingleTable.Linq.Translation;
using SingleTable.Linq.Writing.Companions;

namespace SingleTable.Linq.Writing;

/// <summary>What one context adds to a transaction, each action checked when it is added: in its own table, and by its tenant, actor and clock.</summary>
internal sealed class TransactionWriter(ExecutionScope scope, TransactionActions actions)
{
    private CompanionWriter Companion => field ??= new CompanionWriter(scope);

    public void Create(Type type, object source)
    {
        var entity = Entity(type);
        if (entity.AwaitsValues)
        {
            DeferCreate(entity, source);
        }
        else
        {
            Create(entity, source, scope);
        }
    }

    /// <returns>The entity as it will be stored; as it was given where it is not valid, so that it never will be.</returns>
    public object CreateAndRead(Type type, object source)
    {
        var entity = Entity(type);
        return entity.AwaitsValues ? throw WriteErrors.ValuesAwaited(entity) : CreateAndRead(entity, source, scope);
    }

    /// <summary>The same, when its values have been awaited.</summary>
    public async Task<object> CreateAsync(Type type, object source, CancellationToken cancellationToken)
    {
        actions.RefuseCommitted();
        var entity = Entity(type);
        var made = entity.AwaitsValues
            ? await AwaitedValues.OfItemAsync(scope.Begin(entity.Name), entity, source, WriteKind.Create, cancellationToken).ConfigureAwait(false)
            : scope;
        return CreateAndRead(entity, source, made);
    }

    private object CreateAndRead(EntityModel entity, object source, ExecutionScope made) => Create(entity, source, made) is { } action
        ? ItemResult.TryRead(scope, action.Entity, action.Item.Span) ?? throw WriteFailures.OtherType(action)
        : source;

    /// <returns>Null where it is not valid.</returns>
    private WriteAction? Create(EntityModel entity, object source, ExecutionScope made)
    {
        try
        {
            var action = WriteActions.Create(made, entity, source, items: actions.Items);
            if (action.Entity.HasCompanions)
            {
                Add(Companion.Created(action));
            }
            else
            {
                Add(action);
            }

            return action;
        }
        catch (EntityValidationException e)
        {
            AddInvalid(e);
            return null;
        }
    }

    public void Put(Type type, object source, LambdaExpression? when)
    {
        var entity = Entity(type);
        if (entity.Counts.Length > 0 || HasCompanions(entity))
        {
            throw WriteErrors.Companions(entity, nameof(Put), "Use Create, or Update and Delete of a loaded entity.");
        }

        if (entity.AwaitsValues)
        {
            DeferPut(entity, source, when);
            return;
        }

        try
        {
            Add(WriteActions.Put(scope, entity, source, when, items: actions.Items));
        }
        catch (EntityValidationException e)
        {
            AddInvalid(e);
        }
    }

    public void Update(Expression target, UpdateOperations operations, LambdaExpression? when) =>
        Update(BoundTarget.Of(scope, target, when), operations);

    public void Update(Type type, object current, UpdateOperations operations, LambdaExpression? when) =>
        Update(BoundTarget.Of(scope, Entity(type), current, when), operations);

    public void Update(Type type, object before, object after, LambdaExpression? when)
    {
        var target = BoundTarget.Of(scope, Entity(type), before, when);
        var difference = Difference.Of(scope, target, after);
        if (difference.Changes.Count > 0)
        {
            Update(target, new UpdateOperations([]) { Difference = difference });
        }
    }

    public void Delete(Type type, object source, LambdaExpression? when) => Delete(BoundTarget.Of(scope, Entity(type), source, when));

    public void Delete(Expression target, LambdaExpression? when) => Delete(BoundTarget.Of(scope, target, when));

    public void Check(Expression target, LambdaExpression when) => Add(WriteActions.Check(BoundTarget.Of(scope, target, when)));

    private void Update(BoundTarget target, UpdateOperations operations)
    {
        if (target.Entity.AwaitsValues)
        {
            RefuseUnloaded(target, nameof(Update), target.Entity.Hierarchy.Concrete.Any(e => e.HasUpdateCompanions));
            DeferUpdate(target, operations);
            return;
        }

        try
        {
            if (!target.IsLoaded)
            {
                var update = UpdateComposer.Update(scope, target, operations);
                RefuseUnloaded(target, nameof(Update), Promises.MayChange(target.Entity, update));
                Add(WriteActions.Update(target, update, WriteIdUse.None));
            }
            else if (target.Entity.HasUpdateCompanions)
            {
                Add(Companion.Updated(target, new ItemState(target.Entity, target.Values), operations));
            }
            else
            {
                Add(WriteActions.Update(scope, target, operations));
            }
        }
        catch (EntityValidationException e)
        {
            AddInvalid(e);
        }
    }

    private void Delete(BoundTarget target)
    {
        RefuseUnloaded(target, nameof(Delete), HasCompanions(target.Entity));
        if (target.Entity.HasCompanions)
        {
            Add(Companion.Deleted(target, new ItemState(target.Entity, target.Values))!);
        }
        else
        {
            Add(WriteActions.Delete(scope, target));
        }
    }

    private static void RefuseUnloaded(BoundTarget target, string method, bool isConcerned)
    {
        if (!target.IsLoaded && isConcerned)
        {
            throw WriteErrors.Companions(
                target.Entity, $"{method} by a query", $"Load the entity, and write {method}(entity, …): what changes with it depends on its values.");
        }
    }

    private static bool HasCompanions(EntityModel entity)
    {
        foreach (var type in entity.Hierarchy.Concrete)
        {
            if (type.HasCompanions)
            {
                return true;
            }
        }

        return false;
    }

    private void DeferCreate(EntityModel entity, object source) => Defer(
        entity, "Put", (begun, token) => AwaitedValues.OfItemAsync(begun, entity, source, WriteKind.Create, token), made =>
        {
            var action = WriteActions.Create(made, entity, source);
            return action.Entity.HasCompanions ? new CompanionWriter(made).Created(action) : new WriteSet(action, []);
        });

    private void DeferPut(EntityModel entity, object source, LambdaExpression? when) => Defer(
        entity, "Put", (begun, token) => AwaitedValues.OfItemAsync(begun, entity, source, WriteKind.Put, token),
        made => new WriteSet(WriteActions.Put(made, entity, source, when), []));

    private void DeferUpdate(BoundTarget target, UpdateOperations operations) => Defer(
        target.Entity, "Update", (begun, token) => AwaitedValues.OfUpdateAsync(begun, target.Entity, operations, token), made => target.Entity.HasUpdateCompanions
            ? new CompanionWriter(made).Updated(target, new ItemState(target.Entity, target.Values), operations)
            : new WriteSet(WriteActions.Update(made, target, operations), []));

    private void Defer(
        EntityModel entity, string member, Func<ExecutionScope, CancellationToken, Task<ExecutionScope>> wait, Func<ExecutionScope, WriteSet> make) =>
        actions.Defer(scope, place => new DeferredWrite(place, entity, member, wait, make));

    private void AddInvalid(EntityValidationException e) => actions.AddInvalid(scope, e);

    private void Add(WriteSet set) => actions.Add(scope, set.Main, set.Companions);

    private void Add(WriteAction action) => actions.Add(scope, action, []);

    private EntityModel Entity(Type type) => scope.Table.Find(type) ?? throw TranslationErrors.UnknownEntity(type, scope.Table);
}
