using System.Collections.Immutable;
using System.Reflection;
using SingleTable.Linq.Diagnostics;

namespace SingleTable.Linq.Model.Building;

/// <summary>Finds the property that says when an entity's items expire, and how it gets its value.</summary>
internal static class ExpiryFactory
{
    public static PropertyModel? TimeToLive(TableDefinition table, EntityDefinition definition, ImmutableArray<PropertyModel> properties)
    {
        if (definition.TimeToLive is not { } member)
        {
            return null;
        }

        var type = Nullable.GetUnderlyingType(member.PropertyType) ?? member.PropertyType;
        if (table.TimeToLiveAttribute is null)
        {
            definition.Problems.Add($"{definition.Name}.{member.Name} says when an item expires, but the table has no attribute for that. "
                + "Call HasTimeToLive(\"ttl\") on the table.");
        }

        if (type != typeof(DateTime) && type != typeof(DateTimeOffset))
        {
            definition.Problems.Add($"{definition.Name}.{member.Name} has the type {TypeText.Of(type)}, which cannot say when an item expires. "
                + "Use a DateTimeOffset or DateTime, nullable or not.");
        }

        return Stored(definition, member, properties, "says when an item expires");
    }

    public static LifetimeModel? Lifetime(EntityDefinition definition, PropertyModel? moment, ImmutableArray<PropertyModel> properties)
    {
        if (definition.Lifetime is not { } lifetime || moment is null)
        {
            return null;
        }

        var name = $"{definition.Name}.{moment.Name}";
        if (moment.IsKey || moment.OnCreate is not null || moment.OnUpdate is not null)
        {
            definition.Problems.Add($"{name} is reckoned from a duration by HasTimeToLive, and cannot be part of the key or have a generator. Use a property of its own.");
        }

        if (lifetime.Member is not { } member)
        {
            if (lifetime.Fixed <= TimeSpan.Zero)
            {
                definition.Problems.Add($"{name}: an item that lives for no time can never be read. Give HasTimeToLive a duration that is longer than zero.");
            }

            return new LifetimeModel(moment, null, lifetime.Fixed, lifetime.IsSliding);
        }

        if ((Nullable.GetUnderlyingType(member.PropertyType) ?? member.PropertyType) != typeof(TimeSpan))
        {
            definition.Problems.Add($"{definition.Name}.{member.Name} has the type {TypeText.Of(member.PropertyType)}, which cannot say how long an item lives. "
                + "Use a TimeSpan, nullable or not.");
        }
        else if (Nullable.GetUnderlyingType(member.PropertyType) is not null && !moment.IsNullable)
        {
            definition.Problems.Add($"{definition.Name}.{member.Name} may be null, so that an item never expires, and {moment.Name} cannot tell that. Make it nullable.");
        }

        return Stored(definition, member, properties, "says how long an item lives") is { } duration
            ? new LifetimeModel(moment, duration, TimeSpan.Zero, IsSliding: false)
            : null;
    }

    private static PropertyModel? Stored(EntityDefinition definition, PropertyInfo member, ImmutableArray<PropertyModel> properties, string what)
    {
        if (TypeMembers.WhyNotStored(definition, member) is { } reason)
        {
            definition.Problems.Add($"{definition.Name}.{member.Name} {what}, but it is not stored: {reason}");
        }

        return properties.FirstOrDefault(p => p.Name == member.Name);
    }
}
