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

    /// <returns>The entity as it will be stored.</returns>
    public object Create(Type type, object source)
    {
        var action = WriteActions.Create(scope, Entity(type), source);
        if (action.Entity.HasCompanions)
        {
            Add(Companion.Created(action));
        }
        else
        {
            Add(action);
        }

        return ItemResult.TryRead(scope, action.Entity, action.Item) ?? throw WriteErrors.OtherType(action);
    }

    public void Put(Type type, object source, LambdaExpression? when)
    {
        var entity = Entity(type);
        if (entity.Counts.Length > 0 || HasCompanions(entity))
        {
            throw WriteErrors.Companions(entity, nameof(Put), "Use Create, or Update and Delete of a loaded entity.");
        }

        Add(WriteActions.Put(scope, entity, source, when));
    }

    public void Update(Expression target, UpdateOperations operations, LambdaExpression? when) =>
        Update(BoundTarget.Of(scope, target, when), operations);

    public void Update(Type type, object current, UpdateOperations operations, LambdaExpression? when) =>
        Update(BoundTarget.Of(scope, Entity(type), current, when), operations);

    public void Update(Type type, object before, object after, LambdaExpression? when)
    {
        var target = BoundTarget.Of(scope, Entity(type), before, when);
        var difference = Difference.Of(scope, target, after);
        if (difference.Count > 0)
        {
            Update(target, new UpdateOperations([]) { Difference = difference });
        }
    }

    public void Delete(Type type, object source, LambdaExpression? when) => Delete(BoundTarget.Of(scope, Entity(type), source, when));

    public void Delete(Expression target, LambdaExpression? when) => Delete(BoundTarget.Of(scope, target, when));

    public void Check(Expression target, LambdaExpression when) => Add(WriteActions.Check(BoundTarget.Of(scope, target, when)));

    private void Update(BoundTarget target, UpdateOperations operations)
    {
        RefuseUnloaded(target, nameof(Update));
        if (target.Entity.HasCompanions)
        {
            Add(Companion.Updated(target, new ItemState(target.Entity, target.Values), operations));
        }
        else
        {
            Add(WriteActions.Update(scope, target, operations));
        }
    }

    private void Delete(BoundTarget target)
    {
        RefuseUnloaded(target, nameof(Delete));
        if (target.Entity.HasCompanions)
        {
            Add(Companion.Deleted(target, new ItemState(target.Entity, target.Values))!);
        }
        else
        {
            Add(WriteActions.Delete(scope, target));
        }
    }

    private static void RefuseUnloaded(BoundTarget target, string method)
    {
        if (!target.IsLoaded && HasCompanions(target.Entity))
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

    private void Add(WriteSet set) => actions.Add(scope, set.Main, set.Companions);

    private void Add(WriteAction action) => actions.Add(scope, action, []);

    private EntityModel Entity(Type type) => scope.Table.Find(type) ?? throw TranslationErrors.UnknownEntity(type, scope.Table);
}
