using System.Linq.Expressions;
using Amazon.DynamoDBv2.Model;
using SingleTable.Linq.Execution;
using SingleTable.Linq.Model;
using SingleTable.Linq.Translation;
using SingleTable.Linq.Writing.Companions;

namespace SingleTable.Linq.Writing;

/// <summary>The actions of one transaction, each checked when it is added.</summary>
internal sealed class TransactionWriter(ExecutionScope scope)
{
    private const int MaxActions = 100;

    private readonly List<WriteAction> _actions = [];
    private readonly List<(Companion Companion, int Owner)> _companions = [];
        private readonly Dictionary<ItemKey, WriteAction> _byKey = [];
    private bool _isCommitted;

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

    public string Describe(bool showValues) => _actions.Count == 0 ? "No request: the transaction is empty" : Request(Items()).Describe(showValues);

    public async Task CommitAsync(CancellationToken cancellationToken)
    {
        if (_isCommitted)
        {
            throw WriteErrors.CommittedTwice();
        }

        var items = Items();
        if (items.Count > MaxActions)
        {
            throw WriteErrors.TooManyActions(items.Count, MaxActions);
        }

        if (_companions.Count > 0 && items.GroupBy(i => i.Key).FirstOrDefault(g => g.Skip(1).Any()) is { } twice)
        {
            throw WriteErrors.SameItem([.. twice]);
        }

        _isCommitted = true;
        if (_actions.Count == 0)
        {
            return;
        }

        try
        {
            await TransactionSender.SendAsync(scope.Begin(_actions, static a => a.Entity), Request(items), cancellationToken).ConfigureAwait(false);
        }
        catch (TransactionCanceledException e)
        {
            throw WriteErrors.TransactionFailed(Failures(e), e);
        }
    }

    private TransactWriteRequest Request(IReadOnlyList<ITransactItem> items) => new(items, scope.Table.Name, Guid.NewGuid().ToString("D"));

    // Several children of one parent are one sum.
    private IReadOnlyList<ITransactItem> Items() =>
        _companions.Count == 0 ? _actions : [.. _actions, .. Companions().Select(c => c.Companion.Item)];

    private List<(Companion Companion, int Owner)> Companions()
    {
        List<(Companion Companion, int Owner)> all = [.. _companions.Where(c => c.Companion is not CounterCompanion)];
        foreach (var parent in _companions.Where(c => c.Companion is CounterCompanion).GroupBy(c => c.Companion.Item.Key))
        {
            if (CounterCompanion.Of(scope, parent.Key, parent.SelectMany(c => ((CounterCompanion)c.Companion).Counts)) is { } sum)
            {
                all.Add((sum, parent.Last().Owner));
            }
        }

        return all;
    }

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
            Add(WriteActions.Delete(target));
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

    private void Add(WriteSet set)
    {
        _companions.AddRange(set.Companions.Select(c => (c, _actions.Count)));
        Add(set.Main);
    }

    private void Add(WriteAction action)
    {
        if (_isCommitted)
        {
            throw WriteErrors.CommittedTwice();
        }

        if (!_byKey.TryAdd(action.Key, action))
        {
            throw WriteErrors.SameItem(action, _byKey[action.Key]);
        }

        _actions.Add(action);
    }

    private List<(string Reason, TransactionFailure Failure)> Failures(TransactionCanceledException e)
    {
        var failures = new List<(string, TransactionFailure)>();
        var companions = Companions();
        for (var i = 0; i < Math.Min(_actions.Count + companions.Count, e.CancellationReasons?.Count ?? 0); i++)
        {
            var reason = e.CancellationReasons![i];
            if (reason.Code is null or "None")
            {
                continue;
            }

            // What was to be written with an action failed for it.
            var companion = i < _actions.Count ? default : companions[i - _actions.Count];
            var index = companion.Companion is null ? i : companion.Owner;
            var action = _actions[index];
            var current = companion.Companion is null ? ItemResult.TryReadCurrent(scope, action.Entity, reason.Item) : null;
            var failure = new TransactionFailure(index, action.Entity.Name, action.Kind.ToString(), reason.Code, current);
            var text = companion.Companion is { } with && reason.Code == "ConditionalCheckFailed"
                ? with.Reason(scope, reason)
                : WriteErrors.Reason(action, failure);
            failures.Add((text, failure));
        }

        return failures;
    }

    private EntityModel Entity(Type type) => scope.Table.Find(type) ?? throw TranslationErrors.UnknownEntity(type, scope.Table);
}
