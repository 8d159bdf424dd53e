using System.Collections;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using SingleTable.Linq.Diagnostics;

namespace SingleTable.Linq.Materialization;

/// <summary>Finds the mapping of one type and of everything that it contains. Types may contain each other.</summary>
internal sealed class MappingBuilder(
    Dictionary<Type, AttributeMapping> known, EnumStorage enums, Func<string, string> naming)
{
    private const string Remedy = "Use a type that is supported, give the property a HasConversion(…), or leave it out with Ignore(…).";

    private const string NeedsCode = "this collection of an enum needs code that is generated at run time, which is not possible here. Use a list";

    private static readonly HashSet<Type> s_listTypes =
    [
        typeof(List<>), typeof(IList<>), typeof(ICollection<>), typeof(IEnumerable<>), typeof(IReadOnlyList<>), typeof(IReadOnlyCollection<>),
    ];

    private static readonly HashSet<Type> s_setTypes = [typeof(HashSet<>), typeof(SortedSet<>), typeof(ISet<>), typeof(IReadOnlySet<>)];
    private static readonly HashSet<Type> s_mapTypes = [typeof(Dictionary<,>), typeof(IDictionary<,>), typeof(IReadOnlyDictionary<,>)];

    private readonly Dictionary<Type, AttributeMapping> _made = [];

    public IReadOnlyDictionary<Type, AttributeMapping> Made => _made;

    /// <summary>The first thing that is in the way.</summary>
    public string? Problem { get; private set; }

    public AttributeMapping? Build(Type type)
    {
        if (known.TryGetValue(type, out var mapping) || _made.TryGetValue(type, out mapping)) return mapping;
        mapping = Make(type);
        if (mapping is not null) _made[type] = mapping;
        return mapping;
    }

    private AttributeMapping? Make(Type type)
    {
        if (ScalarMappings.TryGet(type, enums) is { } scalar) return scalar;
        if (Nullable.GetUnderlyingType(type) is { } underlying)
            return Build(underlying) is { } inner ? Composites.Nullable(type, underlying, inner) : null;
        if (type.IsSZArray && type.GetElementType() is { } elements)
            return Build(elements) is { } element ? Composites.Array(type, elements, element) : null;
        return type.IsGenericType && MakeGeneric(type, type.GetGenericTypeDefinition(), type.GetGenericArguments()) is { } generic
            ? generic
            : Problem is null ? MakeObject(type) : null;
    }

    private AttributeMapping? MakeGeneric(Type type, Type definition, Type[] arguments)
    {
        if (s_listTypes.Contains(definition)) return Build(arguments[0]) is { } item ? Composites.List(type, arguments[0], item) : null;
        if (definition == typeof(ImmutableArray<>))
        {
            if (Build(arguments[0]) is not { } member) return null;
            return Composites.ImmutableArray(arguments[0], member) ?? Refuse(type, NeedsCode);
        }

        if (s_setTypes.Contains(definition))
        {
            if (Build(arguments[0]) is not { } element) return null;
            return element is IScalarMapping scalar
                ? Composites.Set(type, arguments[0], scalar) ?? Refuse(type, NeedsCode)
                : Refuse(type, "DynamoDB has sets of text, numbers and binary only. Use a list");
        }

        if (!s_mapTypes.Contains(definition)) return null;
        if (Build(arguments[0]) is not { } key || Build(arguments[1]) is not { } value) return null;
        return key is IScalarMapping name && key.Kind != AttributeKind.B
            ? Composites.Map(type, arguments[0], arguments[1], name, value)
            : Refuse(type, "the names in a DynamoDB map are text. Use keys that are text, numbers, enums or Guids");
    }

    private AttributeMapping? MakeObject(Type type)
    {
        if (WhyNoObject(type) is { } reason) return Refuse(type, reason);
        var mapping = Composites.Object(type);
        _made[type] = mapping;
        var members = new List<ColumnSpec>();
        foreach (var property in MembersOf(type))
        {
            if (Build(property.PropertyType) is not { } member)
            {
                Problem = $"{type.Name}.{property.Name}: {Problem}";
                return null;
            }

            members.Add(new ColumnSpec(naming(property.Name), property, member));
        }

        if (members.Count == 0) return Refuse(type, "it has no properties that could be stored");
        if (members.GroupBy(m => m.AttributeName, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
            return Refuse(type, $"two of its properties would be stored as '{twice.Key}'");
        if (Construction.Of(type, members).Problems is [var problem, ..]) return Refuse(type, problem.TrimEnd('.'));
        ((IUnfinishedObjectMapping)mapping).Finish(members);
        return mapping;
    }

    // What is computed from other members is neither stored nor read.
    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = Kept.Justification)]
    private static IEnumerable<PropertyInfo> MembersOf(Type type) =>
        type.GetProperties(BindingFlags.Instance | BindingFlags.Public)
            .Where(p => p.GetMethod is { IsPublic: true } && p.GetIndexParameters().Length == 0)
            .Where(p => Construction.SetterOf(p) is not null || Construction.IsConstructorBound(type, p));

    private static string? WhyNoObject(Type type)
    {
        if (type == typeof(object)) return "nothing says what it holds";
        if (typeof(Delegate).IsAssignableFrom(type)) return "code cannot be stored";
        if (type.IsPointer || type.IsByRefLike || type.IsPrimitive) return "it means nothing outside of this process";
        if (type.IsInterface || type.IsAbstract) return "nothing says which type to create. Use a concrete type";
        return typeof(IEnumerable).IsAssignableFrom(type) ? "this collection is not known. Use List, HashSet, Dictionary or an array" : null;
    }

    private AttributeMapping? Refuse(Type type, string reason)
    {
        Problem ??= $"{TypeText.Of(type)} cannot be stored: {reason}. {Remedy}";
        return null;
    }
}
