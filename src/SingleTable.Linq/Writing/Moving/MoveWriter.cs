using Amazon.DynamoDBv2.Model;
using SingleTable.Linq.Execution;
using SingleTable.Linq.Model;
using SingleTable.Linq.Model.Companions;
using SingleTable.Linq.Writing.Companions;

namespace SingleTable.Linq.Writing.Moving;

/// <summary>
/// Gives an item another key: deletes it at the one and creates it at the other with one transaction, with its children where asked, and with all that the
/// model promises for them. What it depends on is read first, and a condition of the transaction.
/// </summary>
internal sealed class MoveWriter(ExecutionScope scope, EntityModel entity)
{
    private readonly HashSet<CounterModel> _orphanedBy = [];

    public async Task<object> MoveAsync(object loaded, object after, bool includeChildren, CancellationToken cancellationToken)
    {
        var from = BoundTarget.Of(scope, entity, loaded, null);
        var difference = Difference.Of(scope, from, after, isMove: true);
        var type = from.Entity;
        var values = EntityValues.Read(scope, type, after);
        if (ItemKey.Of(type, values) == from.Key)
        {
            throw MoveErrors.SameKey(type);
        }

        var made = type.AwaitsValues ? await AwaitedValues.OfUpdateAsync(scope, type, difference.Changes, cancellationToken).ConfigureAwait(false) : scope;
        UpdateComposer.Check(made, from, new UpdateOperations([]) { Difference = difference });

        var descendants = MovedType.Of(type, type.Properties.Where(p => !IsSame(p, from.Values, values)).ToHashSet());
        if (includeChildren && descendants.FirstOrDefault(d => !d.IsReachable) is { } unreachable)
        {
            throw MoveErrors.Unreachable(type, unreachable.Entity);
        }

        var stored = await StoredItem.ReadAsync(scope, entity, from.Key, cancellationToken).ConfigureAwait(false);
        TransactionCanceledException? failure = null;
        for (var attempt = 1; ; attempt++)
        {
            CheckUnchanged(from, stored, failure);
            List<MovedItem> items = [MovedItem.Of(made, stored!, values)];
            await AddChildrenAsync(items, descendants, includeChildren, cancellationToken).ConfigureAwait(false);
            var set = Compose(items, descendants);
            try
            {
                var request = new TransactWriteRequest(set.Items, TransactionToken.Next());
                await TransactionSender.SendAsync(scope, request, cancellationToken).ConfigureAwait(false);
                return ItemResult.TryRead(scope, type, items[0].Create.Item.Span) ?? throw WriteFailures.OtherType(items[0].Create);
            }
            catch (TransactionCanceledException e)
            {
                (stored, failure) = (Next(set, stored, e), e);
                if (attempt == Backoff.MaxAttempts)
                {
                    throw WriteFailures.Contended(type, WriteKind.Move, attempt, e);
                }
            }

            // What the failure told is enough to go on from once.
            if (attempt > 1)
            {
                await scope.PauseAsync(attempt, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    // What others count in the item is no change of it.
    private void CheckUnchanged(BoundTarget from, StoredItem? stored, Exception? cause)
    {
        if (stored is null)
        {
            throw WriteFailures.NotFound(from.Entity, WriteKind.Move);
        }

        List<PropertyModel> changed = stored.Entity != from.Entity ? []
            : [.. from.Entity.Properties.Where(p => from.Entity.Counts.All(c => c.Property != p) && !IsSame(p, from.Values, stored.Values))];
        if (stored.Entity != from.Entity || changed.Count > 0)
        {
            throw MoveErrors.Changed(from.Entity, from.Values, stored, changed, cause);
        }
    }

    private async Task AddChildrenAsync(List<MovedItem> items, IReadOnlyList<MovedType> descendants, bool isIncluded, CancellationToken cancellationToken)
    {
        var root = items[0];
        var known = new HashSet<ItemKey> { root.Stored.Key };
        foreach (var type in descendants.Where(d => d.IsReachable))
        {
            var found = await type.ReadAsync(scope, root.Stored.Values, isIncluded ? null : 1, cancellationToken).ConfigureAwait(false);
            if (found.Count > 0 && !isIncluded)
            {
                throw MoveErrors.HasChildren(root.Entity, type.Entity);
            }

            // An item may be of two of the types, where one derives from the other.
            foreach (var child in found.Where(c => known.Add(c.Key)))
            {
                items.Add(await MovedAsync(child, type.After(child, root.Stored.Values, root.After), cancellationToken).ConfigureAwait(false));
            }
        }
    }

    private async Task<MovedItem> MovedAsync(StoredItem stored, object?[] values, CancellationToken cancellationToken)
    {
        var made = stored.Entity.AwaitsValues
            ? await AwaitedValues.OfUpdateAsync(scope, stored.Entity, [], cancellationToken).ConfigureAwait(false)
            : scope;
        return MovedItem.Of(made, stored, values);
    }

    private WriteSet Compose(List<MovedItem> items, IReadOnlyList<MovedType> descendants)
    {
        var composer = new CompanionComposer(scope, _orphanedBy)
        {
            MovedParents = items.Where(i => i.Entity.Counts.Length > 0).ToDictionary(i => i.Delete.Key, i => i.Create.Key),
        };
        var companions = new List<Companion>();
        foreach (var item in items)
        {
            // Those that it counts, and that do not come along, would name an item that is gone.
            if (item.Entity.Counts.FirstOrDefault(c => !descendants.Any(d => c.Child.IsOrDerivesFrom(d.Entity)) && Count(item, c) != 0) is { } counter)
            {
                throw MoveErrors.StillCounts(items[0].Entity, counter);
            }

            if (item != items[0])
            {
                companions.Add(new MovedFromCompanion(item.Delete));
            }

            companions.Add(new MovedToCompanion(item.Create));
            composer.AddMoved(item.Entity, item.Delete.Key, item.Create.Key, item.Stored.Values, item.After);
        }

        var set = new WriteSet(items[0].Delete, [.. companions, .. composer.Companions()]);
        if (set.Items.Count > TransactionActions.MaxActions)
        {
            throw MoveErrors.TooMany(items[0].Entity, items.Count, set.Items.Count, TransactionActions.MaxActions);
        }

        return set.Items.GroupBy(i => i.Key).FirstOrDefault(g => g.Skip(1).Any()) is { } twice ? throw WriteErrors.SameItem([.. twice]) : set;
    }

    // The item to go on from; an error when it is no use.
    private StoredItem? Next(WriteSet set, StoredItem? stored, TransactionCanceledException e)
    {
        var reasons = e.CancellationReasons ?? [];
        var failed = reasons.FindIndex(r => r.Code == "ConditionalCheckFailed");
        if (failed < 0 || failed >= set.Items.Count)
        {
            throw WriteFailures.TransactionFailed([.. reasons.Where(r => r.Code is not (null or "None"))
                .Select(r => (r.Code, new TransactionFailure(0, set.Main.Entity.Name, nameof(WriteKind.Move), r.Code, null)))], e);
        }

        var reason = reasons[failed];
        if (failed == 0)
        {
            return reason.Item is { Count: > 0 } item ? StoredItem.Of(scope, entity, ItemResult.Json(item).Span) : null;
        }

        var companion = set.Companions[failed - 1];
        if (companion is CounterCompanion counter && counter.IsOrphaned(scope, reason))
        {
            _orphanedBy.UnionWith(counter.Counts.Select(c => c.Counter));
            return stored;
        }

        return companion is MovedFromCompanion ? stored : throw companion.Error(scope, set.Main, reason, e);
    }

    private static long Count(MovedItem item, CounterModel counter) =>
        Convert.ToInt64(item.Stored.Values[counter.Property.Index] ?? 0, System.Globalization.CultureInfo.InvariantCulture);

    private static bool IsSame(PropertyModel property, object?[] a, object?[] b) =>
        AuditText.Of(property, a[property.Index]) == AuditText.Of(property, b[property.Index]);
}
