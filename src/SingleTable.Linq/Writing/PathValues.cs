using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using SingleTable.Linq.Materialization;
using SingleTable.Linq.Translation;

namespace SingleTable.Linq.Writing;

/// <summary>Finds what lies at a path of values in memory.</summary>
internal static class PathValues
{
    /// <returns>Null also when a part of the path is absent.</returns>
    public static object? At(AttributeOperand path, object? value)
    {
        var mapping = path.Property.Mapping;
        foreach (var step in path.Steps)
        {
            if (value is not { } parent)
            {
                return null;
            }

            (value, mapping) = mapping switch
            {
                IObjectMapping nested when nested.Members.First(m => m.AttributeName == step.AttributeName) is var member =>
                    (Get(member.Member, parent), member.Mapping),
                IDictionaryMapping dictionary => (Entry(dictionary, (IEnumerable)parent, step.AttributeName), dictionary.Value),
                IListMapping list => (((IEnumerable)parent).Cast<object?>().ElementAtOrDefault(step.Index), list.Element),
                _ => throw new System.Diagnostics.UnreachableException($"{path} leads into {mapping.Kind}."),
            };
        }

        return value;
    }

    public static object? Get(MemberInfo member, object target) =>
        member is PropertyInfo property ? property.GetValue(target) : ((FieldInfo)member).GetValue(target);

    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "The properties of KeyValuePair are kept.")]
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicProperties, typeof(KeyValuePair<,>))]
    private static object? Entry(IDictionaryMapping mapping, IEnumerable dictionary, string name)
    {
        foreach (var entry in dictionary)
        {
            var type = entry.GetType();
            if (mapping.KeyText(type.GetProperty("Key")!.GetValue(entry)!) == name)
            {
                return type.GetProperty("Value")!.GetValue(entry);
            }
        }

        return null;
    }
}
