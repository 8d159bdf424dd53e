using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace SingleTable.Linq.Materialization;

/// <summary>How a type is built from its columns: which constructor takes which of them, and which are set afterwards.</summary>
/// <param name="Constructor">None for a struct that is made from zeros.</param>
/// <param name="Parameters">The column of each parameter, or -1.</param>
/// <param name="Settable">The columns that are set afterwards.</param>
/// <param name="Problems">What keeps the type from being built.</param>
internal sealed record Construction(
    ConstructorInfo? Constructor, IReadOnlyList<int> Parameters, IReadOnlyList<int> Settable, IReadOnlyList<string> Problems)
{
    private const BindingFlags Instance = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    public static Construction Of(Type type, IReadOnlyList<ColumnSpec> columns)
    {
        var problems = new List<string>();
        var constructor = Choose(type, columns);
        if (type.IsAbstract)
            problems.Add($"{type.Name} is abstract or an interface, so no item can be read as one. Declare its concrete types.");
        else if (constructor is null && !type.IsValueType)
            problems.Add($"{type.Name} has no constructor that could be called. Give it a public one, or a private one without parameters.");

        var parameters = new List<int>();
        foreach (var parameter in constructor?.GetParameters() ?? [])
        {
            var column = IndexOf(columns, parameter);
            parameters.Add(column);
            if (column < 0 && !HasProperty(type, parameter) && !parameter.HasDefaultValue)
            {
                problems.Add(
                    $"The parameter '{parameter.Name}' of the constructor of {type.Name} has no property of that name and type. "
                    + "Name it after a property, or add a constructor without it.");
            }
        }

        var settable = new List<int>();
        for (var i = 0; i < columns.Count; i++)
        {
            if (parameters.Contains(i)) continue;
            if (SetterOf(columns[i].Member) is not null)
            {
                settable.Add(i);
                continue;
            }

            problems.Add(
                $"{type.Name}.{columns[i].Member.Name} can be written, but not read back: it has neither a setter nor a constructor parameter of its type. "
                + "Give it one, or leave the property out.");
        }

        return new Construction(constructor, parameters, settable, problems);
    }

    /// <summary>The member through which a value is set: the property as its declaring type has it, where private setters show.</summary>
    public static MemberInfo? SetterOf(MemberInfo member) => member switch
    {
        FieldInfo { IsInitOnly: false } field => field,
        PropertyInfo { CanWrite: true } property => property,
        PropertyInfo property when DeclaredProperty(property) is { CanWrite: true } declared => declared,
        _ => null,
    };

    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = Kept.Justification)]
    public static bool IsConstructorBound(Type type, PropertyInfo property) =>
        type.GetConstructors().Any(c => c.GetParameters().Any(p => Matches(p, property.Name, property.PropertyType)));

    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = Kept.Justification)]
    private static PropertyInfo? DeclaredProperty(PropertyInfo property) =>
        property.DeclaringType?.GetProperty(property.Name, Instance | BindingFlags.DeclaredOnly, null, property.PropertyType, [], null);

    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = Kept.Justification)]
    private static ConstructorInfo? Choose(Type type, IReadOnlyList<ColumnSpec> columns)
    {
        var constructors = type.GetConstructors();
        if (constructors is [var only])
        {
            return only;
        }

        ConstructorInfo? best = null;
        foreach (var constructor in constructors)
        {
            if (best is null || Compare(constructor, best) < 0) best = constructor;
        }

        return best ?? type.GetConstructor(Instance, []);

        int Compare(ConstructorInfo x, ConstructorInfo y)
        {
            var (ofX, ofY) = (x.GetParameters(), y.GetParameters());
            var difference = Asks(ofX).CompareTo(Asks(ofY));
            if (difference == 0) difference = Known(ofY).CompareTo(Known(ofX));
            return difference == 0 ? ofX.Length.CompareTo(ofY.Length) : difference;
        }

        // For what no property could be.
        bool Asks(ParameterInfo[] parameters) =>
            Array.Exists(parameters, p => IndexOf(columns, p) < 0 && !p.HasDefaultValue && !HasProperty(type, p));

        int Known(ParameterInfo[] parameters) => parameters.Count(p => IndexOf(columns, p) >= 0);
    }

    private static int IndexOf(IReadOnlyList<ColumnSpec> columns, ParameterInfo parameter)
    {
        for (var i = 0; i < columns.Count; i++)
        {
            var member = columns[i].Member;
            if (Matches(parameter, member.Name, member is FieldInfo field ? field.FieldType : ((PropertyInfo)member).PropertyType)) return i;
        }

        return -1;
    }

    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = Kept.Justification)]
    private static bool HasProperty(Type type, ParameterInfo parameter) =>
        type.GetProperties().Any(p => Matches(parameter, p.Name, p.PropertyType));

    private static bool Matches(ParameterInfo parameter, string name, Type type) =>
        string.Equals(parameter.Name, name, StringComparison.OrdinalIgnoreCase) && parameter.ParameterType.IsAssignableFrom(type);
}
