using SingleTable.Linq.Execution;
using SingleTable.Linq.Model;
using SingleTable.Linq.Translation;

namespace SingleTable.Linq.Writing;

/// <summary>Reckons when an item expires that lives for a time: from now on, with each write that begins it.</summary>
internal static class Lifetimes
{
    /// <summary>Whether an upsert leaves an item that is there the end that it has.</summary>
    public static bool IsFromCreation(EntityModel entity) => entity.Lifetime is { Duration: null, IsSliding: false };

    /// <summary>Completes the values of a whole item. The end of a time that runs from the creation stays, where the values have one.</summary>
    public static void Begin(EntityModel entity, object?[] values, DateTimeOffset now)
    {
        if (entity.Lifetime is not { } lifetime)
        {
            return;
        }

        var end = lifetime.Moment.Index;
        if (!IsFromCreation(entity) || lifetime.Moment.IsUnset(values[end]))
        {
            values[end] = End(entity, lifetime, lifetime.Duration is { } duration ? values[duration.Index] : lifetime.Fixed, now);
        }
    }

    /// <summary>Completes an update that begins the time anew, and sees to it that it still ends when it leaves off.</summary>
    public static void Renew(ExecutionScope scope, ItemUpdate update, ItemView view)
    {
        var entity = update.Entity;
        if (entity.Lifetime is not { } lifetime)
        {
            return;
        }

        if (lifetime.Duration is not { } duration)
        {
            if (lifetime.IsSliding)
            {
                update.Add(Change(UpdateKind.Set, lifetime.Fixed));
            }

            return;
        }

        switch (update.ChangeOf(duration))
        {
            case null:
                break;
            case { Kind: UpdateKind.Set or UpdateKind.SetIfNotExists or UpdateKind.Remove } known:
                update.Add(Change(known.Kind, known.Value));
                break;
            default:
                if (view.TryAfter(duration, out var after))
                {
                    update.Add(Change(UpdateKind.Set, after));
                }
                else
                {
                    update.Lack(WriteErrors.ExpiryOperation(entity, duration));
                }

                break;
        }

        UpdateChange Change(UpdateKind kind, object? length)
        {
            var end = kind == UpdateKind.Remove ? null : End(entity, lifetime, length, scope.Time.GetUtcNow());
            return new UpdateChange(end is null ? UpdateKind.Remove : kind, new AttributeOperand(lifetime.Moment), end);
        }
    }

    private static object? End(EntityModel entity, LifetimeModel lifetime, object? length, DateTimeOffset now)
    {
        if (length is not TimeSpan duration)
        {
            return null;
        }

        if (duration <= TimeSpan.Zero)
        {
            throw WriteErrors.NoLifetime(entity, lifetime.Duration ?? lifetime.Moment);
        }

        var end = After(entity, lifetime.Duration ?? lifetime.Moment, now, duration);
        return ValueFitting.Plain(lifetime.Moment.ClrType) == typeof(DateTime) ? (object)end.UtcDateTime : end;
    }

    // The last second of the year 9999 is the last that a date can tell.
    private static DateTimeOffset After(EntityModel entity, PropertyModel property, DateTimeOffset now, TimeSpan duration) =>
        duration <= DateTimeOffset.MaxValue - now - TimeSpan.FromSeconds(1) ? now + duration : throw WriteErrors.EndlessLifetime(entity, property);
}
