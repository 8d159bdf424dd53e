namespace SingleTable.Linq;

/// <summary>
/// An entity takes more than the 400 KB (409,600 bytes) that DynamoDB allows for an item, names of attributes included (<c>STL3112</c>). Nothing was sent. An update of an item
/// that is not read is checked only by DynamoDB.
/// </summary>
public sealed class ItemTooLargeException : WriteException
{
    internal ItemTooLargeException(string message, int size, IReadOnlyList<AttributeSize> attributes)
        : base("STL3112", message) => (Size, Attributes) = (size, attributes);

    /// <summary>The size of the item in bytes, as DynamoDB counts.</summary>
    public int Size { get; }

    /// <summary>What each attribute takes of it, the largest first; those that the library keeps included.</summary>
    public IReadOnlyList<AttributeSize> Attributes { get; }
}

/// <summary>What one attribute takes of an item.</summary>
/// <param name="Attribute">The attribute's name in the item.</param>
/// <param name="Property">The property that it holds; null for one that the library keeps, such as a key.</param>
/// <param name="Bytes">The bytes of its name and its value, as DynamoDB counts.</param>
public sealed record AttributeSize(string Attribute, string? Property, int Bytes);
