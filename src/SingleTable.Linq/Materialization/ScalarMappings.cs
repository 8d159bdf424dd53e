namespace SingleTable.Linq.Materialization;

/// <summary>The mappings that do not depend on other types.</summary>
internal static class ScalarMappings
{
    private static readonly Dictionary<Type, AttributeMapping> s_all = new AttributeMapping[]
    {
        new StringMapping(), new CharMapping(), new BooleanMapping(), new GuidMapping(),
        new IntegerMapping<byte>(), new IntegerMapping<sbyte>(), new IntegerMapping<short>(), new IntegerMapping<ushort>(),
        new IntegerMapping<int>(), new IntegerMapping<uint>(), new IntegerMapping<long>(), new IntegerMapping<ulong>(),
        new IntegerMapping<Int128>(), new IntegerMapping<UInt128>(),
        new DecimalMapping(), new FloatMapping<Half>(), new FloatMapping<float>(), new FloatMapping<double>(),
        new DateTimeMapping(), new DateTimeOffsetMapping(), new DateOnlyMapping(), new TimeOnlyMapping(), new DurationMapping(),
        new ByteArrayMapping(), new MemoryMapping(),
    }.ToDictionary(m => m.ClrType);

    public static AttributeMapping? TryGet(Type type, EnumStorage enums)
    {
        if (s_all.TryGetValue(type, out var mapping)) return mapping;
        if (!type.IsEnum) return null;
        if (enums == EnumStorage.Name) return (AttributeMapping)Activator.CreateInstance(typeof(EnumNameMapping<>).MakeGenericType(type))!;
        var number = Enum.GetUnderlyingType(type);
        return (AttributeMapping)Activator.CreateInstance(typeof(EnumNumberMapping<,>).MakeGenericType(type, number), s_all[number])!;
    }
}
