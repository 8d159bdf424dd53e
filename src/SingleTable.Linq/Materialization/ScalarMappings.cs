using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace SingleTable.Linq.Materialization;

/// <summary>The mappings that do not depend on other types.</summary>
internal static class ScalarMappings
{
    // Made when it is asked for: an application has few of these types, and each costs it time at its start.
    private static readonly Dictionary<Type, Func<AttributeMapping>> s_makers = new()
    {
        [typeof(string)] = static () => new StringMapping(),
        [typeof(char)] = static () => new CharMapping(),
        [typeof(bool)] = static () => new BooleanMapping(),
        [typeof(Guid)] = static () => new GuidMapping(),
        [typeof(byte)] = static () => new IntegerMapping<byte>(),
        [typeof(sbyte)] = static () => new IntegerMapping<sbyte>(),
        [typeof(short)] = static () => new IntegerMapping<short>(),
        [typeof(ushort)] = static () => new IntegerMapping<ushort>(),
        [typeof(int)] = static () => new IntegerMapping<int>(),
        [typeof(uint)] = static () => new IntegerMapping<uint>(),
        [typeof(long)] = static () => new IntegerMapping<long>(),
        [typeof(ulong)] = static () => new IntegerMapping<ulong>(),
        [typeof(Int128)] = static () => new IntegerMapping<Int128>(),
        [typeof(UInt128)] = static () => new IntegerMapping<UInt128>(),
        [typeof(decimal)] = static () => new DecimalMapping(),
        [typeof(Half)] = static () => new FloatMapping<Half>(),
        [typeof(float)] = static () => new FloatMapping<float>(),
        [typeof(double)] = static () => new FloatMapping<double>(),
        [typeof(DateTime)] = static () => new DateTimeMapping(),
        [typeof(DateTimeOffset)] = static () => new DateTimeOffsetMapping(),
        [typeof(DateOnly)] = static () => new DateOnlyMapping(),
        [typeof(TimeOnly)] = static () => new TimeOnlyMapping(),
        [typeof(TimeSpan)] = static () => new DurationMapping(),
        [typeof(byte[])] = static () => new ByteArrayMapping(),
        [typeof(ReadOnlyMemory<byte>)] = static () => new MemoryMapping(),
    };

    private static readonly ConcurrentDictionary<Type, AttributeMapping> s_made = new();

    public static AttributeMapping? TryGet(Type type, EnumStorage enums)
    {
        if (s_makers.TryGetValue(type, out var make)) return s_made.GetOrAdd(type, static (_, m) => m(), make);
        if (!type.IsEnum) return null;
        var number = Enum.GetUnderlyingType(type);
        if (RuntimeFeature.IsDynamicCodeSupported) return Make(type, enums == EnumStorage.Name ? null : number);
        return enums == EnumStorage.Name ? new BoxedEnumNameMapping(type) : new BoxedEnumNumberMapping(type, TryGet(number, enums)!);
    }

    [RequiresDynamicCode("Makes a generic class for the enum.")]
    [UnconditionalSuppressMessage("Trimming", "IL2071", Justification = "The arguments are an enum and a number, which have no constructors.")]
    [UnconditionalSuppressMessage("Trimming", "IL2076", Justification = "The arguments are an enum and a number, which have no constructors.")]
    private static AttributeMapping Make(Type type, Type? number) => (AttributeMapping)(number is null
        ? Activator.CreateInstance(typeof(EnumNameMapping<>).MakeGenericType(type))!
        : Activator.CreateInstance(typeof(EnumNumberMapping<,>).MakeGenericType(type, number), TryGet(number, EnumStorage.Number))!);
}
