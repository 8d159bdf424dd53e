using System.Text.Json.Nodes;
using SingleTable.Linq.InMemory.Fuzz.Comparison;

namespace SingleTable.Linq.InMemory.Fuzz.Generation;

/// <summary>A random condition: its text, how tightly it binds, and what it says about an item, evaluated in the simplest way.</summary>
internal sealed record AnyCondition(string Text, int Level, Func<JsonObject, bool> Holds)
{
    private const int Atom = 0, Not = 1, And = 2, Or = 3;

    private static readonly string[] Types = ["S", "N", "B", "BOOL", "NULL", "SS", "NS", "BS", "L", "M"];

    private sealed record Operand(string Text, bool IsLiteral, Func<JsonObject, JsonObject?> Get);

    public static AnyCondition Of(Dice dice, Placeholders places, int depth = 0)
    {
        if (depth < 3 && dice.Percent(30))
        {
            var left = Of(dice, places, depth + 1);
            if (dice.Percent(25)) return new("NOT " + Inside(left, Not), Not, i => !left.Holds(i));
            var right = Of(dice, places, depth + 1);
            return dice.Percent(50)
                ? new($"{Inside(left, And)} AND {Inside(right, And)}", And, i => left.Holds(i) && right.Holds(i))
                : new($"{Inside(left, Or)} OR {Inside(right, Or)}", Or, i => left.Holds(i) || right.Holds(i));
        }

        return dice.Below(9) switch
        {
            0 => Exists(dice, places),
            1 => BeginsWith(dice, places),
            2 => Contains(dice, places),
            3 => HasType(dice, places),
            4 => Between(dice, places),
            5 => In(dice, places),
            6 => Equality(dice, places),
            _ => Comparison(dice, places),
        };
    }

    private static string Inside(AnyCondition inner, int level) => inner.Level > level ? $"({inner.Text})" : inner.Text;

    // two equal sizes are no error
    private static bool AreSamePath(Operand a, Operand b) => a.Text == b.Text && a.Text.StartsWith('#');

    private static Operand Path(Dice dice, Placeholders places)
    {
        var path = AnyPath.Of(dice, places);
        return new(path.Text, false, path.Find);
    }

    private static Operand Literal(Placeholders places, JsonObject value) => new(places.Value(value), true, _ => value);

    private static Operand Any(Dice dice, Placeholders places) => dice.Below(8) switch
    {
        < 4 => Path(dice, places),
        4 => Size(Path(dice, places)),
        _ => Literal(places, AnyValue.Of(dice)),
    };

    private static Operand Size(Operand of) => new($"size({of.Text})", false, item => of.Get(item) is { } value && Sizes.Of(value) is { } size ? AnyValue.N($"{size}") : null);

    private static AnyCondition Exists(Dice dice, Placeholders places)
    {
        var path = AnyPath.Of(dice, places);
        return dice.Percent(50)
            ? new($"attribute_exists({path.Text})", Atom, i => path.Find(i) is not null)
            : new($"attribute_not_exists({path.Text})", Atom, i => path.Find(i) is null);
    }

    private static AnyCondition BeginsWith(Dice dice, Placeholders places)
    {
        var path = Path(dice, places);
        var prefix = dice.Below(5) switch { 0 => AnyValue.Binary(dice), 1 => AnyValue.Of(dice), _ => AnyValue.Text(dice) };
        places.Refused |= prefix["S"] is null && prefix["B"] is null;
        return new($"begins_with({path.Text}, {places.Value(prefix)})", Atom, i => path.Get(i) is { } value && Sizes.BeginsWith(value, prefix));
    }

    private static AnyCondition Contains(Dice dice, Placeholders places)
    {
        var path = Path(dice, places);
        var other = dice.Percent(30) ? Path(dice, places) : Literal(places, AnyValue.Of(dice));
        places.Refused |= path.Text == other.Text;
        return new($"contains({path.Text}, {other.Text})", Atom, i => path.Get(i) is { } value && other.Get(i) is { } part && Sizes.Contains(value, part));
    }

    private static AnyCondition HasType(Dice dice, Placeholders places)
    {
        var path = Path(dice, places);
        string type = dice.Percent(4) ? "X" : dice.Pick(Types);
        places.Refused |= type == "X";
        return new($"attribute_type({path.Text}, {places.Value(AnyValue.S(type))})", Atom, i => path.Get(i)?.ContainsKey(type) == true);
    }

    private static AnyCondition Between(Dice dice, Placeholders places)
    {
        var operand = dice.Percent(70) ? Path(dice, places) : Size(Path(dice, places));
        var low = dice.Percent(70) ? AnyValue.Number(dice) : dice.Percent(80) ? AnyValue.Text(dice) : AnyValue.Of(dice, 3);
        var high = dice.Percent(90) ? low.ContainsKey("N") ? AnyValue.Number(dice) : AnyValue.Text(dice) : AnyValue.Of(dice, 3);
        if (dice.Percent(80) && Canon.Order(low, high) > 0) (low, high) = (high, low);
        places.Refused |= Canon.Order(low, high) is null or > 0;
        return new($"{operand.Text} BETWEEN {places.Value(low)} AND {places.Value(high)}", Atom,
            i => Canon.Order(operand.Get(i), low) >= 0 && Canon.Order(operand.Get(i), high) <= 0);
    }

    private static AnyCondition In(Dice dice, Placeholders places)
    {
        var first = Any(dice, places);
        Operand[] rest = [.. Enumerable.Range(0, 1 + dice.Below(3)).Select(_ => dice.Percent(20) ? Path(dice, places) : Literal(places, AnyValue.Of(dice)))];
        places.Refused |= rest.Any(r => AreSamePath(r, first));
        return new($"{first.Text} IN ({string.Join(", ", rest.Select(r => r.Text))})", Atom, i => rest.Any(r => Canon.Equal(first.Get(i), r.Get(i))));
    }

    private static AnyCondition Equality(Dice dice, Placeholders places)
    {
        Operand left = Any(dice, places), right = Any(dice, places);
        places.Refused |= AreSamePath(left, right);
        return dice.Percent(50)
            ? new($"{left.Text} = {right.Text}", Atom, i => Canon.Equal(left.Get(i), right.Get(i)))
            : new($"{left.Text} <> {right.Text}", Atom, i => !Canon.Equal(left.Get(i), right.Get(i)));
    }

    private static AnyCondition Comparison(Dice dice, Placeholders places)
    {
        var left = Any(dice, places);
        var right = dice.Below(6) switch { 0 => Any(dice, places), 1 => Literal(places, AnyValue.Text(dice)), 2 => Path(dice, places), _ => Literal(places, AnyValue.Number(dice)) };
        string sign = dice.Pick("<", "<=", ">", ">=");
        places.Refused |= AreSamePath(left, right) || IsUnordered(left) || IsUnordered(right);
        return new($"{left.Text} {sign} {right.Text}", Atom, i => Canon.Order(left.Get(i), right.Get(i)) is { } order && sign switch
        {
            "<" => order < 0,
            "<=" => order <= 0,
            ">" => order > 0,
            _ => order >= 0,
        });

        static bool IsUnordered(Operand operand) => operand.IsLiteral && operand.Get([]) is { } v && v["S"] is null && v["N"] is null && v["B"] is null;
    }
}
