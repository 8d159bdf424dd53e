using System.Linq.Expressions;
using Amazon.DynamoDBv2.Model;
using SingleTable.Linq.Execution;
using SingleTable.Linq.Model;
using SingleTable.Linq.Translation;

namespace SingleTable.Linq.Writing;

/// <summary>The actions of one transaction, each checked when it is added.</summary>
internal sealed class TransactionWriter(ExecutionScope scope)
{
    private const int MaxActions = 100;

    private readonly List<WriteAction> _actions = [];
    private readonly Dictionary<ItemKey, WriteAction> _byKey = [];
    private bool _isCommitted;

    /// <returns>The entity as it will be stored.</returns>
    public object Create(Type type, object source)
    {
        var action = WriteActions.Create(scope, Entity(type), source);
        Add(action);
        return ItemResult.TryRead(scope, action.Entity, action.Item) ?? throw WriteErrors.OtherType(action);
    }

    public void Put(Type type, object source, LambdaExpression? when) => Add(WriteActions.Put(scope, Entity(type), source, when));

    public void Update(Expression target, IReadOnlyList<UpdateOperation> operations, LambdaExpression? when) =>
        Add(WriteActions.Update(scope, BoundTarget.Of(scope, target, when), operations));

    public void Update(Type type, object current, IReadOnlyList<UpdateOperation> operations, LambdaExpression? when) =>
        Add(WriteActions.Update(scope, BoundTarget.Of(scope, Entity(type), current, when), operations));

    public void Delete(Type type, object source, LambdaExpression? when) =>
        Add(WriteActions.Delete(BoundTarget.Of(scope, Entity(type), source, when)));

    public void Delete(Expression target, LambdaExpression? when) => Add(WriteActions.Delete(BoundTarget.Of(scope, target, when)));

    public void Check(Expression target, LambdaExpression when) => Add(WriteActions.Check(BoundTarget.Of(scope, target, when)));

    public string Describe(bool showValues) => _actions.Count == 0 ? "No request: the transaction is empty" : Request().Describe(showValues);

    public async Task CommitAsync(CancellationToken cancellationToken)
    {
        if (_isCommitted)
        {
            throw WriteErrors.CommittedTwice();
        }

        if (_actions.Count > MaxActions)
        {
            throw WriteErrors.TooManyActions(_actions.Count, MaxActions);
        }

        _isCommitted = true;
        if (_actions.Count == 0)
        {
            return;
        }

        try
        {
            await TransactionSender.SendAsync(scope, Request(), cancellationToken).ConfigureAwait(false);
        }
        catch (TransactionCanceledException e)
        {
            throw WriteErrors.TransactionFailed(Failures(e), e);
        }
    }

    private TransactWriteRequest Request() => new(_actions, scope.Table.Name, Guid.NewGuid().ToString("D"));

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

    private List<(WriteAction Action, TransactionFailure Failure)> Failures(TransactionCanceledException e)
    {
        var failures = new List<(WriteAction, TransactionFailure)>();
        for (var i = 0; i < Math.Min(_actions.Count, e.CancellationReasons?.Count ?? 0); i++)
        {
            var reason = e.CancellationReasons![i];
            if (reason.Code is not (null or "None"))
            {
                var action = _actions[i];
                var current = ItemResult.TryReadCurrent(scope, action.Entity, reason.Item);
                failures.Add((action, new TransactionFailure(i, action.Entity.Name, action.Kind.ToString(), reason.Code, current)));
            }
        }

        return failures;
    }

    private EntityModel Entity(Type type) => scope.Table.Find(type) ?? throw TranslationErrors.UnknownEntity(type, scope.Table);
}
