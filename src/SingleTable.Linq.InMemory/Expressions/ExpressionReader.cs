using SingleTable.Linq.InMemory.Protocol;
using SingleTable.Linq.InMemory.Values;

namespace SingleTable.Linq.InMemory.Expressions;

/// <summary>
/// The ground of the parsers: a position in the tokens, document paths, placeholders, and errors that carry the expression's name.
/// </summary>
internal abstract class ExpressionReader
{
    private const int LongestExpression = 4096;
    private const int MostOperators = 300;

    private readonly string _source;
    private readonly List<Token> _tokens;
    private readonly Placeholders _placeholders;
    private readonly string _member;
    private int _operators;

    protected ExpressionReader(string member, string source, Placeholders placeholders)
    {
        _member = member;
        _source = source;
        _placeholders = placeholders;
        if (source.Length == 0) throw Error("The expression can not be empty;");
        int size = Utf8Order.ByteCount(source);
        if (size > LongestExpression) throw Error($"Expression size has exceeded the maximum allowed size; expression size: {size}");
        _tokens = Tokenizer.Read(source, Syntax);
        if (_tokens.Count == 1) throw Error("The expression can not be empty;");
    }

    protected int Position { get; set; }

    protected Token Current => _tokens[Position];

    protected Token Peek(int ahead) => _tokens[Math.Min(Position + ahead, _tokens.Count - 1)];

    protected Token Next() => _tokens[Current.Kind == TokenKind.End ? Position : Position++];

    protected bool Accept(string symbol)
    {
        if (!Current.Is(symbol)) return false;
        Position++;
        return true;
    }

    protected bool AcceptWord(string keyword)
    {
        if (!Current.IsWord(keyword)) return false;
        Position++;
        return true;
    }

    protected void Expect(string symbol)
    {
        if (!Accept(symbol)) throw Unexpected();
    }

    protected void ExpectEnd()
    {
        if (Current.Kind != TokenKind.End) throw Unexpected();
    }

    /// <summary>Comparators, logical operators, functions and arithmetic all count.</summary>
    protected void CountOperator()
    {
        if (++_operators > MostOperators)
            throw Error($"The expression contains too many operators; maximum number of operators: {MostOperators}");
    }

    protected DocumentPath Path()
    {
        var steps = new List<PathStep> { new(AttributeName(), 0) };
        while (true)
        {
            if (Accept("."))
            {
                steps.Add(new(AttributeName(), 0));
            }
            else if (Accept("["))
            {
                if (Current.Kind != TokenKind.Number) throw Unexpected();
                if (!int.TryParse(Current.Text, out int index))
                    throw Error($"List index is not within the allowable range; index: [{Current.Text}]");
                Position++;
                Expect("]");
                steps.Add(new(null, index));
            }
            else
            {
                return steps.Count <= 32 ? new DocumentPath([.. steps])
                    : throw Error($"The document path has too many nesting elements; nesting levels: {steps.Count}");
            }
        }
    }

    private string AttributeName()
    {
        var token = Current;
        switch (token.Kind)
        {
            case TokenKind.Name when ReservedWords.All.Contains(token.Text):
                throw Error($"Attribute name is a reserved keyword; reserved keyword: {token.Text}");
            case TokenKind.Name:
                Position++;
                return token.Text;
            case TokenKind.NamePlaceholder:
                Position++;
                return _placeholders.Name(token.Text) ?? throw Error(
                    $"An expression attribute name used in the document path is not defined; attribute name: {token.Text}");
            default:
                throw Unexpected();
        }
    }

    protected ValueOperand ValuePlaceholder()
    {
        string name = Next().Text;
        return new ValueOperand(name, _placeholders.Value(name) ?? throw Error(
            $"An expression attribute value used in expression is not defined; attribute value: {name}"));
    }

    protected void RefuseOverlap(DocumentPath one, DocumentPath two)
    {
        if (one.Overlaps(two))
        {
            throw Error("Two document paths overlap with each other; must remove or rewrite one of these paths; " +
                $"path one: {one}, path two: {two}");
        }
        if (one.Conflicts(two))
        {
            throw Error("Two document paths conflict with each other; must remove or rewrite one of these paths; " +
                $"path one: {one}, path two: {two}");
        }
    }

    public ServiceException Error(string message) => Errors.Validation($"Invalid {_member}: {message}");

    protected ServiceException WrongOperand(string function, string type) =>
        Error($"Incorrect operand type for operator or function; operator or function: {function}, operand type: {type}");

    protected ServiceException WrongCount(string function, int count) =>
        Error($"Incorrect number of operands for operator or function; operator or function: {function}, number of operands: {count}");

    protected ServiceException Unexpected()
    {
        int from = Position > 0 ? _tokens[Position - 1].Start : Current.Start;
        return Syntax(Current.Text, _source[from..Math.Max(Current.End, Peek(1).End)]);
    }

    private ServiceException Syntax(string token, string near) => Error($"Syntax error; token: \"{token}\", near: \"{near}\"");
}
