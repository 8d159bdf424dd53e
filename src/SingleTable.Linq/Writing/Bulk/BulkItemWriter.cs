using Amazon.DynamoDBv2.Model;
using SingleTable.Linq.Execution;
using SingleTable.Linq.Model;
using SingleTable.Linq.Translation;
using SingleTable.Linq.Writing.Batches;
using SingleTable.Linq.Writing.Companions;

namespace SingleTable.Linq.Writing.Bulk;

/// <summary>Writes the items of an operation, each by itself: on the condition that it satisfies the query still, and that the operation has not changed it yet.</summary>
internal sealed class BulkItemWriter(ExecutionScope scope, BulkPlan plan, string operation)
{
    public int MaxItemsOfRequest => plan.IsPlainDelete ? BatchWriter.ChunkSize : 1;

    /// <returns>What the service left undone.</returns>
    public async Task<IReadOnlyList<BulkItem>> SendAsync(IReadOnlyList<BulkItem> items, CancellationToken cancellationToken)
    {
        foreach (var item in items)
        {
            item.Outcome = BulkOutcome.Sent;
        }

        if (!plan.IsPlainDelete)
        {
            items[0].Outcome = await (plan.Update is null ? DeleteAsync(items[0], cancellationToken) : UpdateAsync(items[0], plan.Update, cancellationToken))
                .ConfigureAwait(false);
            return [];
        }

        using var deletes = new BatchItems(items.Count);
        foreach (var item in items)
        {
            var target = Target(item, item.Entity);
            var delete = new BatchItem(item, target.Entity, isPut: false);
            deletes.Prepare(ref delete, target.Entity, target.Key);
            deletes.Add(delete);
        }

        var left = await BatchWriter.SendAsync(scope, deletes, [.. Enumerable.Range(0, items.Count)], cancellationToken).ConfigureAwait(false);
        for (var i = 0; i < items.Count; i++)
        {
            items[i].Outcome = left.Contains(i) ? BulkOutcome.Waiting : BulkOutcome.Changed;
        }

        return [.. items.Where(i => !i.IsSettled)];
    }

    private Task<BulkOutcome> UpdateAsync(BulkItem item, UpdateOperations operations, CancellationToken cancellationToken) => plan.Entity.AwaitsValues
        ? AwaitAndUpdateAsync(item, operations, cancellationToken)
        : UpdateNowAsync(item, operations, cancellationToken);

    private async Task<BulkOutcome> AwaitAndUpdateAsync(BulkItem item, UpdateOperations operations, CancellationToken cancellationToken)
    {
        var awaited = await AwaitedValues.OfUpdateAsync(scope, plan.Entity, operations, cancellationToken).ConfigureAwait(false);
        return await new BulkItemWriter(awaited, plan, operation).UpdateNowAsync(item, operations, cancellationToken).ConfigureAwait(false);
    }

    private async Task<BulkOutcome> UpdateNowAsync(BulkItem item, UpdateOperations operations, CancellationToken cancellationToken)
    {
        var target = Target(item, item.Entity).Once(operation);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await (plan.HasCompanions
                    ? new CompanionWriter(scope).ChangeAsync(target, operations, cancellationToken)
                    : WriteSender.ChangeAsync(scope, WriteActions.Update(scope, target, operations, WriteIdUse.WithCondition), cancellationToken)).ConfigureAwait(false);
                return BulkOutcome.Changed;
            }
            catch (ItemNotFoundException)
            {
                return BulkOutcome.Skipped;
            }
            catch (ConditionFailedException e)
            {
                if (IsMarked(e))
                {
                    return BulkOutcome.Repeated;
                }

                // What the update took from the item may have changed, and the item be one of the query still.
                var current = Target(item, e.Current!).Once(operation);
                if (!plan.ReadsAll || new ItemState(target.Entity, target.Values).IsSame(new ItemState(current.Entity, current.Values)))
                {
                    return BulkOutcome.Skipped;
                }

                target = attempt < Backoff.MaxAttempts ? current : throw WriteFailures.Contended(target.Entity, WriteKind.Update, attempt, e);
            }

            // What the failure told is enough to go on from once.
            if (attempt > 1)
            {
                await scope.PauseAsync(attempt, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task<BulkOutcome> DeleteAsync(BulkItem item, CancellationToken cancellationToken)
    {
        var target = Target(item, item.Entity);
        try
        {
            var isDeleted = await (plan.HasCompanions
                ? new CompanionWriter(scope).DeleteAsync(target, new ItemState(target.Entity, target.Values), cancellationToken)
                : TargetWriter.DeleteAsync(scope, target, cancellationToken)).ConfigureAwait(false);
            return isDeleted ? BulkOutcome.Changed : BulkOutcome.Skipped;
        }
        catch (SingleTableException e) when (e is ItemNotFoundException or ConditionFailedException)
        {
            return BulkOutcome.Skipped;
        }
    }

    // By the key that the item has, which is not always the one that its values make.
    private BoundTarget Target(BulkItem item, object entity)
    {
        var type = EntityValues.TypeOf(plan.Entity, entity);
        var values = EntityValues.Read(scope, type, entity);
        return new BoundTarget(type, item.Key, values, plan.ReadsAll, ConstantPredicate.True, scope.Bind(plan.Leaves)).If(plan.Condition, version: null);
    }

    private bool IsMarked(ConditionFailedException e)
    {
        var item = e.InnerException switch
        {
            ConditionalCheckFailedException single => single.Item,
            TransactionCanceledException { CancellationReasons: [var reason, ..] } => reason.Item,
            _ => null,
        };
        return WriteId.IsOn(item, scope.Table.BulkAttribute, operation);
    }
}
