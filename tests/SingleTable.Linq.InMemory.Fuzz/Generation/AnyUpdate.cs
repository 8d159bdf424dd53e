using System.Text.Json.Nodes;
using SingleTable.Linq.InMemory.Fuzz.Comparison;

namespace SingleTable.Linq.InMemory.Fuzz.Generation;

/// <summary>An update that does not fit its item.</summary>
internal sealed class UnfitException : Exception;

/// <summary>A random update expression, and what it does to an item. Its paths are of different attributes, so their order does not matter.</summary>
internal sealed class AnyUpdate
{
    private readonly Dice _dice;
    private readonly Placeholders _places;
    private readonly List<string> _free = ["a", "b", "c", "m", "l"];
    private readonly HashSet<string> _touchedKeys = [];
    private readonly List<Action<JsonObject, JsonObject>> _actions = [];

    private AnyUpdate(Dice dice, Placeholders places) => (_dice, _places) = (dice, places);

    public string Text { get; private set; } = "";

    public static AnyUpdate Of(Dice dice, Placeholders places, bool mayBreakIndexKeys)
    {
        var update = new AnyUpdate(dice, places);
        if (mayBreakIndexKeys && dice.Percent(20)) update._free.AddRange(["g", "n"]);
        var clauses = new List<string>();
        if (dice.Percent(60)) clauses.Add("SET " + update.Several(update.Set));
        if (dice.Percent(30)) clauses.Add("REMOVE " + update.Remove());
        if (dice.Percent(30)) clauses.Add("ADD " + update.Add());
        if (dice.Percent(20)) clauses.Add("DELETE " + update.Delete());
        if (clauses.Count == 0) clauses.Add("SET " + update.Set());
        update.Text = string.Join(' ', clauses);
        return update;
    }

    public JsonObject Apply(JsonObject old)
    {
        var item = (JsonObject)old.DeepClone();
        foreach (var action in _actions) action(old, item);
        return item;
    }

    private string Several(Func<string> one) => string.Join(", ", Enumerable.Range(0, 1 + _dice.Below(2)).Select(_ => one()));

    private AnyPath Path()
    {
        string attribute = _free[_dice.Below(_free.Count)];
        _free.Remove(attribute);
        _touchedKeys.Add(attribute);
        return AnyPath.Of(_dice, _places, attribute);
    }

    private string Set()
    {
        var path = Path();
        var (text, value) = _dice.Below(6) switch { 0 => Sum(), 1 => Append(), 2 => Default(), 3 => Read(), _ => Literal(AnyValue.Of(_dice)) };
        _actions.Add((old, item) => Put(path, item, value(old)));
        return $"{path.Text} = {text}";
    }

    private (string, Func<JsonObject, JsonObject>) Literal(JsonObject value) => (_places.Value(value), _ => value);

    private (string, Func<JsonObject, JsonObject>) Read()
    {
        var path = AnyPath.Of(_dice, _places);
        return (path.Text, old => path.Find(old) ?? throw new UnfitException());
    }

    private (string, Func<JsonObject, JsonObject>) Default(JsonObject? otherwise = null)
    {
        var path = AnyPath.Of(_dice, _places);
        otherwise ??= AnyValue.Of(_dice);
        return ($"if_not_exists({path.Text}, {_places.Value(otherwise)})", old => path.Find(old) ?? otherwise);
    }

    private (string, Func<JsonObject, JsonObject>) Sum()
    {
        var (left, a) = _dice.Percent(50) ? Read() : Default(AnyValue.Number(_dice));
        var (right, b) = _dice.Percent(70) ? Literal(AnyValue.Number(_dice)) : Read();
        bool plus = _dice.Percent(50);
        return ($"{left} {(plus ? '+' : '-')} {right}", old => Add(a(old), b(old), plus));
    }

    private static JsonObject Add(JsonObject left, JsonObject right, bool plus)
    {
        if (Canon.Scalar(left, "N") is not { } a || Canon.Scalar(right, "N") is not { } b) throw new UnfitException();
        var sum = plus ? Canon.Value(a) + Canon.Value(b) : Canon.Value(a) - Canon.Value(b);
        return Canon.Digits(sum) > 38 ? throw new UnfitException() : AnyValue.N(Canon.Text(sum));
    }

    private (string, Func<JsonObject, JsonObject>) Append()
    {
        var (left, a) = _dice.Percent(50) ? Read() : Default(AnyValue.List(_dice, 2));
        var (right, b) = Literal(AnyValue.List(_dice, 2));
        return ($"list_append({left}, {right})", old => a(old)["L"] is JsonArray list
            ? new JsonObject { ["L"] = new JsonArray([.. list.Concat((JsonArray)b(old)["L"]!).Select(e => e!.DeepClone())]) }
            : throw new UnfitException());
    }

    private static void Put(AnyPath path, JsonObject item, JsonObject value)
    {
        switch (path.Parent(item))
        {
            case JsonArray list when path.Elements[^1] is int index && index < list.Count: list[index] = value.DeepClone(); break;
            case JsonArray list: list.Add((JsonNode)value.DeepClone()); break;
            case JsonObject map: map[(string)path.Elements[^1]] = value.DeepClone(); break;
            default: throw new UnfitException();
        }
    }

    private string Remove()
    {
        if (_dice.Percent(40))
        {
            string key = _dice.Pick("n", "g");
            _free.Remove(key);
            if (_touchedKeys.Add(key)) return RemoveOf(new AnyPath(_places.Name(key), [key]));
        }

        return RemoveOf(Path());
    }

    private string RemoveOf(AnyPath path)
    {
        _actions.Add((_, item) => Take(path, item));
        return path.Text;
    }

    private static void Take(AnyPath path, JsonObject item)
    {
        switch (path.Parent(item))
        {
            case JsonArray list when path.Elements[^1] is int index: if (index < list.Count) list.RemoveAt(index); break;
            case JsonObject map: map.Remove((string)path.Elements[^1]); break;
            default: throw new UnfitException();
        }
    }

    private string Add()
    {
        var path = Path();
        var value = _dice.Below(4) switch { 0 => AnyValue.Set(_dice, "SS", "a", "z"), 1 => AnyValue.Set(_dice, "NS", "1", "7"), _ => AnyValue.Number(_dice) };
        _actions.Add((old, item) => Put(path, item, path.Find(old) is not { } found ? value
            : value.ContainsKey("N") ? Add(found, value, plus: true) : Union(found, value)));
        return $"{path.Text} {_places.Value(value)}";
    }

    private static JsonObject Union(JsonObject found, JsonObject value)
    {
        string kind = value.Single().Key;
        if (found[kind] is not JsonArray set) throw new UnfitException();
        return new() { [kind] = new JsonArray([.. Texts(kind, set).Union(Texts(kind, (JsonArray)value[kind]!)).Select(e => (JsonNode)e)]) };
    }

    private static IEnumerable<string> Texts(string kind, JsonArray set) =>
        set.Select(e => e!.GetValue<string>()).Select(e => kind == "NS" ? Canon.Number(e) : e);

    private string Delete()
    {
        var path = Path();
        string kind = _dice.Percent(70) ? "SS" : "NS";
        var value = kind == "SS" ? AnyValue.Set(_dice, kind, "a", "b") : AnyValue.Set(_dice, kind, "1", "2");
        _actions.Add((old, item) =>
        {
            // unlike REMOVE, it does not mind a path that leads nowhere
            if (path.Find(old) is not { } found) return;
            if (found[kind] is not JsonArray set) throw new UnfitException();
            var left = Texts(kind, set).Except(Texts(kind, (JsonArray)value[kind]!)).ToList();
            if (left.Count == 0) Take(path, item);
            else Put(path, item, new() { [kind] = new JsonArray([.. left.Select(e => (JsonNode)e)]) });
        });
        return $"{path.Text} {_places.Value(value)}";
    }
}
