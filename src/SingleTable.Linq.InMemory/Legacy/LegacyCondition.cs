using SingleTable.Linq.InMemory.Expressions;
using SingleTable.Linq.InMemory.Operations;
using SingleTable.Linq.InMemory.Protocol;
using SingleTable.Linq.InMemory.Values;

namespace SingleTable.Linq.InMemory.Legacy;

/// <summary>QueryFilter, ScanFilter, Expected and KeyConditions, translated into what expressions parse to. DynamoDBContext sends them.</summary>
internal static class LegacyCondition
{
    /// <summary>QueryFilter or ScanFilter.</summary>
    public static Condition? Filter(RequestObject request, string member) =>
        Join(request, Named(request, member)?.ConvertAll(p => Comparison(p.Path, p.Request)));

    /// <summary>Expected, of the writes.</summary>
    public static Condition? Expected(RequestObject request) =>
        Join(request, Named(request, "Expected")?.ConvertAll(p => ExpectedOne(p.Path, p.Request)));

    /// <summary>KeyConditions; null when there are none.</summary>
    public static KeyCondition? Keys(RequestObject request)
    {
        var terms = Named(request, "KeyConditions")?.ConvertAll(p =>
        {
            var (name, values) = Read(p.Request);
            string comparison = name switch
            {
                "EQ" => "=",
                "LT" => "<",
                "LE" => "<=",
                "GT" => ">",
                "GE" => ">=",
                "BETWEEN" => "BETWEEN",
                "BEGINS_WITH" => "begins_with",
                _ => throw Errors.Validation("Attempted conditional constraint is not an indexable operation"),
            };
            CheckCount(name, values, name == "BETWEEN" ? 2 : 1);
            if (name == "BETWEEN") CheckBounds(values);
            return KeyValuePair.Create(p.Path.Attribute, new KeyTerm(comparison, values));
        });
        return terms is null ? null : KeyCondition.From(terms);
    }

    private static List<(DocumentPath Path, RequestObject Request)>? Named(RequestObject request, string member) =>
        request.Map(member)?.ConvertAll(p => (LegacyPath.Of(p.Key), RequestObject.Of(p.Value, request.Where + "." + member)));

    private static Condition? Join(RequestObject request, List<Condition>? conditions)
    {
        bool any = request.Choice("ConditionalOperator", "AND", "conditionalOperator", "OR", "AND") == "OR";
        if (conditions is null && request.Has("ConditionalOperator"))
            throw Errors.InvalidParameter("ConditionalOperator cannot be used without Filter or Expected");
        return conditions is not { Count: > 0 } ? null : Balanced(conditions, 0, conditions.Count, any);
    }

    // there is no limit to their number: a tree that leans to one side would be as deep as the list is long
    private static Condition Balanced(List<Condition> conditions, int from, int to, bool any)
    {
        if (to - from == 1) return conditions[from];
        int middle = (from + to) / 2;
        var (left, right) = (Balanced(conditions, from, middle, any), Balanced(conditions, middle, to, any));
        return any ? new OrCondition(left, right) : new AndCondition(left, right);
    }

    private static Condition ExpectedOne(DocumentPath path, RequestObject request)
    {
        if (request.Has("ComparisonOperator")) return Comparison(path, request);
        bool? exists = request.Flag("Exists");
        var value = request.Take("Value") is { } json ? ValueReader.Read(json) : null;
        request.Done();
        if (exists == false)
        {
            return value is null ? new Exists(path, false)
                : throw Errors.InvalidParameter($"Value cannot be used when Exists is set to false for Attribute: {path.Attribute}");
        }
        return value is not null ? new Comparison("=", new PathOperand(path), Operand(value))
            : throw Errors.InvalidParameter(
                $"Value must be provided when Exists is {(exists is null ? "null" : "true")} for Attribute: {path.Attribute}");
    }

    private static Condition Comparison(DocumentPath path, RequestObject request)
    {
        var (name, values) = Read(request);
        var subject = new PathOperand(path);
        if (name is not "IN") CheckCount(name, values, name switch { "NULL" or "NOT_NULL" => 0, "BETWEEN" => 2, _ => 1 });
        switch (name)
        {
            case "EQ": return new Comparison("=", subject, Operand(values[0]));
            case "NE": return new Comparison("<>", subject, Operand(values[0]));
            case "LT": return Ordered("<");
            case "LE": return Ordered("<=");
            case "GT": return Ordered(">");
            case "GE": return Ordered(">=");
            case "NULL": return new Exists(path, false);
            case "NOT_NULL": return new Exists(path, true);
            case "BEGINS_WITH":
                if (values[0].Kind is not (ValueKind.S or ValueKind.B)) throw NotSupported(name, values[0]);
                return new BeginsWith(subject, Operand(values[0]));
            case "CONTAINS": return new Contains(subject, Operand(values[0]));
            case "NOT_CONTAINS":
                // unlike NOT contains(…), this does not hold for a missing attribute
                return new AndCondition(new Exists(path, true), new NotCondition(new Contains(subject, Operand(values[0]))));
            case "BETWEEN":
                CheckBounds(values);
                return new Between(subject, Operand(values[0]), Operand(values[1]));
            default:
                if (values.Length == 0) throw WrongCount(name);
                return new In(subject, [.. values.Select(Operand)]);
        }

        Comparison Ordered(string comparison) =>
            values[0].Kind.IsOrdered() ? new Comparison(comparison, subject, Operand(values[0])) : throw NotSupported(name, values[0]);
    }

    private static (string Name, DynamoValue[] Values) Read(RequestObject request)
    {
        if (!request.Has("ComparisonOperator")) throw Errors.Missing("comparisonOperator");
        string name = request.Choice("ComparisonOperator", "", "comparisonOperator", "IN", "NULL", "BETWEEN", "LT", "NOT_CONTAINS", "EQ", "GT",
            "NOT_NULL", "NE", "LE", "BEGINS_WITH", "GE", "CONTAINS");
        var values = (request.List("AttributeValueList") ?? []).ConvertAll(ValueReader.Read).ToArray();
        request.Done();
        return (name, values);
    }

    private static void CheckCount(string name, DynamoValue[] values, int expected)
    {
        if (values.Length != expected) throw WrongCount(name);
    }

    private static ServiceException WrongCount(string name) =>
        Errors.InvalidParameter($"Invalid number of argument(s) for the {name} ComparisonOperator");

    private static ServiceException NotSupported(string name, DynamoValue value) =>
        Errors.InvalidParameter($"ComparisonOperator {name} is not valid for {value.Kind.Name()} AttributeValue type");

    private static void CheckBounds(DynamoValue[] values)
    {
        if (values[0].Kind != values[1].Kind)
            throw Errors.InvalidParameter("AttributeValues inside AttributeValueList must be of same type");
        if (!values[0].Kind.IsOrdered()) throw NotSupported("BETWEEN", values[0]);
        if (DynamoValue.Compare(values[0], values[1]) > 0)
            throw Errors.Validation("The BETWEEN condition was provided a range where the lower bound is greater than the upper bound");
    }

    private static ValueOperand Operand(DynamoValue value) => new("", value);
}
