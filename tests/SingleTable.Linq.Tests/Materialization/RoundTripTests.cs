using System.Collections.Immutable;
using System.Globalization;
using CsCheck;
using SingleTable.Linq.Materialization;

namespace SingleTable.Linq.Tests.Materialization;

/// <summary>What is written reads back as the same value, and ordered mappings keep the order.</summary>
public class RoundTripTests
{
    private static readonly Gen<string> s_text = Gen.OneOf(Gen.String, Gen.Const("é😀\"\\\n\u0000"), Gen.String[Gen.Char.AlphaNumeric, 0, 40])
        .Select(s => new string([.. s.Where(c => !char.IsSurrogate(c))]) + (s.Length % 3 == 0 ? "😀" : ""));

    private static readonly Gen<decimal> s_decimal = Gen.OneOf(Gen.Decimal, Gen.Select(Gen.Long, Gen.Int[0, 28], (n, s) => new decimal((int)n, (int)(n >> 32), 7, n < 0, (byte)s)));

    public enum Colour
    {
        Red = 1,
        Green = 2,
        Crimson = 1,
        Ünusual = 77,
    }

    [Fact]
    public void Strings() => Check(s_text);

    [Fact]
    public void Chars() => Ordered(Gen.Char.Where(c => !char.IsSurrogate(c)));

    [Fact]
    public void Booleans() => Check(Gen.Bool);

    [Fact]
    public void Integers()
    {
        Ordered(Gen.Byte);
        Ordered(Gen.SByte);
        Ordered(Gen.Short);
        Ordered(Gen.UShort);
        Ordered(Gen.Int);
        Ordered(Gen.UInt);
        Ordered(Gen.Long);
        Ordered(Gen.ULong);
        Ordered(Gen.Select(Gen.Long, Gen.ULong, (high, low) => new Int128((ulong)(high >> 8), low)));
        foreach (var extreme in new[] { long.MinValue, long.MaxValue, 0 }) Check(Gen.Const(extreme), 1);
    }

    [Fact]
    public void Decimals()
    {
        Ordered(s_decimal);
        foreach (var extreme in new[] { decimal.MinValue, decimal.MaxValue, 0.0000000000000000000000000001m }) Check(Gen.Const(extreme), 1);
    }

    [Fact]
    public void Floating_point()
    {
        Ordered(Gen.Double.Where(d => double.IsFinite(d) && (d == 0 || Math.Abs(d) is > 1E-130 and < 9.99E+125)));
        Ordered(Gen.Float.Where(float.IsFinite));
        Ordered(Gen.Double[-60000, 60000].Select(d => (Half)d));
    }

    [Fact]
    public void Times()
    {
        Ordered(Gen.DateTime.Select(d => DateTime.SpecifyKind(d, DateTimeKind.Utc)));
        Ordered(Gen.DateTimeOffset.Select(d => d.ToUniversalTime()));
        Ordered(Gen.DateOnly);
        Ordered(Gen.TimeOnly);
        Ordered(Gen.TimeSpan);
        Check(Gen.DateTimeOffset);
    }

    [Fact]
    public void Guids() => Ordered(Gen.Guid);

    [Fact]
    public void Enums()
    {
        var defined = Gen.OneOf(Gen.Const(Colour.Red), Gen.Const(Colour.Green), Gen.Const(Colour.Ünusual));
        Check(defined);
        Check(defined, mapping: Json.Mapping<Colour>(EnumStorage.Number));
        Check(Gen.Int.Select(i => (Colour)i), mapping: Json.Mapping<Colour>(EnumStorage.Number));
        Check(Gen.Enum<DayOfWeek>().Nullable());
    }

    [Fact]
    public void Binary()
    {
        Check(Gen.Byte.Array[0, 200], equal: (a, b) => a.SequenceEqual(b));
        Check(Gen.Byte.Array[0, 20].Select(a => new ReadOnlyMemory<byte>(a)), equal: (a, b) => a.Span.SequenceEqual(b.Span));
    }

    [Fact]
    public void Nullables()
    {
        Check(Gen.Int.Nullable());
        Check(Gen.Guid.Nullable());
        Check(Gen.Bool.Nullable());
        Check(s_text.Null());
    }

    [Fact]
    public void Lists()
    {
        Check(s_text.Null().List, equal: (a, b) => a.SequenceEqual(b));
        Check(Gen.Int.Nullable().Array, equal: (a, b) => a.SequenceEqual(b));
        Check(Gen.Int.Array.Select(a => a.ToImmutableArray()), equal: (a, b) => a.SequenceEqual(b));
        Check(s_text.List.Select(l => (IReadOnlyList<string>)l), equal: (a, b) => a.SequenceEqual(b));
        Check(s_text.Array.Select(l => (IEnumerable<string>)new LinkedList<string>(l)), equal: (a, b) => a.SequenceEqual(b));
        Check(s_text.List.Select(l => (ICollection<string>)l), equal: (a, b) => a.SequenceEqual(b));
        Check(Gen.Int.List.Select(l => (IReadOnlyCollection<int>)l), equal: (a, b) => a.SequenceEqual(b));
        Check(Gen.Int.List.Select(l => (IList<int>)l), equal: (a, b) => a.SequenceEqual(b));
        Check(Gen.Int.List[0, 4].List[0, 4], equal: (a, b) => a.Count == b.Count && a.Zip(b).All(p => p.First.SequenceEqual(p.Second)));
    }

    [Fact]
    public void Sets()
    {
        Check(s_text.List[1, 9].Select(l => l.ToHashSet()), equal: (a, b) => a.SetEquals(b));
        Check(Gen.Long.List[1, 9].Select(l => l.ToHashSet()), equal: (a, b) => a.SetEquals(b));
        Check(s_decimal.List[1, 9].Select(l => l.ToHashSet()).Select(s => (ISet<decimal>)s), equal: (a, b) => a.SetEquals(b));
        Check(Gen.Guid.List[1, 9].Select(l => l.ToHashSet()).Select(s => (IReadOnlySet<Guid>)s), equal: (a, b) => a.SetEquals(b));
        Check(s_text.List[1, 9].Select(l => l.ToHashSet()).Select(s => new SortedSet<string>(s, StringComparer.Ordinal)), equal: (a, b) => a.SequenceEqual(b));
        Check(Gen.Byte.Array[3].Select(b => new HashSet<byte[]> { b }), equal: (a, b) => a.Single().SequenceEqual(b.Single()));
    }

    [Fact]
    public void Dictionaries()
    {
        Check(Gen.Dictionary(s_text, Gen.Int), equal: Same);
        Check(Gen.Dictionary(s_text, s_text.Null()).Select(d => (IDictionary<string, string?>)d), equal: Same);
        Check(Gen.Dictionary(Gen.Guid, Gen.Bool).Select(d => (IReadOnlyDictionary<Guid, bool>)d), equal: Same);
        Check(Gen.Dictionary(Gen.Int, Gen.Int), equal: Same);
        Check(Gen.Enum<DayOfWeek>().List.Select(l => l.Distinct().ToDictionary(d => d, d => d.ToString())), equal: Same);

        static bool Same<TKey, TValue>(IEnumerable<KeyValuePair<TKey, TValue>> a, IEnumerable<KeyValuePair<TKey, TValue>> b) =>
            a.Select(e => (e.Key, e.Value)).ToHashSet().SetEquals(b.Select(e => (e.Key, e.Value)));
    }

    [Fact]
    public void Every_form_is_independent_of_culture()
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo("ar-SA") { NumberFormat = { NegativeSign = "~", NumberDecimalSeparator = "," } };
        try
        {
            Decimals();
            Times();
            Json.Write(-1.5).ShouldBe("""{"N":"-1.5"}""");
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static void Ordered<T>(Gen<T> values)
        where T : struct, IComparable<T>
    {
        Check(values);
        var mapping = Json.Mapping<T>();
        mapping.IsOrdered.ShouldBeTrue();
        if (mapping.Kind != AttributeKind.S) return;
        Gen.Select(values, values).Sample(
            (a, b) => Math.Sign(string.CompareOrdinal(Json.Write(mapping, a), Json.Write(mapping, b))) == Math.Sign(a.CompareTo(b))
                || typeof(T) == typeof(char), iter: 500);
    }

    private static void Check<T>(Gen<T> values, int iter = 500, AttributeMapping<T>? mapping = null, Func<T, T, bool>? equal = null)
    {
        mapping ??= Json.Mapping<T>();
        values.Sample(
            value =>
            {
                var json = Json.Write(mapping, value);
                var back = Json.Read(mapping, json);
                if (equal is null ? EqualityComparer<T>.Default.Equals(back, value) : equal(value, back!)) return true;
                throw new InvalidOperationException($"{value} -> {json} -> {back}");
            },
            iter: iter);
    }
}
