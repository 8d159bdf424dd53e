using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;
using System.Reflection;
using SingleTable.Linq.Materialization;
using SingleTable.Linq.Model.Building;

namespace SingleTable.Linq;

/// <summary>Says what one entity type of the table looks like.</summary>
/// <typeparam name="T">The entity type.</typeparam>
public sealed partial class EntityBuilder<T>
    where T : class
{
    private readonly EntityDefinition _definition;

    internal EntityBuilder(EntityDefinition definition) => _definition = definition;

    /// <summary>Says how the primary key is made from the entity's properties.</summary>
    /// <param name="partitionKey">An interpolated string of literal text and properties, for example <c>o => $"TENANT#{o.TenantId}#ORG#{o.Id}"</c>.</param>
    /// <param name="sortKey">The sort key likewise, or a constant such as <c>_ => "#METADATA"</c>.</param>
    /// <remarks>Values are escaped, so no value reaches another partition; literals are separated from values by <c>#</c> and hold no <c>$</c>.</remarks>
    public EntityBuilder<T> HasKey(Expression<Func<T, string>> partitionKey, Expression<Func<T, string>> sortKey)
    {
        ArgumentNullException.ThrowIfNull(partitionKey);
        ArgumentNullException.ThrowIfNull(sortKey);
        if (_definition.Key is not null)
        {
            _definition.Problems.Add($"{_definition.Name}: HasKey is called twice. "
                + "An entity has one primary key: keep one call; further keys are indexes (HasIndex).");
        }

        _definition.Key = new KeyDefinition(partitionKey, sortKey);
        return this;
    }

    /// <summary>Names the entity in the type attribute. Without this call it is the name of the class.</summary>
    /// <param name="name">Unique in the table; without <c>#</c> and <c>$</c>.</param>
    public EntityBuilder<T> HasTypeName(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        _definition.TypeName = name;
        return this;
    }

    /// <summary>
    /// Declares a type that derives from this one, to be stored with the same keys, indexes, tenant and navigations, under a type name of its own and
    /// with properties of its own. <c>Set&lt;T>()</c> of this type then gives every type that derives from it, each as what it is; this type itself may be
    /// abstract. Types that derive from the derived one are declared within it.
    /// </summary>
    /// <param name="configure">Says its type name, its own properties, and what derives from it.</param>
    public EntityBuilder<T> HasDerived<[DynamicallyAccessedMembers(Kept.Members)] TDerived>(Action<DerivedEntityBuilder<TDerived>>? configure = null)
        where TDerived : class, T
    {
        DerivedEntityBuilder.Add(_definition, configure);
        return this;
    }

    /// <summary>Declares that all tenants share this entity: its keys hold no tenant, and no scope is needed to reach it.</summary>
    public EntityBuilder<T> IsSharedByTenants()
    {
        _definition.IsShared = true;
        return this;
    }

    /// <summary>Says something about one property.</summary>
    /// <param name="property">The property, for example <c>o => o.Id</c>.</param>
    public PropertyBuilder<T, TProperty> Property<TProperty>(Expression<Func<T, TProperty>> property) =>
        new(Member(property, nameof(Property)) is { } member
            ? _definition.Property(member)
            : new PropertyDefinition(typeof(string).GetProperty(nameof(string.Length))!));

    /// <summary>Leaves a property out of the items.</summary>
    /// <param name="property">The property.</param>
    public EntityBuilder<T> Ignore<TProperty>(Expression<Func<T, TProperty>> property)
    {
        if (Member(property, nameof(Ignore)) is { } member)
        {
            _definition.Property(member).IsIgnored = true;
        }

        return this;
    }

    /// <summary>
    /// Lets no change be lost: an item has version 1 when it is created and one more with each change. A put, update or delete of a loaded entity has the condition
    /// that the item still has the entity's version, also in a transaction, and fails with <see cref="VersionConflictException"/> when it has not. An update of an
    /// item named by a query raises the version too, and checks one where its <c>Where</c> does. What counts children (<see cref="Counts{TChild}(Expression{Func{T, long}}, long?)"/>) changes
    /// without raising it: it is nobody's to overwrite.
    /// </summary>
    /// <param name="version">An int or a long, which only the library writes. Items that are older than the property have version 0.</param>
    public EntityBuilder<T> HasVersion<TProperty>(Expression<Func<T, TProperty>> version)
    {
        if (_definition.Version is not null)
        {
            _definition.Problems.Add($"{_definition.Name}: HasVersion is called twice. An item has one version: keep one call.");
        }
        else if (Member(version, nameof(HasVersion)) is { } member)
        {
            _definition.Version = member;
            var property = _definition.Property(member);
            (property.OnCreate, property.IsSealed) = (Generate.Counter, true);
        }

        return this;
    }

    private PropertyInfo? Member(LambdaExpression lambda, string method) => MemberLambda.Read(_definition, lambda, method);
}
