using Amazon.DynamoDBv2.Model;
using SingleTable.Linq.Diagnostics;
using SingleTable.Linq.Execution;
using SingleTable.Linq.Execution.Telemetry;
using SingleTable.Linq.Writing.Companions;

namespace SingleTable.Linq.Writing;

/// <summary>The actions of one transaction, of one or several contexts of a client, with what must be written with them.</summary>
internal sealed class TransactionActions(ExecutionScope scope)
{
    public const int MaxActions = 100;

    private const int FewActions = 8;

    // The place of what waits for its values, or is not valid, is empty, so that the others keep theirs.
    private readonly List<WriteAction> _actions = [];
    private readonly List<(Companion Companion, int Owner)> _companions = [];

    // Made when there are so many actions that to look through them takes longer.
    private Dictionary<(string Table, ItemKey Key), WriteAction>? _byKey;

    // Null while all actions are of the context that made the transaction.
    private List<ExecutionScope>? _scopes;
    private List<EntityValidationFailure>? _invalid;
    private List<DeferredWrite>? _deferred;
    private PooledItems? _items;
    private bool _isCommitted;

    /// <summary>The memory of the new items, until the transaction is done.</summary>
    public PooledItems Items => _items ??= new PooledItems(BufferPool.Droppable);

    public bool IsOfSameClient(ExecutionScope other) => ReferenceEquals(other.Transport, scope.Transport);

    public void Add(ExecutionScope owner, WriteAction action, IReadOnlyList<Companion> companions)
    {
        RefuseCommitted();
        Claim(action);
        AddCompanions(companions, _actions.Count);
        AddPlace(owner, action);
    }

    /// <summary>Adds a write that is made when all is committed.</summary>
    public void Defer(ExecutionScope owner, Func<int, DeferredWrite> at)
    {
        RefuseCommitted();
        (_deferred ??= []).Add(at(_actions.Count));
        AddPlace(owner, null);
    }

    /// <summary>Adds a write that is not valid, so that no commit will be.</summary>
    public void AddInvalid(ExecutionScope owner, EntityValidationException e)
    {
        RefuseCommitted();
        (_invalid ??= []).AddRange(e.At(_actions.Count));
        AddPlace(owner, null);
    }

    public void RefuseCommitted()
    {
        if (_isCommitted)
        {
            throw WriteErrors.CommittedTwice();
        }
    }

    public string Describe(bool showValues)
    {
        ThrowIfInvalid();
        return _actions.Count == 0 ? "No request: the transaction is empty" : Request(Known()).Describe(showValues);
    }

    public Task CommitAsync(CancellationToken cancellationToken) =>
        Operations.Of(Operations.Start(scope, "transaction", null), scope, CommitAllAsync(cancellationToken));

    private Task CommitAllAsync(CancellationToken cancellationToken) =>
        _deferred is null ? CommitAsync(scope, cancellationToken) : AwaitAndCommitAsync(_deferred, cancellationToken);

    private async Task AwaitAndCommitAsync(List<DeferredWrite> deferred, CancellationToken cancellationToken)
    {
        RefuseCommitted();
        var begun = scope.Begin(null);
        while (deferred is [var next, ..])
        {
            var owner = ScopeOf(next.Place);
            var made = await next.AwaitAsync(owner.IsOfSameContext(scope) ? begun : owner.Begin(null), cancellationToken).ConfigureAwait(false);
            Make(next, made);
            deferred.RemoveAt(0);
        }

        await CommitAsync(begun, cancellationToken).ConfigureAwait(false);
    }

    private async Task CommitAsync(ExecutionScope begun, CancellationToken cancellationToken)
    {
        RefuseCommitted();
        ThrowIfInvalid();
        var items = AllItems();
        if (items.Count > MaxActions)
        {
            throw WriteErrors.TooManyActions(items.Count, MaxActions);
        }

        if (_companions.Count > 0 && items.GroupBy(i => (i.Table.Name, i.Key)).FirstOrDefault(g => g.Skip(1).Any()) is { } twice)
        {
            throw WriteErrors.SameItem([.. twice]);
        }

        _isCommitted = true;
        if (_actions.Count == 0)
        {
            return;
        }

        using var pooled = _items;
        _items = null;
        try
        {
            await TransactionSender.SendAsync(begun.Begin(_actions, static a => a.Entity), Request(items), cancellationToken).ConfigureAwait(false);
        }
        catch (TransactionCanceledException e)
        {
            throw WriteFailures.TransactionFailed(Failures(e), e);
        }
    }

    private void Make(DeferredWrite deferred, ExecutionScope made)
    {
        try
        {
            var set = deferred.Make(made);
            Claim(set.Main);
            AddCompanions(set.Companions, deferred.Place);
            _actions[deferred.Place] = set.Main;
        }
        catch (EntityValidationException e)
        {
            (_invalid ??= []).AddRange(e.At(deferred.Place));
        }
    }

    private void AddPlace(ExecutionScope owner, WriteAction? action)
    {
        if (_scopes is not null || !owner.IsOfSameContext(scope))
        {
            _scopes ??= [.. Enumerable.Repeat(scope, _actions.Count)];
            _scopes.Add(owner);
        }

        _actions.Add(action!);
    }

    private void AddCompanions(IReadOnlyList<Companion> companions, int owner)
    {
        foreach (var companion in companions)
        {
            _companions.Add((companion, owner));
        }
    }

    private void Claim(WriteAction action)
    {
        action.KnowKey();
        if (Other(action) is { } other)
        {
            throw WriteErrors.SameItem((other.Entity, other.Kind.ToString()), (action.Entity, action.Kind.ToString()));
        }
    }

    // Another action for the same item.
    private WriteAction? Other(WriteAction action)
    {
        if (_byKey is null && _actions.Count < FewActions)
        {
            foreach (var other in _actions)
            {
                if (other is not null && other.Key == action.Key && other.Table.Name == action.Table.Name)
                {
                    return other;
                }
            }

            return null;
        }

        _byKey ??= _actions.OfType<WriteAction>().ToDictionary(a => (a.Table.Name, a.Key));
        return _byKey.TryAdd((action.Table.Name, action.Key), action) ? null : _byKey[(action.Table.Name, action.Key)];
    }

    private void ThrowIfInvalid()
    {
        if (_invalid is not null)
        {
            throw WriteErrors.Invalid([.. _invalid.OrderBy(f => f.Index)]);
        }
    }

    private static TransactWriteRequest Request(IReadOnlyList<ITransactItem> items) => new(items, TransactionToken.Next());

    private ExecutionScope ScopeOf(int action) => _scopes is null ? scope : _scopes[action];

    private IReadOnlyList<ITransactItem> AllItems() =>
        _companions.Count == 0 ? _actions : [.. _actions, .. Companions().Select(c => c.Companion.Item)];

    // For showing: what is made at the commit has no values yet.
    private IReadOnlyList<ITransactItem> Known() => _deferred is not { Count: > 0 } deferred
        ? AllItems()
        : [.. _actions.Select((a, i) => a ?? (ITransactItem)deferred.First(d => d.Place == i)), .. Companions().Select(c => c.Companion.Item)];

    // Several children of one parent are one sum.
    private List<(Companion Companion, int Owner)> Companions()
    {
        List<(Companion Companion, int Owner)> all = [.. _companions.Where(c => c.Companion is not CounterCompanion)];
        foreach (var parent in _companions.Where(c => c.Companion is CounterCompanion).GroupBy(c => (c.Companion.Item.Table, c.Companion.Item.Key)))
        {
            var owner = parent.Last().Owner;
            if (CounterCompanion.Of(ScopeOf(owner), parent.Key.Key, parent.SelectMany(c => ((CounterCompanion)c.Companion).Counts)) is { } sum)
            {
                all.Add((sum, owner));
            }
        }

        return all;
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
            var (action, owner) = (_actions[index], ScopeOf(index));
            var current = companion.Companion is null ? ItemResult.TryReadCurrent(owner, action.Entity, reason.Item, action.SeesDeleted) : null;
            var failure = new TransactionFailure(index, action.Entity.Name, action.Kind.ToString(), reason.Code, current) { ContextIndex = ContextIndex(owner) };
            var text = companion.Companion is { } with && reason.Code == "ConditionalCheckFailed"
                ? with.Reason(owner, reason)
                : WriteFailures.Reason(action, failure);
            failures.Add((text, failure));
        }

        return failures;
    }

    private int ContextIndex(ExecutionScope owner) =>
        _scopes is null ? 0 : _scopes.Select(s => s.Context).Prepend(scope.Context).Distinct().ToList().IndexOf(owner.Context);
}
