using System.Linq.Expressions;
using SingleTable.Linq.Diagnostics;
using SingleTable.Linq.Model;

namespace SingleTable.Linq.Translation;

/// <summary>The texts of what cannot be translated: what, where, because of what, and what to write instead.</summary>
internal static class TranslationErrors
{
    public static QueryTranslationException UnknownEntity(Type type, TableModel table)
    {
        var name = TypeText.Of(type);
        var list = table.Entities.FirstOrDefault(e => typeof(System.Collections.IEnumerable).IsAssignableFrom(type) && type.GenericTypeArguments.Contains(e.ClrType));
        return new("STL1004", $"{name} is not an entity of table '{table.Name}' (it has: {string.Join(", ", table.Entities)}). " + (list is null
            ? $"Declare it with Entity<{name}>(…) in OnModelCreating."
            : $"Several of {list.Name} are written with the methods that end with Range.")) { Entity = type.Name };
    }

    public static QueryTranslationException NoAudit(EntityModel entity) =>
        new("STL1006", $"{entity.Name} has no audit trail. Declare it with HasAudit() in OnModelCreating.") { Entity = entity.Name };

    public static QueryTranslationException Operator(string method, string reason, EntityModel? entity = null) =>
        new("STL1101", $"{method} cannot be answered by DynamoDB{reason}") { Entity = entity?.Name };

    public static QueryTranslationException Expression(Expression expression, EntityModel entity, string instead) =>
        new("STL1102", $"'{ExpressionText.Of(expression)}' in a query of {entity.Name} cannot be turned into a condition of DynamoDB. {instead}")
        {
            Entity = entity.Name,
        };

    public static QueryTranslationException NotStored(Expression expression, string member, EntityModel entity) =>
        new("STL1103", $"'{ExpressionText.Of(expression)}': {member} is not a stored property of {entity.Name}, so DynamoDB cannot see it. "
            + $"Stored are: {string.Join(", ", entity.Properties.Select(p => p.Name))}.") { Entity = entity.Name, Property = member };

    public static QueryTranslationException NotOrdered(AttributeOperand attribute, EntityModel entity) =>
        new("STL1104", $"{entity.Name}.{attribute} is stored in a form that has no order (an enum by its name, a Guid, a bool), so it cannot be compared with "
            + $"<, <=, > or >=. Compare it with == or Contains, or store an enum with Property(x => x.{attribute.Property.Name}).AsNumber().")
        {
            Entity = entity.Name,
            Property = attribute.Property.Name,
        };

    public static QueryTranslationException ValueType(AttributeOperand attribute, Type valueType, EntityModel entity) =>
        new("STL1105", $"{entity.Name}.{attribute} holds values of type {TypeText.Of(attribute.Mapping.ClrType)} and cannot be compared with one of type {TypeText.Of(valueType)}. "
            + "Convert the value before the query.") { Entity = entity.Name, Property = attribute.Property.Name };

    public static QueryTranslationException Include(Expression path, string reason, EntityModel entity) =>
        new("STL1106", $"Include({ExpressionText.Of(path)}) on {entity.Name}: {reason}") { Entity = entity.Name };

    public static QueryTranslationException Children(NavigationModel navigation) =>
        new("STL1110", $"Select reads {navigation.Parent.Name}.{navigation.Name}, which are items of their own. Include them before the Select: "
            + $"Include(x => x.{navigation.Name}), or behind another Include ThenInclude(x => x.{navigation.Name}).") { Entity = navigation.Parent.Name, Property = navigation.Name };

    public static KeyValueException NullKey(AttributeOperand attribute, EntityModel entity) =>
        new(Keys.KeyValueCodes.Null, $"The query compares {entity.Name}.{attribute.Property.Name} with null, but it is part of the key and never null. "
            + "Check the value before the query.") { Entity = entity.Name, Property = attribute.Property.Name };

    public static QueryTranslationException NullList(Expression list, EntityModel entity) =>
        new("STL1107", $"The list in '{ExpressionText.Of(list)}' is null. Give an empty list for no values.") { Entity = entity.Name };
}
