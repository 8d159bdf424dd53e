using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using SingleTable.Linq.Translation;

namespace SingleTable.Linq.Planning;

/// <summary>
/// The text of a condition. Constant but for lists, whose length is known only with their values: between the pieces stand IN lists.
/// </summary>
internal sealed record ConditionTemplate(ImmutableArray<string> Pieces, ImmutableArray<ListPlace> Lists)
{
    public bool IsConstant => Lists.IsEmpty;
}

/// <summary>Where an IN list stands: of which path, with which values, and whether it needs parentheses when it becomes several.</summary>
internal sealed record ListPlace(string Path, ListOperand List, int Index, bool IsInGroup);

/// <summary>Writes predicates in DynamoDB's grammar, grouped exactly as they are.</summary>
internal sealed class ConditionWriter
{
    private readonly ExpressionBuilder _expressions;
    private readonly int _firstList;
    private readonly List<string> _pieces = [];
    private readonly List<ListPlace> _lists = [];
    private readonly StringBuilder _text = new();

    private ConditionWriter(ExpressionBuilder expressions, int firstList) => (_expressions, _firstList) = (expressions, firstList);

    public static ConditionTemplate Write(Predicate predicate, ExpressionBuilder expressions, int firstList = 0)
    {
        var writer = new ConditionWriter(expressions, firstList);
        writer.Append(predicate);
        writer._pieces.Add(writer._text.ToString());
        return new ConditionTemplate([.. writer._pieces], [.. writer._lists]);
    }

    private void Append(Predicate predicate, bool isInGroup = false)
    {
        switch (predicate)
        {
            case AndPredicate and:
                AppendAll(and.Terms, " AND ");
                break;
            case OrPredicate or:
                AppendAll(or.Terms, " OR ");
                break;
            case NotPredicate not:
                _text.Append("NOT (");
                Append(not.Term);
                _text.Append(')');
                break;
            case ComparePredicate compare:
                _text.Append(Operand(compare.Left)).Append(Symbol(compare.Comparison)).Append(Operand(compare.Right));
                break;
            case StartsWithPredicate starts:
                _text.Append(CultureInfo.InvariantCulture, $"begins_with({Operand(starts.Item)}, {Operand(starts.Prefix)})");
                break;
            case ContainsPredicate contains:
                _text.Append(CultureInfo.InvariantCulture, $"contains({Operand(contains.Container)}, {Operand(contains.Item)})");
                break;
            case IsNullPredicate isNull:
                var path = Operand(isNull.Item);
                _text.Append(CultureInfo.InvariantCulture, $"attribute_not_exists({path}) OR attribute_type({path}, {_expressions.Value(new NullTypeValue())})");
                break;
            case InPredicate isIn:
                _pieces.Add(_text.ToString());
                _text.Clear();
                _lists.Add(new ListPlace(Operand(isIn.Item), isIn.List, _firstList + _lists.Count, isInGroup));
                break;
            case IsTypePredicate type:
                var names = type.Types.Select(t => _expressions.Value(new TypeNameValue(t))).ToList();
                _text.Append(_expressions.Name(type.Types[0].Table.TypeAttribute))
                    .Append(names is [var only] ? $" = {only}" : $" IN ({string.Join(", ", names)})");
                break;
            case NotExpiredPredicate expiry:
                var ttl = _expressions.Name(expiry.Attribute);
                _text.Append(CultureInfo.InvariantCulture, $"attribute_not_exists({ttl}) OR {ttl} > {_expressions.Value(new NowValue())}");
                break;
            case NotMarkedPredicate mark:
                _text.Append(CultureInfo.InvariantCulture, $"{_expressions.Name(mark.Attribute)} <> {_expressions.Value(new TextValue("S", mark.Mark))}");
                break;
            case OnIndexPredicate index:
                _text.Append(CultureInfo.InvariantCulture, $"attribute_exists({_expressions.Name(index.Attribute)})");
                break;
            case UnchangedPredicate unchanged:
                _text.AppendJoin(" AND ", unchanged.Attributes.Select(a => Unchanged(_expressions.Name(a.Attribute), a.Json)));
                break;
            default:
                throw new InvalidOperationException($"{predicate.GetType().Name} has no text: constants are folded before.");
        }
    }

    private void AppendAll(ImmutableArray<Predicate> terms, string separator)
    {
        for (var i = 0; i < terms.Length; i++)
        {
            _text.Append(i == 0 ? "" : separator);
            // DynamoDB refuses redundant parentheses, so only what is a group in a group gets them.
            var isGroup = terms[i] is AndPredicate or OrPredicate or IsNullPredicate or NotExpiredPredicate;
            _text.Append(isGroup ? "(" : "");
            Append(terms[i], isInGroup: true);
            _text.Append(isGroup ? ")" : "");
        }
    }

    private string Unchanged(string name, byte[]? json) =>
        json is null ? $"attribute_not_exists({name})"
        : json.AsSpan().StartsWith("{\"NULL\""u8) ? $"attribute_type({name}, {_expressions.Value(new NullTypeValue())})"
        : $"{name} = {_expressions.Value(new StoredValue(json))}";

    private string Operand(Operand operand) => operand switch
    {
        AttributeOperand attribute => _expressions.Path(attribute),
        SizeOperand size => $"size({_expressions.Path(size.Item)})",
        ValueOperand { Source: ConstantSource constant } value => _expressions.Value(new FixedValue(constant.Get([]), value.Mapping)),
        ValueOperand { Source: WrittenSource written } value => _expressions.Value(new WrittenValue(written.Place, value.Mapping)),
        ValueOperand value => _expressions.Value(new SourceValue(value.Source, value.Mapping)),
        _ => throw new InvalidOperationException($"{operand.GetType().Name} is not a single operand."),
    };

    private static string Symbol(Comparison comparison) => comparison switch
    {
        Comparison.Equal => " = ",
        Comparison.NotEqual => " <> ",
        Comparison.Less => " < ",
        Comparison.LessOrEqual => " <= ",
        Comparison.Greater => " > ",
        _ => " >= ",
    };
}
