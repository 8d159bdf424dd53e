using System.Collections.Immutable;
using SingleTable.Linq.Keys;
using SingleTable.Linq.Materialization;

namespace SingleTable.Linq.Model;

/// <summary>One attribute of a key: text that a template makes of properties, or one property's value as it is stored.</summary>
internal sealed class KeyAttributeModel
{
    public KeyAttributeModel(string name, KeyTemplate? template, ImmutableArray<PropertyModel> properties)
    {
        (Name, Template) = (name, template);
        Slots = [.. properties.Select((p, i) => new KeySlotModel(p, this, i))];
    }

    public string Name { get; }

    /// <summary>Null where the attribute is one property's value.</summary>
    public KeyTemplate? Template { get; }

    public ImmutableArray<KeySlotModel> Slots { get; }

    public AttributeKind Kind => Template is null ? Slots[0].Property.Mapping.Kind : AttributeKind.S;

    /// <summary>
    /// The attribute is the property itself and not a copy of it: nothing more is written for the key, and the service refuses to filter by it.
    /// </summary>
    public bool IsProperty => Template is null && Name == Slots[0].Property.AttributeName;

    public override string ToString() => Template?.ToString() ?? Slots[0].Property.Name;
}

/// <summary>The place of one property in a key, and what a query can ask of it there.</summary>
internal sealed class KeySlotModel(PropertyModel property, KeyAttributeModel attribute, int index)
{
    public PropertyModel Property => property;

    public KeyAttributeModel Attribute => attribute;

    /// <summary>The number of the slot in its template.</summary>
    public int Index => index;

    public bool IsNative => attribute.Template is null;

    /// <summary>A native number is compared with a number of any type; the text of a key holds the property's own type only.</summary>
    public bool TakesOtherNumbers => IsNative && property.Mapping is { Kind: AttributeKind.N, IsOrdered: true };

    /// <summary>Whether the stored value tells all of the property's.</summary>
    public bool IsExact => Codec?.IsExact ?? true;

    public bool PreservesOrder => Codec?.PreservesOrder ?? property.Mapping.IsOrdered;

    public bool CanRange => attribute.Template?.CanRange(index) ?? property.Mapping.IsOrdered;

    public bool SupportsPrefix => Codec?.SupportsPrefix ?? (property.ClrType == typeof(string) && property.Mapping.IsOrdered);

    private SlotCodec? Codec => attribute.Template?.Slots[index].Codec;
}
