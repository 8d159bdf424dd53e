using SingleTable.Linq.InMemory.Expressions;
using SingleTable.Linq.InMemory.Protocol;
using SingleTable.Linq.InMemory.Storage;
using SingleTable.Linq.InMemory.Values;

namespace SingleTable.Linq.InMemory.Operations;

/// <summary>
/// A key condition as a list of terms, one per attribute, and its check against a key: every hash attribute with =, range attributes
/// from left to right without gaps, an operator other than = only on the last of them.
/// </summary>
internal sealed class KeyCondition
{
    private readonly Dictionary<string, KeyTerm> _terms = new(StringComparer.Ordinal);

    private KeyCondition()
    {
    }

    public static KeyCondition From(Condition condition)
    {
        var result = new KeyCondition();
        result.Collect(condition);
        return result;
    }

    public static KeyCondition From(IEnumerable<KeyValuePair<string, KeyTerm>> terms)
    {
        var result = new KeyCondition();
        foreach (var (name, term) in terms) result._terms.Add(name, term);
        return result;
    }

    private void Collect(Condition condition)
    {
        switch (condition)
        {
            case AndCondition and:
                Collect(and.Left);
                Collect(and.Right);
                break;
            case Comparison { Operator: "<>" }:
                throw BadOperator("<>");
            case Comparison comparison:
                Add(comparison);
                break;
            case Between between:
                Add(between.Value, "BETWEEN", between.Low, between.High);
                break;
            case BeginsWith prefix:
                Add(prefix.Value, "begins_with", prefix.Prefix);
                break;
            case OrCondition: throw BadOperator("OR");
            case NotCondition: throw BadOperator("NOT");
            case In: throw BadOperator("IN");
            case Exists exists: throw BadOperator(exists.Expected ? "attribute_exists" : "attribute_not_exists");
            case TypeIs: throw BadOperator("attribute_type");
            default: throw BadOperator("contains");
        }
    }

    private void Add(Comparison comparison)
    {
        if (comparison is { Left: ValueOperand, Right: PathOperand }) Add(comparison.Right, Flipped(comparison.Operator), comparison.Left);
        else Add(comparison.Left, comparison.Operator, comparison.Right);
    }

    private static string Flipped(string comparison) => comparison switch
    {
        "<" => ">",
        "<=" => ">=",
        ">" => "<",
        ">=" => "<=",
        _ => comparison,
    };

    private void Add(Operand subject, string comparison, params Operand[] operands)
    {
        if (subject is SizeOperand || operands.Any(o => o is SizeOperand))
            throw Errors.Validation("KeyConditionExpressions cannot contain nested operations");
        if (operands.Any(o => o is PathOperand))
        {
            throw Errors.Validation(subject is PathOperand
                ? "Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition"
                : $"Invalid condition in KeyConditionExpression: {comparison} operator must have the key attribute as its first operand");
        }
        if (subject is not PathOperand { Path: var path })
            throw Errors.Validation("Invalid condition in KeyConditionExpression: No key attribute specified");
        if (path.IsNested) throw Errors.Validation("KeyConditionExpressions cannot have conditions on nested attributes");
        var values = operands.Cast<ValueOperand>().Select(o => o.Value).ToArray();
        if (!_terms.TryAdd(path.Attribute, new KeyTerm(comparison, values)))
            throw Errors.Validation("KeyConditionExpressions must only contain one condition per key");
    }

    private static ServiceException BadOperator(string name) => Errors.Validation($"Invalid operator used in KeyConditionExpression: {name}");

    /// <summary>The partition and the part of it that is asked for.</summary>
    public (DynamoValue[] Hash, SortRange Range) Bind(KeyDesign key)
    {
        foreach (var attribute in key.All)
        {
            if (_terms.TryGetValue(attribute.Name, out var term)) CheckType(attribute, term);
        }
        var hash = new DynamoValue[key.Hash.Length];
        for (int i = 0; i < hash.Length; i++)
        {
            if (!_terms.TryGetValue(key.Hash[i].Name, out var term))
                throw Errors.Validation($"Query condition missed key schema element: {key.Hash[i].Name}");
            if (term.Operator != "=") throw Errors.Validation("Query key condition not supported");
            hash[i] = term.Values[0];
        }
        int used = _terms.Count - hash.Length;
        var equal = new List<DynamoValue>();
        var range = SortRange.Everything;
        for (int i = 0; i < used; i++)
        {
            // a term that is left over names no key attribute, or one behind a gap
            if (i == key.Range.Length) throw Errors.Validation("Query key condition not supported");
            if (!_terms.TryGetValue(key.Range[i].Name, out var term))
                throw Errors.Validation($"Query condition missed key schema element: {key.Range[i].Name}");
            if (term.Operator == "=")
            {
                equal.Add(term.Values[0]);
                range = new SortRange([.. equal]);
                continue;
            }
            if (i < used - 1) throw Errors.Validation("Query key condition not supported");
            range = Range([.. equal], term);
        }
        return (hash, range);
    }

    private static SortRange Range(DynamoValue[] equal, KeyTerm term) => term.Operator switch
    {
        "<" => new SortRange(equal, Upper: new(term.Values[0], false)),
        "<=" => new SortRange(equal, Upper: new(term.Values[0], true)),
        ">" => new SortRange(equal, Lower: new(term.Values[0], false)),
        ">=" => new SortRange(equal, Lower: new(term.Values[0], true)),
        "BETWEEN" => new SortRange(equal, new(term.Values[0], true), new(term.Values[1], true)),
        _ => new SortRange(equal, Prefix: term.Values[0]),
    };

    private static void CheckType(KeyAttribute attribute, KeyTerm term)
    {
        foreach (var value in term.Values)
        {
            if (value.Kind != attribute.Kind || (term.Operator == "begins_with" && value.Kind == ValueKind.N))
                throw Errors.InvalidParameter("Condition parameter type does not match schema type");
            ItemChecks.RefuseEmpty(value, attribute.Name);
        }
    }
}
