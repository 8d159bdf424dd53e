namespace SingleTable.Linq.Diagnostics;

/// <summary>Writes a type as a C# developer would: <c>List&lt;string&gt;</c>, <c>int?</c>, <c>byte[]</c>.</summary>
internal static class TypeText
{
    public static string Of(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return $"{Of(underlying)}?";
        }

        if (type.IsArray)
        {
            return $"{Of(type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}]";
        }

        if (type.IsGenericType)
        {
            return $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Of))}>";
        }

        return type.IsEnum ? type.Name : Type.GetTypeCode(type) switch
        {
            TypeCode.Boolean => "bool",
            TypeCode.SByte => "sbyte",
            TypeCode.Byte => "byte",
            TypeCode.Int16 => "short",
            TypeCode.UInt16 => "ushort",
            TypeCode.Int32 => "int",
            TypeCode.UInt32 => "uint",
            TypeCode.Int64 => "long",
            TypeCode.UInt64 => "ulong",
            TypeCode.Single => "float",
            TypeCode.Object => type == typeof(object) ? "object" : type.Name,
            TypeCode.Char or TypeCode.Double or TypeCode.Decimal or TypeCode.String => type.Name.ToLowerInvariant(),
            _ => type.Name,
        };
    }
}
