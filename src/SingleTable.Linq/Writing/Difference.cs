using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using SingleTable.Linq.Execution;
using SingleTable.Linq.Materialization;
using SingleTable.Linq.Model;
using SingleTable.Linq.Translation;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Writing;

/// <summary>
/// The smallest update that makes one value of an entity another. Inside of maps only what differs is named, so that attributes that the model does not know stay.
/// </summary>
internal sealed class Difference
{
    private readonly List<UpdateChange> _changes = [];

    private Difference(object after) => After = after;

    /// <summary>The entity as it shall be.</summary>
    public object After { get; }

    public IReadOnlyList<UpdateChange> Changes => _changes;

    /// <param name="scope">The scope.</param>
    /// <param name="target">The item, with the values that were read.</param>
    /// <param name="source">The entity that it shall be.</param>
    /// <param name="isMove">Whether its key may differ.</param>
    public static Difference Of(ExecutionScope scope, BoundTarget target, object source, bool isMove = false)
    {
        var entity = target.Entity;
        if (EntityValues.TypeOf(entity.Hierarchy, source) != entity)
        {
            throw WriteErrors.OtherConcrete(entity, source.GetType());
        }

        var (before, after) = (target.Values, EntityValues.Read(scope, entity, source));
        var difference = new Difference(source);
        foreach (var property in entity.Properties.Where(p => !p.IsTenant))
        {
            var count = difference._changes.Count;
            difference.Add(new AttributeOperand(property), before[property.Index], after[property.Index]);
            if (difference._changes.Count == count)
            {
                continue;
            }

            if (property.IsKey && !isMove)
            {
                throw WriteErrors.KeyProperty(entity, property);
            }

            if (property.IsSealed)
            {
                throw WriteErrors.Sealed(entity, property);
            }

            if (after[property.Index] is null && !property.IsNullable)
            {
                throw WriteErrors.NotNullable(entity, new AttributeOperand(property));
            }
        }

        return difference;
    }

    private void Add(AttributeOperand path, object? before, object? after)
    {
        var mapping = path.Mapping;
        switch (IsAbsent(mapping, before), IsAbsent(mapping, after))
        {
            case (true, true):
                break;
            case (_, true):
                _changes.Add(new UpdateChange(UpdateKind.Remove, path, null));
                break;
            case (true, _):
                _changes.Add(new UpdateChange(UpdateKind.Set, path, after));
                break;
            default:
                AddChanged(path, before!, after!);
                break;
        }
    }

    private void AddChanged(AttributeOperand path, object before, object after)
    {
        switch (path.Mapping)
        {
            case IObjectMapping map:
                foreach (var member in map.Members)
                {
                    Add(Step(path, new PathStep(member.Member.Name, member.AttributeName, 0), member.Mapping), PathValues.Get(member.Member, before), PathValues.Get(member.Member, after));
                }

                break;
            case IDictionaryMapping map when before is IDictionary old && after is IDictionary current:
                AddEntries(path, map, old, current);
                break;
            case ISetMapping set when path.IsWholeProperty:
                AddElements(path, set, [.. ((IEnumerable)before).Cast<object>()], [.. ((IEnumerable)after).Cast<object>()]);
                break;
            case IListMapping list:
                AddElements(path, list, after, [.. ((IEnumerable)before).Cast<object?>()], [.. ((IEnumerable)after).Cast<object?>()]);
                break;
            default:
                if (Text(path.Mapping, before) != Text(path.Mapping, after))
                {
                    _changes.Add(new UpdateChange(UpdateKind.Set, path, after));
                }

                break;
        }
    }

    private void AddEntries(AttributeOperand path, IDictionaryMapping map, IDictionary before, IDictionary after)
    {
        foreach (var key in before.Keys.Cast<object>().Union(after.Keys.Cast<object>()))
        {
            var name = map.KeyText(key);
            var (had, has) = (before.Contains(key), after.Contains(key));
            var entry = Step(path, new PathStep(name, name, 0), map.Value);
            if (had && has && before[key] is { } old && after[key] is { } current)
            {
                Add(entry, old, current);
            }
            else if (had != has || before[key] is null != after[key] is null)
            {
                // An entry that holds null is there; one that is not there is none.
                _changes.Add(new UpdateChange(has ? UpdateKind.Set : UpdateKind.Remove, entry, has ? after[key] : null));
            }
        }
    }

    private void AddElements(AttributeOperand path, ISetMapping set, List<object> before, List<object> after)
    {
        // By what is stored: arrays of bytes are equal to none but themselves.
        List<object> added = [.. after.ExceptBy(before.Select(e => Text(set.Element, e)), e => Text(set.Element, e))];
        List<object> removed = [.. before.ExceptBy(after.Select(e => Text(set.Element, e)), e => Text(set.Element, e))];
        if (added.Count > 0 && removed.Count > 0)
        {
            _changes.Add(new UpdateChange(UpdateKind.Set, path, set.SetOf(Array(set.Element.ClrType, after))));
        }
        else if (added.Count + removed.Count > 0)
        {
            var kind = added.Count > 0 ? UpdateKind.AddToSet : UpdateKind.RemoveFromSet;
            _changes.Add(new UpdateChange(kind, path, set.SetOf(Array(set.Element.ClrType, added.Count > 0 ? added : removed))));
        }
    }

    // A removed element would move those behind it.
    private void AddElements(AttributeOperand path, IListMapping list, object after, List<object?> old, List<object?> current)
    {
        if (old.Count != current.Count || old.Concat(current).Any(e => IsAbsent(list.Element, e)))
        {
            if (old.Count != current.Count || !old.Zip(current).All(p => Text(list.Element, p.First) == Text(list.Element, p.Second)))
            {
                _changes.Add(new UpdateChange(UpdateKind.Set, path, after));
            }

            return;
        }

        for (var i = 0; i < current.Count; i++)
        {
            Add(Step(path, new PathStep(null, "", i), list.Element), old[i], current[i]);
        }
    }

    private static bool IsAbsent(AttributeMapping mapping, object? value) => value is null || mapping.IsEmptySet(value);

    private static AttributeOperand Step(AttributeOperand path, PathStep step, AttributeMapping mapping) => new(path.Property, path.Steps.Add(step), mapping);

    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "The elements came out of a set, which has an array of them inside.")]
    private static Array Array(Type element, List<object> values)
    {
        var array = System.Array.CreateInstance(element, values.Count);
        ((IList)values).CopyTo(array, 0);
        return array;
    }

    private static string Text(AttributeMapping mapping, object? value)
    {
        if (value is null)
        {
            return "";
        }

        using var writer = DynamoJsonWriter.Rent();
        mapping.WriteBoxed(writer, value);
        return Encoding.UTF8.GetString(writer.Written);
    }
}
