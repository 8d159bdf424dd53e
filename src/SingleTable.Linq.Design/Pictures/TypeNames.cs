namespace SingleTable.Linq.Design.Pictures;

/// <summary>Types of properties as a C# developer writes them.</summary>
internal static class TypeNames
{
    // The schema's own line of a property is its name, its type and its notes; types hold no further information.
    public static string Of(PropertySchema property)
    {
        var line = (property with { OnCreate = null, OnUpdate = null, IsSealed = false, IsKey = false, Attribute = property.Name }).ToString();
        return line[(property.Name.Length + 1)..];
    }

    /// <summary>What the model says of a property beside its type.</summary>
    public static string Notes(PropertySchema property)
    {
        var line = (property with { Attribute = property.Name }).ToString();
        return line[(property.Name.Length + 1 + Of(property).Length)..].Trim();
    }
}
