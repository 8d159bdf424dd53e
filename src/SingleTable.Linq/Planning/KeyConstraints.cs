using System.Collections.Immutable;
using SingleTable.Linq.Model;
using SingleTable.Linq.Querying;
using SingleTable.Linq.Translation;

namespace SingleTable.Linq.Planning;

/// <summary>One conjunct of a predicate that a key may take over: a property compared with a value.</summary>
internal sealed record KeyConstraint(int Conjunct, PropertyModel Property, Comparison Comparison, ValueSource Value, bool IsPrefix)
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

    public KeyConstraints(Predicate where)
    {
        Conjuncts = Predicates.Conjuncts(where);
        for (var i = 0; i < Conjuncts.Length; i++)
        {
            switch (Conjuncts[i])
            {
                case ComparePredicate { Left: AttributeOperand { IsWholeProperty: true } attribute, Right: ValueOperand value } compare
                    when compare.Comparison != Comparison.NotEqual:
                    _constraints.Add(new KeyConstraint(i, attribute.Property, compare.Comparison, Fit(value.Source, attribute.Property), IsPrefix: false));
                    break;
                case StartsWithPredicate { Item.IsWholeProperty: true } prefix:
                    _constraints.Add(new KeyConstraint(i, prefix.Item.Property, Comparison.Equal, prefix.Prefix.Source, IsPrefix: true));
                    break;
            }
        }
    }

    public ImmutableArray<Predicate> Conjuncts { get; }

    public KeyConstraint? Equality(PropertyModel property) => _constraints.FirstOrDefault(c => c.Property == property && c.IsEquality);

    public KeyConstraint? Lower(PropertyModel property) => _constraints.FirstOrDefault(c => c.Property == property && c.IsLower);

    public KeyConstraint? Upper(PropertyModel property) => _constraints.FirstOrDefault(c => c.Property == property && c.IsUpper);

    public KeyConstraint? Prefix(PropertyModel property) => _constraints.FirstOrDefault(c => c.Property == property && c.IsPrefix);

    public bool Constrains(PropertyModel property) => _constraints.Any(c => c.Property == property);

    // A key holds values in the property's own type: a long that is compared with an int slot becomes an int.
    private static ValueSource Fit(ValueSource source, PropertyModel property) =>
        ValueFitting.Plain(source.Type) == ValueFitting.Plain(property.ClrType) || !ValueFitting.IsNumber(ValueFitting.Plain(property.ClrType))
            ? source
            : new ConvertedSource(source, ValueFitting.Plain(property.ClrType));
}
