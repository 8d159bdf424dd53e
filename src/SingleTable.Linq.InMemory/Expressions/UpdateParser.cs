using SingleTable.Linq.InMemory.Values;

namespace SingleTable.Linq.InMemory.Expressions;

/// <summary>SET, REMOVE, ADD and DELETE sections.</summary>
internal sealed class UpdateParser : ExpressionReader
{
    private static readonly string[] Sections = ["SET", "REMOVE", "ADD", "DELETE"];

    private UpdateParser(string source, Placeholders placeholders) : base("UpdateExpression", source, placeholders)
    {
    }

    public static UpdateAction[] Parse(string source, Placeholders placeholders)
    {
        var parser = new UpdateParser(source, placeholders);
        var actions = parser.Actions();
        for (int i = 0; i < actions.Count; i++)
        {
            for (int j = 0; j < i; j++) parser.RefuseOverlap(actions[j].Path, actions[i].Path);
        }
        return [.. actions];
    }

    private List<UpdateAction> Actions()
    {
        var actions = new List<UpdateAction>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (Current.Kind != TokenKind.End)
        {
            string? section = Array.Find(Sections, Current.IsWord);
            if (section is null) throw Unexpected();
            if (!seen.Add(section)) throw Error($"The \"{section}\" section can only be used once in an update expression;");
            Position++;
            do actions.Add(Action(section));
            while (Accept(","));
        }
        return actions;
    }

    private UpdateAction Action(string section)
    {
        var path = Path();
        CountOperator();
        switch (section)
        {
            case "SET":
                Expect("=");
                return new SetAction(path, Sum());
            case "REMOVE":
                return new RemoveAction(path);
        }
        if (Current.Kind != TokenKind.ValuePlaceholder) throw Unexpected();
        var value = ValuePlaceholder().Value;
        bool fits = value.Kind.IsSet() || (section == "ADD" && value.Kind == ValueKind.N);
        if (!fits)
        {
            throw Error($"Incorrect operand type for operator or function; operator: {section}, operand type: {value.Kind.LongName()}, " +
                $"typeSet: ALLOWED_FOR_{section}_OPERAND");
        }
        return section == "ADD" ? new AddAction(path, value) : new DeleteAction(path, (SetValue)value);
    }

    private Operand Sum()
    {
        if (Accept("("))
        {
            if (Current.Is("(")) throw Error("The expression has redundant parentheses;");
            var inner = Sum();
            Expect(")");
            return inner;
        }
        var left = Term();
        if (!Current.Is("+") && !Current.Is("-")) return left;
        string sign = Next().Text;
        CountOperator();
        var right = Term();
        RequireNumber(sign, left);
        RequireNumber(sign, right);
        return new ArithmeticOperand(sign == "+", left, right);
    }

    private Operand Term()
    {
        if (Accept("("))
        {
            var inner = Term();
            Expect(")");
            return inner;
        }
        if (Current.Kind == TokenKind.ValuePlaceholder) return ValuePlaceholder();
        return Current.Kind == TokenKind.Name && Peek(1).Is("(") ? Function() : new PathOperand(Path());
    }

    private Operand Function()
    {
        string name = Next().Text;
        if (name is not ("if_not_exists" or "list_append"))
        {
            bool known = name is "size" or "attribute_exists" or "attribute_not_exists" or "attribute_type" or "begins_with" or "contains";
            throw Error(known ? $"The function is not allowed in an update expression; function: {name}"
                : $"Invalid function name; function: {name}");
        }
        CountOperator();
        Expect("(");
        var operands = new List<Operand>();
        if (!Current.Is(")"))
        {
            do operands.Add(Term());
            while (Accept(","));
        }
        Expect(")");
        if (operands.Count != 2) throw WrongCount(name, operands.Count);
        if (name == "if_not_exists")
        {
            return operands[0] is PathOperand path ? new IfNotExistsOperand(path.Path, operands[1])
                : throw Error($"Operator or function requires a document path; operator or function: {name}");
        }
        foreach (var operand in operands)
        {
            if (operand.StaticKind is { } kind and not ValueKind.L) throw WrongOperand(name, kind.Name());
        }
        return new ListAppendOperand(operands[0], operands[1]);
    }

    private void RequireNumber(string function, Operand operand)
    {
        if (operand.StaticKind is { } kind and not ValueKind.N) throw WrongOperand(function, kind.Name());
    }
}
