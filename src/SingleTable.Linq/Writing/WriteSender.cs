using Amazon.DynamoDBv2.Model;
using SingleTable.Linq.Diagnostics;
using SingleTable.Linq.Execution;
using SingleTable.Linq.Model;
using SingleTable.Linq.Wire;
using SingleTable.Linq.Writing.Companions;

namespace SingleTable.Linq.Writing;

/// <summary>Sends single writes, finds out what became of them when a reply was lost, and turns a failed condition into what it means.</summary>
internal static class WriteSender
{
    /// <param name="scope">The scope.</param>
    /// <param name="action">The write.</param>
    /// <param name="cancellationToken">Ends the wait and the request.</param>
    /// <param name="source">The entity that the item was written from: what is read back has the same texts.</param>
    /// <returns>The entity after the write.</returns>
    public static async Task<object> WriteAsync(ExecutionScope scope, WriteAction action, CancellationToken cancellationToken, object? source = null)
    {
        if (action.NeedsToken)
        {
            return await WriteOnceAsync(scope, action, cancellationToken).ConfigureAwait(false);
        }

        // Now: nobody keeps the caller from changing it while the request is under way.
        var copy = source is not null && action.IsPlain ? action.Entity.TryCopy(source, scope.Tenant) : null;
        var request = new SingleWriteRequest(action, action.Item.IsEmpty ? SingleWriteRequest.AllNew : null);
        try
        {
            using var response = await SendAsync(scope, action, request, cancellationToken).ConfigureAwait(false);
            return copy ?? response.Read((scope, action, source), static (r, s) => ItemResult.TryRead(
                    s.scope, s.action.Entity, s.action.Item.IsEmpty ? AtAttributes(r.Body) : new DynamoJsonReader(s.action.Item.Span), s.source, s.action.Values))
                ?? throw WriteFailures.OtherType(action);
        }
        catch (ConditionalCheckFailedException e) when (WriteId.IsOn(e.Item, action.Entity.Table.WriteIdAttribute, action.WriteId))
        {
            // The condition fails because of this very write, whose reply was lost.
            Recovered(scope, action);
            return (action.Item.IsEmpty ? ItemResult.TryRead(scope, action.Entity, e.Item) : ItemResult.TryRead(scope, action.Entity, action.Item.Span))
                ?? throw WriteFailures.OtherType(action);
        }
        catch (ConditionalCheckFailedException e)
        {
            throw Failed(scope, action, request, e);
        }
    }

    /// <summary>Sends an update of which nobody wants the result.</summary>
    public static async Task ChangeAsync(ExecutionScope scope, WriteAction action, CancellationToken cancellationToken)
    {
        var request = new SingleWriteRequest(action);
        try
        {
            using var response = await SendAsync(scope, action, request, cancellationToken).ConfigureAwait(false);
        }
        catch (ConditionalCheckFailedException e) when (IsOwn(action, request, e))
        {
            // As above.
            Recovered(scope, action);
        }
        catch (ConditionalCheckFailedException e)
        {
            throw Failed(scope, action, request, e);
        }
    }

    /// <returns>
    /// Whether there was an item; also where there is none any more and the reply of an attempt was lost, which may have deleted it. So false is certain.
    /// </returns>
    public static async Task<bool> DeleteAsync(ExecutionScope scope, WriteAction action, CancellationToken cancellationToken)
    {
        var isMark = action.Operation == DynamoOperation.UpdateItem;
        var request = new SingleWriteRequest(action, isMark ? null : SingleWriteRequest.AllOld);
        try
        {
            using var response = await SendAsync(scope, action, request, cancellationToken).ConfigureAwait(false);
            return isMark || request.IsOpen || response.Read(
                (scope, action), static (r, s) => Attributes(r.Body) is { IsEmpty: false } old && !HasExpired(s.scope, s.action.Entity, old));
        }
        catch (ConditionalCheckFailedException e) when (isMark && IsOwn(action, request, e))
        {
            Recovered(scope, action);
            return true;
        }
        catch (ConditionalCheckFailedException e) when ((request.IsOpen || action.MayBeAbsent) && IsGone(scope, action, e))
        {
            return request.IsOpen;
        }
        catch (ConditionalCheckFailedException e)
        {
            throw Failed(scope, action, request, e);
        }
    }

    /// <param name="scope">The scope.</param>
    /// <param name="action">The write.</param>
    /// <param name="type">What the old item may be: of several types another one than the write's.</param>
    /// <param name="cancellationToken">Ends the wait and the request.</param>
    /// <returns>The entity before the write; null when there was none.</returns>
    public static async Task<object?> ReturnOldAsync(ExecutionScope scope, WriteAction action, EntityModel type, CancellationToken cancellationToken)
    {
        var request = new SingleWriteRequest(action, SingleWriteRequest.AllOld);
        try
        {
            using var response = await SendAsync(scope, action, request, cancellationToken).ConfigureAwait(false);
            return response.Read((scope, action, type, request), static (r, s) => Old(s.scope, s.action, s.type, s.request, Attributes(r.Body)));
        }
        catch (ConditionalCheckFailedException e)
            when (WriteId.IsOn(e.Item, action.Entity.Table.WriteIdAttribute, action.WriteId))
        {
            throw WriteFailures.OldLost(action, e);
        }
        catch (ConditionalCheckFailedException e) when ((IsMaybeOwn(action, request) || action.MayBeAbsent) && IsGone(scope, action, e))
        {
            return request.IsOpen ? throw WriteFailures.OldLost(action, e) : null;
        }
        catch (ConditionalCheckFailedException e)
        {
            throw Failed(scope, action, request, e);
        }
    }

    private static object? Old(ExecutionScope scope, WriteAction action, EntityModel type, SingleWriteRequest request, ReadOnlySpan<byte> old)
    {
        // A lost attempt did it: what this one found is what that one left.
        if (WriteId.IsOn(old, action.Entity.Table.WriteIdAttribute, action.WriteId) || (old.IsEmpty && IsMaybeOwn(action, request)))
        {
            throw WriteFailures.OldLost(action, null);
        }

        var read = old.IsEmpty ? null : ItemResult.TryRead(scope, type, old) ?? throw WriteFailures.OtherType(action);
        return read is null || type.IsHidden(read, includesDeleted: false, scope.Time) ? null : read;
    }

    // What has expired was no item any more.
    private static bool HasExpired(ExecutionScope scope, EntityModel entity, ReadOnlySpan<byte> item) => entity.Expiry is not null
        && ItemResult.TryRead(scope, entity.Hierarchy, item) is { } read && entity.IsHidden(read, includesDeleted: true, scope.Time);

    private static bool IsMaybeOwn(WriteAction action, SingleWriteRequest request) => action.Kind == WriteKind.Delete && request.IsOpen;

    // What cannot be sent twice: a transaction of one action has a token, by which DynamoDB knows it again.
    private static async Task<object> WriteOnceAsync(ExecutionScope scope, WriteAction action, CancellationToken cancellationToken)
    {
        var request = new TransactWriteRequest([action], TransactionToken.Next());
        try
        {
            await TransactionSender.SendAsync(scope, request, cancellationToken).ConfigureAwait(false);
        }
        catch (TransactionCanceledException e) when (e.CancellationReasons is [{ Code: "ConditionalCheckFailed" } reason])
        {
            throw WriteFailures.ConditionFailed(action, ItemResult.TryReadCurrent(scope, action.Entity, reason.Item, action.SeesDeleted), e);
        }
        catch (TransactionCanceledException e)
        {
            var code = e.CancellationReasons is [{ Code: { } reason }] ? reason : "cancelled";
            throw WriteFailures.TransactionFailed([(code, new TransactionFailure(0, action.Entity.Name, action.Kind.ToString(), code, null))], e);
        }

        return await ReadBackAsync(scope, action.Entity, action.Key, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The item after a transaction, which returns nothing. The transaction is done whatever becomes of the read, and no error may look as if it were not.</summary>
    public static async Task<object> ReadBackAsync(ExecutionScope scope, EntityModel entity, ItemKey key, CancellationToken cancellationToken)
    {
        object? item;
        try
        {
            item = await ItemState.EntityAsync(scope, entity, key, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            throw WriteFailures.NotRead(entity, e);
        }

        return item ?? throw WriteFailures.NotRead(entity, null);
    }

    private static void Recovered(ExecutionScope scope, WriteAction action)
    {
        if (scope.Loggers is not { } loggers)
        {
            return;
        }

        try
        {
            OperationLog.WriteRecovered(loggers.Write, action.Kind.ToString(), action.Entity.Name);
        }
        catch (Exception)
        {
            // Of a logger. The write is done, and must not look as if it were not.
        }
    }

    private static async Task<WireResponse> SendAsync(
        ExecutionScope scope, WriteAction action, SingleWriteRequest request, CancellationToken cancellationToken)
    {
        if (scope.Interception is not null)
        {
            // Whoever keeps the request may ask for its line when the item's memory is another's.
            action.KnowKey();
        }

        try
        {
            return await scope.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (request.IsOpen && e is not ConditionalCheckFailedException && !cancellationToken.IsCancellationRequested)
        {
            throw WriteFailures.Unknown(request, $"{action.Kind} of {action.Entity.Name}", action.Entity.Name, e);
        }
    }

    // For a deletion that can be taken back, an item that is deleted is gone.
    private static bool IsGone(ExecutionScope scope, WriteAction action, ConditionalCheckFailedException e) => action.Operation == DynamoOperation.UpdateItem
        ? ItemResult.TryReadCurrent(scope, action.Entity, e.Item) is null
        : e.Item is null or { Count: 0 };

    private static SingleTableException Failed(ExecutionScope scope, WriteAction action, SingleWriteRequest request, ConditionalCheckFailedException e)
    {
        var current = ItemResult.TryReadCurrent(scope, action.Entity, e.Item, action.SeesDeleted);
        return request.IsOpen && !IsUndone(action, current)
            ? WriteFailures.Unknown(request, $"{action.Kind} of {action.Entity.Name}", action.Entity.Name, e)
            : WriteFailures.ConditionFailed(action, current, e);
    }

    // Somebody may have written after it, and left another id; but not another operation's.
    private static bool IsOwn(WriteAction action, SingleWriteRequest request, ConditionalCheckFailedException e) =>
        WriteId.IsOn(e.Item, action.Entity.Table.WriteIdAttribute, action.WriteId)
        || (request.IsOpen && WriteId.IsOn(e.Item, action.Entity.Table.BulkAttribute, action.BulkId));

    // Versions tell more than conditions: what raised the one that this write would have raised was another write, or nothing was. And an operation's
    // id would be there.
    private static bool IsUndone(WriteAction action, object? current) =>
        action.BulkId is not null
        || (action is { Version: { } expected, Operation: not DynamoOperation.DeleteItem }
            && Versions.Of(action.Entity, current) is { } version && (version == expected || version == expected + 1));

    // Without a walk to the item's end; where there is none, the reader says so.
    private static DynamoJsonReader AtAttributes(ReadOnlySpan<byte> body) =>
        ResponseBody.TryFindMember(body, "Attributes"u8, out var item) && !item.Json[item.Position..].StartsWith("{}"u8) ? item : default;

    // A client that is not the SDK's own may say "none" by an empty object.
    private static ReadOnlySpan<byte> Attributes(ReadOnlySpan<byte> body) =>
        ResponseBody.TryGetMember(body, "Attributes"u8, out var attributes) && attributes.Length > "{}".Length ? attributes : default;
}
