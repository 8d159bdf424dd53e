using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;
using SingleTable.Linq.Diagnostics;
using SingleTable.Linq.Materialization;
using SingleTable.Linq.Model.Building;

namespace SingleTable.Linq;

/// <summary>Says what is a derived type's own. Its keys, indexes, tenant, expiry and navigations are those of the type that it derives from.</summary>
/// <typeparam name="T">The derived type.</typeparam>
public sealed partial class DerivedEntityBuilder<T>
    where T : class
{
    private readonly EntityDefinition _definition;

    internal DerivedEntityBuilder(EntityDefinition definition) => _definition = definition;

    /// <inheritdoc cref="EntityBuilder{T}.HasTypeName"/>
    public DerivedEntityBuilder<T> HasTypeName(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        _definition.TypeName = name;
        return this;
    }

    /// <summary>Says something about one of the type's own properties.</summary>
    /// <param name="property">The property, for example <c>v => v.Wheels</c>.</param>
    public PropertyBuilder<T, TProperty> Property<TProperty>(Expression<Func<T, TProperty>> property) =>
        new(MemberLambda.Read(_definition, property, nameof(Property)) is { } member
            ? _definition.Property(member)
            : new PropertyDefinition(typeof(string).GetProperty(nameof(string.Length))!));

    /// <summary>Leaves one of the type's own properties out of the items.</summary>
    /// <param name="property">The property.</param>
    public DerivedEntityBuilder<T> Ignore<TProperty>(Expression<Func<T, TProperty>> property)
    {
        if (MemberLambda.Read(_definition, property, nameof(Ignore)) is { } member)
        {
            _definition.Property(member).IsIgnored = true;
        }

        return this;
    }

    /// <inheritdoc cref="EntityBuilder{T}.HasDerived"/>
    public DerivedEntityBuilder<T> HasDerived<[DynamicallyAccessedMembers(Kept.Members)] TDerived>(Action<DerivedEntityBuilder<TDerived>>? configure = null)
        where TDerived : class, T
    {
        DerivedEntityBuilder.Add(_definition, configure);
        return this;
    }
}

internal static class DerivedEntityBuilder
{
    public static void Add<TDerived>(EntityDefinition parent, Action<DerivedEntityBuilder<TDerived>>? configure)
        where TDerived : class
    {
        var name = TypeText.Of(typeof(TDerived));
        if (typeof(TDerived) == parent.ClrType)
        {
            parent.Problems.Add($"{name}: HasDerived<{name}>() names the type itself. Name a type that derives from it, or remove the call.");
            return;
        }

        var derived = new EntityDefinition<TDerived> { Base = parent };
        parent.Derived.Add(derived);
        configure?.Invoke(new DerivedEntityBuilder<TDerived>(derived));
    }
}
