using SingleTable.Linq.InMemory.Protocol;
using SingleTable.Linq.InMemory.Values;

namespace SingleTable.Linq.InMemory.Expressions;

/// <summary>OR, AND, NOT, comparisons and functions, by recursive descent.</summary>
internal sealed class ConditionParser : ExpressionReader
{
    private const int MostCandidates = 100;
    private static readonly string[] Comparators = ["=", "<>", "<", "<=", ">", ">="];

    private int _depth;

    private ConditionParser(string member, string source, Placeholders placeholders) : base(member, source, placeholders)
    {
    }

    public static Condition Parse(string member, string source, Placeholders placeholders)
    {
        var parser = new ConditionParser(member, source, placeholders);
        var condition = parser.Or();
        parser.ExpectEnd();
        return condition;
    }

    private Condition Or()
    {
        var left = And();
        while (AcceptWord("OR"))
        {
            CountOperator();
            left = new OrCondition(left, And());
        }
        return left;
    }

    private Condition And()
    {
        var left = Not();
        while (AcceptWord("AND"))
        {
            CountOperator();
            left = new AndCondition(left, Not());
        }
        return left;
    }

    private Condition Not()
    {
        if (!AcceptWord("NOT")) return Primary();
        CountOperator();
        // NOT is written many times over in malformed requests only; the operator limit ends the recursion
        return new NotCondition(Not());
    }

    private Condition Primary()
    {
        if (Current.Is("(") && !ParenthesesHoldOperand())
        {
            // "((" with nothing but the inner pair inside is refused by the service
            bool doubled = Peek(1).Is("(");
            int open = Position;
            int innerClose = doubled ? Matching(Position + 1) : -1;
            if (doubled && Matching(open) == innerClose + 1) throw Error("The expression has redundant parentheses;");
            if (++_depth > 150) throw Error("The expression is nested too deeply;");
            Position++;
            var inner = Or();
            Expect(")");
            _depth--;
            return inner;
        }
        if (Current.Kind == TokenKind.Name && Peek(1).Is("(") && Current.Text != "size") return Function();
        return Comparison();
    }

    private Condition Comparison()
    {
        var left = Operand();
        if (Current.Kind == TokenKind.Symbol && Array.IndexOf(Comparators, Current.Text) >= 0)
        {
            string comparator = Next().Text;
            CountOperator();
            var right = Operand();
            if (comparator is not ("=" or "<>"))
            {
                RequireOrdered(comparator, left);
                RequireOrdered(comparator, right);
            }
            RequireDistinct(comparator, left, right);
            return new Comparison(comparator, left, right);
        }
        if (AcceptWord("BETWEEN")) return BetweenBounds(left);
        if (AcceptWord("IN")) return Candidates(left);
        throw Unexpected();
    }

    private Between BetweenBounds(Operand value)
    {
        CountOperator();
        var low = Operand();
        if (!AcceptWord("AND")) throw Unexpected();
        var high = Operand();
        RequireOrdered("BETWEEN", value);
        RequireOrdered("BETWEEN", low);
        RequireOrdered("BETWEEN", high);
        if (low is ValueOperand l && high is ValueOperand h)
        {
            string operands = $"lower bound operand: {l.Value}, upper bound operand: {h.Value}";
            if (l.Value.Kind != h.Value.Kind)
                throw Error($"The BETWEEN operator requires same data type for lower and upper bounds; {operands}");
            if (DynamoValue.Compare(l.Value, h.Value) > 0)
                throw Error($"The BETWEEN operator requires upper bound to be greater than or equal to lower bound; {operands}");
        }
        RequireDistinct("BETWEEN", value, low);
        RequireDistinct("BETWEEN", value, high);
        return new Between(value, low, high);
    }

    private In Candidates(Operand value)
    {
        CountOperator();
        var candidates = Operands();
        if (candidates.Count == 0) throw Unexpected();
        if (candidates.Count > MostCandidates)
            throw Error($"The IN operator is provided with too many operands; number of operands: {candidates.Count}");
        foreach (var candidate in candidates) RequireDistinct("IN", value, candidate);
        return new In(value, [.. candidates]);
    }

    private Condition Function()
    {
        string name = Next().Text;
        if (name is not ("attribute_exists" or "attribute_not_exists" or "attribute_type" or "begins_with" or "contains"))
        {
            if (name is "if_not_exists" or "list_append")
                throw Error($"The function is not allowed in a condition expression; function: {name}");
            throw Error($"Invalid function name; function: {name}");
        }
        CountOperator();
        var operands = Operands();
        int expected = name is "attribute_exists" or "attribute_not_exists" ? 1 : 2;
        if (operands.Count != expected) throw WrongCount(name, operands.Count);
        switch (name)
        {
            case "begins_with":
                RequirePrefix(operands[0]);
                RequirePrefix(operands[1]);
                RequireDistinct(name, operands[0], operands[1]);
                return new BeginsWith(operands[0], operands[1]);
            case "contains":
                RequireDistinct(name, operands[0], operands[1]);
                return new Contains(operands[0], operands[1]);
            case "attribute_type":
                return TypeTest(RequirePath(name, operands[0]), operands[1]);
            default:
                return new Exists(RequirePath(name, operands[0]), name == "attribute_exists");
        }
    }

    private TypeIs TypeTest(DocumentPath path, Operand type)
    {
        if (type is not ValueOperand { Value: StringValue text })
            throw WrongOperand("attribute_type", type is ValueOperand other ? other.Value.Kind.Name() : "{M,L,N,S,B,SS,NS,BS,NULL,BOOL}");
        if (!ValueKinds.TryParse(text.Text, out var kind))
            throw Error($"Invalid attribute type name found; type: {text.Text}, valid types: {{B,NULL,SS,BOOL,L,BS,N,NS,S,M}}");
        return new TypeIs(path, kind);
    }

    private Operand Operand()
    {
        if (Accept("("))
        {
            if (Current.Is("(")) throw Error("The expression has redundant parentheses;");
            var inner = Operand();
            Expect(")");
            return inner;
        }
        if (Current.Kind == TokenKind.ValuePlaceholder) return ValuePlaceholder();
        if (Current.Kind == TokenKind.Name && Peek(1).Is("(")) return Size();
        return new PathOperand(Path());
    }

    private SizeOperand Size()
    {
        string name = Next().Text;
        if (name != "size")
        {
            bool known = name is "attribute_exists" or "attribute_not_exists" or "attribute_type" or "begins_with" or "contains";
            throw Error(known ? $"The function is not allowed to be used this way in an expression; function: {name}"
                : $"Invalid function name; function: {name}");
        }
        CountOperator();
        var operands = Operands();
        if (operands.Count != 1) throw WrongCount(name, operands.Count);
        return new SizeOperand(RequirePath(name, operands[0]));
    }

    private List<Operand> Operands()
    {
        Expect("(");
        var operands = new List<Operand>();
        if (Accept(")")) return operands;
        do operands.Add(Operand());
        while (Accept(","));
        Expect(")");
        return operands;
    }

    private DocumentPath RequirePath(string function, Operand operand) => operand is PathOperand path ? path.Path
        : throw Error($"Operator or function requires a document path; operator or function: {function}");

    private void RequirePrefix(Operand operand)
    {
        if (operand.StaticKind is { } kind and not (ValueKind.S or ValueKind.B)) throw WrongOperand("begins_with", kind.Name());
    }

    private void RequireOrdered(string function, Operand operand)
    {
        if (operand.StaticKind is { } kind && !kind.IsOrdered()) throw WrongOperand(function, kind.Name());
    }

    private void RequireDistinct(string function, Operand first, Operand other)
    {
        if (first is PathOperand path && first == other)
        {
            throw Error("The first operand must be distinct from the remaining operands for this operator or function; " +
                $"operator: {function}, first operand: {path.Path}");
        }
    }

    // an operand may stand in parentheses too: what follows the closing one tells
    private bool ParenthesesHoldOperand()
    {
        int close = Matching(Position);
        if (close < 0) return false;
        var after = Peek(close + 1 - Position);
        return after.IsWord("BETWEEN") || after.IsWord("IN") || (after.Kind == TokenKind.Symbol && Array.IndexOf(Comparators, after.Text) >= 0);
    }

    private int Matching(int open)
    {
        int depth = 0;
        for (int i = open; ; i++)
        {
            var token = Peek(i - Position);
            if (token.Kind == TokenKind.End) return -1;
            if (token.Is("(")) depth++;
            if (token.Is(")") && --depth == 0) return i;
        }
    }
}
