using System.Text;
using SingleTable.Linq.Materialization;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Tests.Materialization;

/// <summary>Each name of an enum is read as what the compiler makes of it, whatever the numbers are; and what is written is what .NET calls the value.</summary>
public class EnumNameTests
{
    [Fact]
    public void Aliases() => Check<Aliased>();

    [Fact]
    public void Negative_numbers() => Check<Signed>();

    [Fact]
    public void Flags_and_what_has_no_name() => Check<Marks>((Marks)8, (Marks)12, (Marks)(-1));

    [Fact]
    public void Every_size()
    {
        Check<Bytes>((Bytes)7);
        Check<SBytes>((SBytes)7);
        Check<Shorts>((Shorts)7);
        Check<UShorts>((UShorts)7);
        Check<UInts>((UInts)7);
        Check<Longs>((Longs)7);
        Check<ULongs>((ULongs)7);
    }

    [Fact]
    public void Names_of_all_scripts() => Check<Scripts>();

    [Fact]
    public void No_names() => Check<Nothing>(default(Nothing), (Nothing)1);

    private static void Check<T>(params T[] nameless)
        where T : struct, Enum
    {
        var mapping = new AttributeMappings().TryCreate(typeof(T), out _)!;
        foreach (var name in Enum.GetNames<T>())
        {
            var value = Enum.Parse<T>(name);
            Read(mapping, name).ShouldBe(value, name);
            Written(mapping, value).ShouldBe($"{{\"a\":{{\"S\":\"{value}\"}}}}");
        }

        foreach (var value in nameless)
        {
            Should.Throw<ItemFormatException>(() => Written(mapping, value));
        }

        foreach (var text in new[] { "", "0", "none of them", "a", "A, B" })
        {
            Should.Throw<ItemFormatException>(() => Read(mapping, text));
        }
    }

    private static object? Read(AttributeMapping mapping, string text)
    {
        var reader = new DynamoJsonReader(Encoding.UTF8.GetBytes($"{{\"S\":\"{text}\"}}"));
        var memo = StringMemo.Disabled;
        return mapping.ReadBoxed(ref reader, ref memo);
    }

    // As a whole attribute of an entity, where its name goes as far as the text.
    private static string Written<T>(AttributeMapping mapping, T value)
    {
        using var writer = DynamoJsonWriter.Rent();
        writer.WriteStartObject();
        if (mapping is ScalarMapping<T> scalar)
        {
            scalar.WriteAttribute(writer, JsonName.OfAttribute("a", WireNames.S), value);
        }
        else
        {
            writer.WritePropertyName("a");
            mapping.WriteBoxed(writer, value);
        }

        writer.WriteEndObject();
        return Encoding.UTF8.GetString(writer.Written);
    }

    private enum Nothing;

    private enum Aliased { Last = 9, First = 1, Same = 9, Other = 1, Again = 1, Zero = 0, Aaa = 9 }

    private enum Signed { Least = int.MinValue, Minus = -1, Zero = 0, One = 1, Most = int.MaxValue, MinusToo = -1, Minus300 = -300 }

    [Flags]
    private enum Marks { None = 0, One = 1, Two = 2, Both = 3, Four = 4, All = 7, Far = 1 << 30 }

    private enum Bytes : byte { Most = 255, Zero = 0, Middle = 128, Also = 128 }

    private enum SBytes : sbyte { Most = 127, Least = -128, Zero = 0, Minus = -1 }

    private enum Shorts : short { Most = short.MaxValue, Least = short.MinValue, Zero = 0, Minus = -1 }

    private enum UShorts : ushort { Most = ushort.MaxValue, Zero = 0, Half = 0x8000 }

    private enum UInts : uint { Most = uint.MaxValue, Zero = 0, Half = 0x8000_0000 }

    private enum Longs : long { Most = long.MaxValue, Least = long.MinValue, Zero = 0, Minus = -1, Far = 1L << 40 }

    private enum ULongs : ulong { Most = ulong.MaxValue, Zero = 0, Half = 1UL << 63, Far = 1UL << 40, AlsoMost = ulong.MaxValue }

    private enum Scripts { Größe, größe, 大, Ωμέγα, été, _x, I, İ, ı }
}
