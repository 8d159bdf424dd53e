using SingleTable.Linq.InMemory.Protocol;
using SingleTable.Linq.InMemory.Values;

namespace SingleTable.Linq.InMemory.Expressions;

/// <summary>Applies update actions. Every action reads the item as it was before the first one.</summary>
internal static class Updater
{
    public static MapValue Apply(UpdateAction[] actions, MapValue before)
    {
        // list positions are meant as in the item before: removals, which shift, come last and from behind
        MapValue item = before;
        foreach (var action in actions)
        {
            item = action switch
            {
                SetAction a => Write(item, a.Path, Evaluate(a.Value, before)),
                AddAction a => Write(item, a.Path, Add(a.Path.Read(before), a.Value)),
                DeleteAction a => Delete(item, a, before),
                _ => item,
            };
        }
        foreach (var action in actions.OfType<RemoveAction>().OrderByDescending(a => a.Path, PathOrder)) item = Remove(item, action.Path);
        return item;
    }

    private static readonly Comparer<DocumentPath> PathOrder = Comparer<DocumentPath>.Create((one, two) =>
        one.Steps.Zip(two.Steps, (a, b) => a.Index.CompareTo(b.Index) is var order and not 0 ? order : string.CompareOrdinal(a.Name, b.Name))
            .FirstOrDefault(order => order != 0));

    private static DynamoValue Evaluate(Operand operand, MapValue item)
    {
        switch (operand)
        {
            case ValueOperand o:
                return o.Value;
            case PathOperand o:
                return o.Path.Read(item) ?? throw Errors.Validation(
                    "The provided expression refers to an attribute that does not exist in the item");
            case IfNotExistsOperand o:
                return o.Path.Read(item) ?? Evaluate(o.Otherwise, item);
            case ListAppendOperand o:
                return Evaluate(o.First, item) is ListValue first && Evaluate(o.Second, item) is ListValue second
                    ? new ListValue([.. first.Elements, .. second.Elements])
                    : throw WrongType();
            case ArithmeticOperand o:
                return Evaluate(o.Left, item) is NumberValue left && Evaluate(o.Right, item) is NumberValue right
                    ? new NumberValue(o.Plus ? left.Number + right.Number : left.Number - right.Number)
                    : throw WrongType();
            default:
                throw new InvalidOperationException("Not an operand of an update");
        }
    }

    public static DynamoValue Add(DynamoValue? current, DynamoValue value) => (current, value) switch
    {
        (null, _) => value,
        (NumberValue c, NumberValue v) => new NumberValue(c.Number + v.Number),
        (SetValue c, SetValue v) when c.Kind == v.Kind => c.Union(v),
        _ => throw WrongType(),
    };

    private static MapValue Delete(MapValue item, DeleteAction action, MapValue before)
    {
        if (action.Path.Read(before) is not { } current) return item;
        if (current is not SetValue set || set.Kind != action.Value.Kind) throw WrongType();
        return set.Except(action.Value) is { } left ? Write(item, action.Path, left) : Remove(item, action.Path);
    }

    private static MapValue Write(MapValue item, DocumentPath path, DynamoValue value) =>
        path.Steps.Length + value.Nesting > DynamoValue.DeepestNesting ? throw Errors.NestedTooDeep() : (MapValue)Replace(item, path, 0, value)!;

    private static MapValue Remove(MapValue item, DocumentPath path) => (MapValue)Replace(item, path, 0, null)!;

    // rebuilds the containers along the path around the new value; a null value removes
    private static DynamoValue? Replace(DynamoValue? container, DocumentPath path, int depth, DynamoValue? value)
    {
        if (depth == path.Steps.Length) return value;
        var step = path.Steps[depth];
        bool last = depth == path.Steps.Length - 1;
        switch (container)
        {
            case MapValue map when step.Name is { } name:
                if (!last && map.Get(name) is null) throw BadPath();
                var member = Replace(map.Get(name), path, depth + 1, value);
                return member is null ? map.Without(name) : map.With(name, member);
            case ListValue list when step.Name is null:
                bool inside = step.Index < list.Elements.Length;
                if (!last && !inside) throw BadPath();
                if (last && value is null)
                    return inside ? new ListValue([.. list.Elements[..step.Index], .. list.Elements[(step.Index + 1)..]]) : list;
                // an index behind the end appends
                if (!inside) return new ListValue([.. list.Elements, value!]);
                var elements = (DynamoValue[])list.Elements.Clone();
                elements[step.Index] = Replace(elements[step.Index], path, depth + 1, value)!;
                return new ListValue(elements);
            default:
                throw BadPath();
        }
    }

    private static ServiceException BadPath() => Errors.Validation("The document path provided in the update expression is invalid for update");

    private static ServiceException WrongType() => Errors.Validation("An operand in the update expression has an incorrect data type");
}
