using System.Collections.Immutable;
using SingleTable.Linq.Model;
using SingleTable.Linq.Querying;
using SingleTable.Linq.Translation;

namespace SingleTable.Linq.Planning;

/// <summary>
/// One conjunct of a predicate that a key may take over: a property compared with a value. It fits a slot when the value has the property's own
/// type, so that it can stand in the text of a key; a sort key of numbers takes any number.
/// </summary>
internal sealed record KeyConstraint(
    int Conjunct, PropertyModel Property, Comparison Comparison, ValueSource Value, bool IsPrefix, bool FitsSlot = true)
{
    public bool IsEquality => !IsPrefix && Comparison == Comparison.Equal;
    public bool IsLower => !IsPrefix && Comparison is Comparison.Greater or Comparison.GreaterOrEqual;
    public bool IsUpper => !IsPrefix && Comparison is Comparison.Less or Comparison.LessOrEqual;
    public bool IsInclusive => Comparison is Comparison.GreaterOrEqual or Comparison.LessOrEqual;
}

/// <summary>The conjuncts of a predicate, and which of them a key could take over.</summary>
internal sealed class KeyConstraints
{
    private readonly List<KeyConstraint> _constraints = [];
    private readonly List<KeyConstraint> _lists = [];
    private readonly HashSet<PropertyModel> _notNull = [];

    public KeyConstraints(Predicate where)
    {
        Conjuncts = Predicates.Conjuncts(where);
        for (var i = 0; i < Conjuncts.Length; i++)
        {
            switch (Conjuncts[i])
            {
                case ComparePredicate { Left: AttributeOperand { IsWholeProperty: true } attribute, Right: ValueOperand value } compare
                    when compare.Comparison != Comparison.NotEqual:
                    _constraints.Add(Fit(i, attribute.Property, compare.Comparison, value.Source));
                    break;
                // A flag that is not set is false, also where it is a slot.
                case NotPredicate
                {
                    Term: ComparePredicate
                    {
                        Left: AttributeOperand { IsWholeProperty: true, Property.IsNullable: false } flag, Comparison: Comparison.Equal,
                        Right: ValueOperand { Source: ConstantSource { IsTrue: true } },
                    },
                }:
                    _constraints.Add(Fit(i, flag.Property, Comparison.Equal, new ConstantSource(false, typeof(bool))));
                    break;
                case InPredicate or OrPredicate when Alternatives(i, Conjuncts[i]) is { } list:
                    _lists.Add(list);
                    break;
                case NotPredicate { Term: IsNullPredicate { Item: AttributeOperand { IsWholeProperty: true } item } }:
                    _notNull.Add(item.Property);
                    break;
                case StartsWithPredicate { Item.IsWholeProperty: true } prefix:
                    _constraints.Add(new KeyConstraint(i, prefix.Item.Property, Comparison.Equal, prefix.Prefix.Source, IsPrefix: true));
                    break;
            }
        }
    }

    public ImmutableArray<Predicate> Conjuncts { get; }

    public KeyConstraint? Equality(PropertyModel property, bool inSlot = true) =>
        _constraints.FirstOrDefault(c => c.Property == property && c.IsEquality && (c.FitsSlot || !inSlot));

    /// <summary>The property is one of several values.</summary>
    public KeyConstraint? List(PropertyModel property) => _lists.FirstOrDefault(c => c.Property == property);

    public IEnumerable<KeyConstraint> Lowers(PropertyModel property, bool inSlot = true) => Of(property, inSlot).Where(c => c.IsLower);

    public IEnumerable<KeyConstraint> Uppers(PropertyModel property, bool inSlot = true) => Of(property, inSlot).Where(c => c.IsUpper);

    public IEnumerable<KeyConstraint> Prefixes(PropertyModel property) => Of(property, inSlot: true).Where(c => c.IsPrefix);

    /// <summary>All that is said of the property, but for lists.</summary>
    /// <param name="property">The property.</param>
    /// <param name="inSlot">Only what can stand in the text of a key.</param>
    public IEnumerable<KeyConstraint> Of(PropertyModel property, bool inSlot) =>
        _constraints.Where(c => c.Property == property && (c.FitsSlot || !inSlot));

    /// <summary>Whether the predicate excludes null.</summary>
    public bool Constrains(PropertyModel property) => _notNull.Contains(property) || _constraints.Concat(_lists).Any(c => c.Property == property);

    // x.P == a || x.P == b is x.P in (a, b).
    private static KeyConstraint? Alternatives(int conjunct, Predicate predicate)
    {
        var terms = (predicate as OrPredicate)?.Terms ?? [predicate];
        List<KeyConstraint> each = [.. terms.Select(term => term switch
        {
            InPredicate { Item.IsWholeProperty: true } isIn => FitList(conjunct, isIn),
            ComparePredicate { Left: AttributeOperand { IsWholeProperty: true } attribute, Comparison: Comparison.Equal, Right: ValueOperand value } =>
                Fit(conjunct, attribute.Property, Comparison.Equal, value.Source),
            _ => null,
        }).OfType<KeyConstraint>()];
        if (each.Count < terms.Length || each.Exists(c => c.Property != each[0].Property || !c.FitsSlot))
        {
            return null;
        }

        return each is [var only] && predicate is InPredicate ? only
            : each[0] with { Value = new AlternativesSource([.. each.Zip(terms, (c, term) => (c.Value, term is InPredicate))]) };
    }

    private static KeyConstraint FitList(int conjunct, InPredicate isIn)
    {
        var (property, source) = (isIn.Item.Property, isIn.List.Source);
        var (target, given) = (ValueFitting.Plain(property.ClrType), ValueFitting.Plain(isIn.List.ElementMapping.ClrType));
        var list = new KeyConstraint(conjunct, property, Comparison.Equal, source, IsPrefix: false);
        return given == target || !ValueFitting.IsNumber(target) ? list
            : ValueFitting.IsInteger(given) ? list with { Value = new ConvertedListSource(source, target) }
            : list with { FitsSlot = false };
    }

    // A key holds values in the property's own type: a long that is compared with an int slot becomes an int. A fraction would be rounded, and then
    // the range would be another one.
    private static KeyConstraint Fit(int conjunct, PropertyModel property, Comparison comparison, ValueSource source)
    {
        var (target, given) = (ValueFitting.Plain(property.ClrType), ValueFitting.Plain(source.Type));
        if (given == target || !ValueFitting.IsNumber(target))
        {
            return new KeyConstraint(conjunct, property, comparison, source, IsPrefix: false);
        }

        return ValueFitting.IsInteger(given)
            ? new KeyConstraint(conjunct, property, comparison, new ConvertedSource(source, target), IsPrefix: false)
            : new KeyConstraint(conjunct, property, comparison, source, IsPrefix: false, FitsSlot: false);
    }
}
