namespace SingleTable.Linq;

/// <summary>An item does not have the form that the model expects, or a value has no form in which it could be stored.</summary>
/// <remarks>
/// <c>STL4001</c>: the attribute has another DynamoDB type. <c>STL4002</c>: its text cannot be read as the property's type.
/// <c>STL4003</c>: the value cannot be stored without loss. The message names the attribute, never the value.
/// </remarks>
public sealed class ItemFormatException(string code, string message, Exception? innerException = null)
    : SingleTableException(code, message, innerException)
{
    /// <summary>The attribute at fault, where it is known: the path inside the item, parts joined by dots.</summary>
    public string? Attribute { get; init; }
}
