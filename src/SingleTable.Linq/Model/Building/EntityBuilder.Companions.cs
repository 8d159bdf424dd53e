using System.Linq.Expressions;
using System.Reflection;
using SingleTable.Linq.Model.Building;

namespace SingleTable.Linq;

public sealed partial class EntityBuilder<T>
{
    /// <summary>
    /// No two items of the tenant (or of the table, without tenants) have the same value. Kept by a guard item that is written by the same transaction, so that
    /// each write costs two items more where the value changes. Null and empty values are not compared.
    /// </summary>
    /// <typeparam name="TValue">The type of the value: what a key can hold.</typeparam>
    /// <param name="value">The property.</param>
    /// <param name="normalize">What a text is compared as, for example <c>s => s.ToLowerInvariant()</c>. It must always give the same for the same text.</param>
    /// <param name="name">The name of the constraint; by default made of the entity's and the property's. It is part of the guards' keys: keep it.</param>
    /// <returns>The same builder.</returns>
    public EntityBuilder<T> HasUnique<TValue>(Expression<Func<T, TValue>> value, Func<string, string>? normalize = null, string? name = null) =>
        AddUnique(value, [], normalize, name);

    /// <summary>The same among the items that have one value of another property, or several: <c>HasUnique(p => p.Slug, within: p => p.TeamId)</c>.</summary>
    /// <typeparam name="TValue">The type of the value: what a key can hold.</typeparam>
    /// <typeparam name="TScope">The type of the property, or an anonymous type of several.</typeparam>
    /// <param name="value">The property.</param>
    /// <param name="within">The property that the items share, or several: <c>p => new { p.A, p.B }</c>.</param>
    /// <param name="normalize">What a text is compared as.</param>
    /// <param name="name">The name of the constraint.</param>
    /// <returns>The same builder.</returns>
    public EntityBuilder<T> HasUnique<TValue, TScope>(
        Expression<Func<T, TValue>> value, Expression<Func<T, TScope>> within, Func<string, string>? normalize = null, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(within);
        return AddUnique(value, Scope(within), normalize, name);
    }

    /// <summary>
    /// A property that says how many children an item has. The transactions that create and delete children keep it; nobody else writes it. The children's
    /// properties must give the key of their parent, as for a reference.
    /// </summary>
    /// <typeparam name="TChild">The children's entity.</typeparam>
    /// <param name="count">The property, an int or a long; it starts at zero.</param>
    /// <param name="max">The largest number of children; one more is refused with <see cref="CounterLimitException"/>.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="max"/> is negative.</exception>
    public EntityBuilder<T> Counts<TChild>(Expression<Func<T, long>> count, long? max = null)
        where TChild : class
    {
        if (max is { } most)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(most, nameof(max));
        }

        return AddCounter(typeof(TChild), count, max, null);
    }

    /// <summary>The same with a largest number that the parent's item says itself.</summary>
    /// <typeparam name="TChild">The children's entity.</typeparam>
    /// <param name="count">The property, an int or a long.</param>
    /// <param name="max">The property that holds the largest number.</param>
    /// <returns>The same builder.</returns>
    public EntityBuilder<T> Counts<TChild>(Expression<Func<T, long>> count, Expression<Func<T, long>> max)
        where TChild : class
    {
        ArgumentNullException.ThrowIfNull(max);
        return AddCounter(typeof(TChild), count, null, Member(max, nameof(Counts)));
    }

    /// <summary>
    /// Every change of an item is written down by the transaction that makes it: who (<see cref="TableOptions.Actor"/>), when, which properties from what to
    /// what. The entries are <see cref="AuditEntry"/> items in partitions of their own; read them with <see cref="TableContext.AuditTrail{T}"/>.
    /// </summary>
    /// <param name="configure">What the trail leaves out.</param>
    /// <returns>The same builder.</returns>
    public EntityBuilder<T> HasAudit(Action<AuditBuilder<T>>? configure = null)
    {
        _definition.Audit ??= new AuditDefinition();
        configure?.Invoke(new AuditBuilder<T>(_definition.Audit, Member));
        return this;
    }

    private EntityBuilder<T> AddUnique(LambdaExpression value, IReadOnlyList<PropertyInfo> scope, Func<string, string>? normalize, string? name)
    {
        if (Member(value, nameof(HasUnique)) is { } member)
        {
            _definition.Uniques.Add(new UniqueDefinition(member, scope, normalize, name));
        }

        return this;
    }

    private List<PropertyInfo> Scope(LambdaExpression within)
    {
        var values = within.Body is NewExpression { Members: not null } created ? created.Arguments : (IEnumerable<Expression>)[within.Body];
        return
        [
            .. values.Select(v => Member(Expression.Lambda<Func<T, object>>(Expression.Convert(v, typeof(object)), within.Parameters), nameof(HasUnique)))
                .OfType<PropertyInfo>(),
        ];
    }

    private EntityBuilder<T> AddCounter(Type child, LambdaExpression count, long? max, PropertyInfo? maxProperty)
    {
        if (Member(count, nameof(Counts)) is { } member)
        {
            _definition.Counters.Add(new CounterDefinition(child, member, max, maxProperty));

            // It starts at zero, and only the library writes it.
            var property = _definition.Property(member);
            (property.OnCreate, property.IsSealed) = (Generate.Counter, true);
        }

        return this;
    }
}
