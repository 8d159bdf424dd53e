using SingleTable.Linq.Diagnostics;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq;

/// <summary>An item does not have the form that the model expects, or a value has no form in which it could be stored.</summary>
/// <remarks>
/// <c>STL4001</c>: the attribute has another DynamoDB type. <c>STL4002</c>: its text cannot be read as the property's type.
/// <c>STL4004</c>: the value cannot be stored without loss. The message names the attribute, never the value.
/// </remarks>
public sealed class ItemFormatException : SingleTableException
{
    private readonly string _problem;

    internal ItemFormatException(string code, string problem, string? attribute = null, Type? entity = null)
        : base(code, attribute is null ? $"A value {problem}" : $"The attribute '{attribute}'{(entity is null ? "" : $" of {TypeText.Of(entity)}")} {problem}")
    {
        Entity = entity?.Name;
        _problem = problem;
        Attribute = attribute;
    }

    /// <summary>The attribute at fault, where it is known: the path inside the item, its parts joined by dots.</summary>
    public string? Attribute { get; }

    internal static ItemFormatException WrongType(AttributeTag expected, AttributeTag found, Type target) => new(
        "STL4001",
        $"has the DynamoDB type {Name(found)}, but {Name(expected)} is expected for {target.Name}. "
        + (found == AttributeTag.Null ? "Make the property nullable" : "Change the property's type") + ", or give it a converter.");

    internal static ItemFormatException Unreadable(Type target, Exception? converterError = null) => new(
        "STL4002",
        $"cannot be read as {target.Name} without loss{By(converterError)}. Change the property's type, or give it a converter.");

    internal static ItemFormatException NotStorable(Type source, string because) =>
        new("STL4004", $"of type {source.Name} cannot be stored: {because}");

    /// <summary>The same error, seen from one level further out.</summary>
    internal ItemFormatException Within(string attribute, Type? entity = null) =>
        new(Code, _problem, Attribute is null ? attribute : $"{attribute}.{Attribute}", entity);

    // Only the kind of the error: its message may well quote the value.
    private static string By(Exception? converterError) => converterError is null ? "" : $" (its converter threw {converterError.GetType().Name})";

    private static string Name(AttributeTag tag) => tag switch
    {
        AttributeTag.Bool => "BOOL",
        AttributeTag.Null => "NULL",
        AttributeTag.Unknown => "(unknown)",
        _ => tag.ToString(),
    };
}
