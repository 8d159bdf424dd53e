using System.Linq.Expressions;
using SingleTable.Linq.Model.Building;

namespace SingleTable.Linq;

public sealed partial class EntityBuilder<T>
{
    /// <summary>
    /// Lets an item expire: the table's time-to-live attribute is written from this property, and reads leave out what has expired, because DynamoDB
    /// may take days to delete it.
    /// </summary>
    /// <param name="expiresAt">A <see cref="DateTimeOffset"/> or <see cref="DateTime"/>, or either nullable; null never expires.</param>
    public EntityBuilder<T> HasTimeToLive<TProperty>(Expression<Func<T, TProperty>> expiresAt) => AddTimeToLive(expiresAt, null);

    /// <summary>
    /// Lets an item expire so long after a write as a property of it says: each write that sets <paramref name="after"/>, to the same duration too, begins
    /// the time anew; null never expires. What is not longer than zero, or ends behind the year 9999, is refused before anything is sent.
    /// </summary>
    /// <param name="expiresAt">The property that tells when the item expires, as of the other overload. Only the library writes it.</param>
    /// <param name="after">A <see cref="TimeSpan"/>, nullable or not.</param>
    public EntityBuilder<T> HasTimeToLive<TProperty, TDuration>(Expression<Func<T, TProperty>> expiresAt, Expression<Func<T, TDuration>> after)
    {
        ArgumentNullException.ThrowIfNull(after);
        var duration = Member(after, nameof(HasTimeToLive));
        return AddTimeToLive(expiresAt, duration is null ? null : new LifetimeDefinition(duration, TimeSpan.Zero, IsSliding: false));
    }

    /// <summary>Lets every item of the entity expire so long after its creation, or after its last update.</summary>
    /// <param name="expiresAt">The property that tells when the item expires, as of the other overloads. Only the library writes it.</param>
    /// <param name="after">How long an item lives; more than zero.</param>
    /// <param name="isSliding">
    /// Whether each update and put begins the time anew. Otherwise it runs from the creation; a put of an entity that was read keeps its end.
    /// </param>
    public EntityBuilder<T> HasTimeToLive<TProperty>(Expression<Func<T, TProperty>> expiresAt, TimeSpan after, bool isSliding = false) =>
        AddTimeToLive(expiresAt, new LifetimeDefinition(null, after, isSliding));

    /// <summary>
    /// Lets a deletion be taken back: <c>DeleteAsync</c> sets a moment with an UpdateItem, and from then on reads and updates are as if there were no item,
    /// but for queries that say <see cref="EntityQueryableExtensions.IncludeDeleted"/>. <c>RestoreAsync</c> brings the item back, and <c>PurgeAsync</c> deletes
    /// it. Counts of parents go down with the deletion and up with the restoration; unique values stay taken until the item is purged.
    /// </summary>
    /// <param name="deletedAt">The property that tells when the item was deleted: null while it is not. Only the library writes it.</param>
    /// <param name="keepFor">How long a deleted item can be restored before DynamoDB deletes it by its time to live; null for ever.</param>
    /// <remarks>A put without a condition, and an upsert, replace a deleted item as they do any other: it is not deleted then.</remarks>
    public EntityBuilder<T> HasSoftDelete(Expression<Func<T, DateTimeOffset?>> deletedAt, TimeSpan? keepFor = null)
    {
        if (_definition.SoftDelete is not null)
        {
            _definition.Problems.Add($"{_definition.Name}: HasSoftDelete is called twice. An item is deleted at one moment: keep one call.");
        }

        if (Member(deletedAt, nameof(HasSoftDelete)) is { } member)
        {
            _definition.SoftDelete = (member, keepFor);
            var property = _definition.Property(member);
            (property.IsKept, property.IsSealed) = (true, true);
        }

        return this;
    }

    private EntityBuilder<T> AddTimeToLive(LambdaExpression expiresAt, LifetimeDefinition? lifetime)
    {
        if (_definition.TimeToLive is not null)
        {
            _definition.Problems.Add($"{_definition.Name}: HasTimeToLive is called twice. An item expires once: keep one call.");
        }

        if (Member(expiresAt, nameof(HasTimeToLive)) is not { } member)
        {
            return this;
        }

        (_definition.TimeToLive, _definition.Lifetime) = (member, lifetime);
        if (lifetime is not null)
        {
            var property = _definition.Property(member);
            (property.IsKept, property.IsSealed) = (true, true);
        }

        return this;
    }
}
