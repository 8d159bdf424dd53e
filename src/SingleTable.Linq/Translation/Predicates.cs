using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using SingleTable.Linq.Materialization;
using SingleTable.Linq.Model;
using SingleTable.Linq.Querying;

namespace SingleTable.Linq.Translation;

internal enum Comparison
{
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// <summary>What a query asks of an item, in the terms of DynamoDB's condition expressions. Immutable; values are slots.</summary>
internal abstract record Predicate;

internal sealed record ConstantPredicate(bool Value) : Predicate
{
    public static readonly ConstantPredicate True = new(true);
    public static readonly ConstantPredicate False = new(false);
}

internal sealed record AndPredicate(ImmutableArray<Predicate> Terms) : Predicate;

internal sealed record OrPredicate(ImmutableArray<Predicate> Terms) : Predicate;

internal sealed record NotPredicate(Predicate Term) : Predicate;

internal sealed record ComparePredicate(Operand Left, Comparison Comparison, Operand Right) : Predicate;

internal sealed record InPredicate(AttributeOperand Item, ListOperand List) : Predicate;

internal sealed record StartsWithPredicate(AttributeOperand Item, ValueOperand Prefix) : Predicate;

/// <summary>A substring of a string, or an element of a set or list.</summary>
internal sealed record ContainsPredicate(AttributeOperand Container, Operand Item) : Predicate;

/// <summary>Whether the attribute is absent or NULL.</summary>
internal sealed record IsNullPredicate(AttributeOperand Item) : Predicate;

/// <summary>Not yet expired: the table's time-to-live attribute is absent or later than now.</summary>
internal sealed record NotExpiredPredicate(string Attribute) : Predicate;

/// <summary>A text attribute is absent or holds another text: an operation has not left its mark yet.</summary>
internal sealed record NotMarkedPredicate(string Attribute, string Mark) : Predicate;

/// <summary>That the item is on an index: it has the attribute of its key.</summary>
internal sealed record OnIndexPredicate(string Index, string Attribute) : Predicate;

/// <summary>Each of these attributes is stored as it was read, known to the model or not: its JSON, or null where there was none.</summary>
internal sealed record UnchangedPredicate(ImmutableArray<(string Attribute, byte[]? Json)> Attributes) : Predicate;

/// <summary>The type attribute has the value of one of these entities in the scope: concrete ones of one hierarchy, each once.</summary>
internal sealed record IsTypePredicate(ImmutableArray<EntityModel> Types) : Predicate
{
    public static Predicate Of(IEnumerable<EntityModel> types) =>
        types.ToImmutableArray() is { IsEmpty: false } some ? new IsTypePredicate(some) : ConstantPredicate.False;
}

internal abstract record Operand;

/// <summary>A stored property, a member of a nested object, an element of a list, or an entry of a dictionary.</summary>
internal sealed record AttributeOperand(PropertyModel Property, ImmutableArray<PathStep> Steps, AttributeMapping Mapping) : Operand
{
    private static readonly ConditionalWeakTable<PropertyModel, AttributeOperand> s_whole = [];

    public AttributeOperand(PropertyModel property)
        : this(property, [], property.Mapping)
    {
    }

    /// <summary>The whole property; of each the same object.</summary>
    public static AttributeOperand Of(PropertyModel property) => s_whole.GetValue(property, static p => new AttributeOperand(p));

    public bool IsWholeProperty => Steps.IsEmpty;

    /// <summary>The path as C# writes it, for messages and canonical lines.</summary>
    public override string ToString() => Property.Name + string.Concat(Steps);
}

/// <summary>One step into an attribute: a named member, or an index.</summary>
internal sealed record PathStep(string? Name, string AttributeName, int Index)
{
    public override string ToString() => Name is null ? $"[{Index}]" : $".{Name}";
}

/// <summary>The size of an attribute: characters (UTF-8 bytes) of a string, elements of a collection.</summary>
internal sealed record SizeOperand(AttributeOperand Item) : Operand;

internal sealed record ValueOperand(ValueSource Source, AttributeMapping Mapping) : Operand;

internal sealed record ListOperand(ValueSource Source, AttributeMapping ElementMapping) : Operand;

/// <summary>Makes predicates with the constants folded and nested ANDs and ORs made flat.</summary>
internal static class Predicates
{
    public static Predicate And(params ReadOnlySpan<Predicate> terms)
    {
        var flat = ImmutableArray.CreateBuilder<Predicate>();
        foreach (var term in terms)
        {
            switch (term)
            {
                case ConstantPredicate { Value: true }:
                    break;
                case ConstantPredicate:
                    return ConstantPredicate.False;
                case AndPredicate and:
                    flat.AddRange(and.Terms);
                    break;
                default:
                    flat.Add(term);
                    break;
            }
        }

        if (!MergeTypes(flat, (a, b) => a.Intersect(b)))
        {
            return ConstantPredicate.False;
        }

        return flat.Count switch { 0 => ConstantPredicate.True, 1 => flat[0], _ => new AndPredicate(flat.ToImmutable()) };
    }

    public static Predicate Or(params ReadOnlySpan<Predicate> terms)
    {
        var flat = ImmutableArray.CreateBuilder<Predicate>();
        foreach (var term in terms)
        {
            switch (term)
            {
                case ConstantPredicate { Value: false }:
                    break;
                case ConstantPredicate:
                    return ConstantPredicate.True;
                case OrPredicate or:
                    flat.AddRange(or.Terms);
                    break;
                default:
                    flat.Add(term);
                    break;
            }
        }

        MergeTypes(flat, (a, b) => a.Union(b));
        return flat.Count switch { 0 => ConstantPredicate.False, 1 => flat[0], _ => new OrPredicate(flat.ToImmutable()) };
    }

    public static Predicate Not(Predicate term) => term switch
    {
        ConstantPredicate constant => constant.Value ? ConstantPredicate.False : ConstantPredicate.True,
        NotPredicate not => not.Term,
        _ => new NotPredicate(term),
    };

    // Several tests of the type, side by side, are one. Types of different hierarchies are in one condition only where they are alternatives.
    private static bool MergeTypes(
        ImmutableArray<Predicate>.Builder terms, Func<IEnumerable<EntityModel>, IEnumerable<EntityModel>, IEnumerable<EntityModel>> merge)
    {
        for (var i = 0; i < terms.Count; i++)
        {
            for (var j = terms.Count - 1; j > i && terms[i] is IsTypePredicate one; j--)
            {
                if (terms[j] is IsTypePredicate other && one.Types[0].Hierarchy == other.Types[0].Hierarchy)
                {
                    terms[i] = IsTypePredicate.Of(merge(one.Types, other.Types));
                    terms.RemoveAt(j);
                }
            }

            if (terms[i] is ConstantPredicate)
            {
                return false;
            }
        }

        return true;
    }

    public static ImmutableArray<Predicate> Conjuncts(Predicate predicate) => predicate switch
    {
        ConstantPredicate { Value: true } => [],
        AndPredicate and => and.Terms,
        _ => [predicate],
    };
}
