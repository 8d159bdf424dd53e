using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using System.Text;

namespace SingleTable.Linq.Diagnostics;

/// <summary>Writes an expression as a C# developer would, for messages: names of captured variables, never their values.</summary>
internal static class ExpressionText
{
    public static string Of(Expression expression)
    {
        var text = new StringBuilder();
        Append(text, expression);
        return text.ToString();
    }

    private static void Append(StringBuilder text, Expression? expression)
    {
        switch (expression)
        {
            case null:
                break;
            case ParameterExpression parameter:
                text.Append(parameter.Name ?? "x");
                break;
            case ConstantExpression constant:
                text.Append(constant.Value is null ? "null" : "…");
                break;
            case MemberExpression member:
                if (member.Expression is not null && !IsClosure(member.Expression))
                {
                    Append(text, member.Expression);
                    text.Append('.');
                }
                else if (member.Expression is null)
                {
                    text.Append(member.Member.DeclaringType!.Name).Append('.');
                }

                text.Append(member.Member.Name);
                break;
            case UnaryExpression { NodeType: ExpressionType.Not } not:
                text.Append('!');
                Append(text, not.Operand);
                break;
            case UnaryExpression { NodeType: ExpressionType.Negate } negate:
                text.Append('-');
                Append(text, negate.Operand);
                break;
            case UnaryExpression unary:
                Append(text, unary.Operand);
                break;
            case BinaryExpression binary:
                Append(text, binary.Left);
                text.Append(' ').Append(Symbol(binary.NodeType)).Append(' ');
                Append(text, binary.Right);
                break;
            case LambdaExpression lambda:
                text.Append(string.Join(", ", lambda.Parameters.Select(p => p.Name))).Append(" => ");
                Append(text, lambda.Body);
                break;
            case MethodCallExpression call:
                AppendCall(text, call);
                break;
            case NewExpression creation:
                text.Append("new ").Append(creation.Type.IsDefined(typeof(CompilerGeneratedAttribute), false) ? "" : creation.Type.Name).Append("(…)");
                break;
            default:
                text.Append(expression.NodeType == ExpressionType.Extension ? expression.ToString() : "…");
                break;
        }
    }

    private static void AppendCall(StringBuilder text, MethodCallExpression call)
    {
        IEnumerable<Expression> arguments = call.Arguments;
        if (call.Object is not null)
        {
            Append(text, call.Object);
        }
        else if (call.Method.IsDefined(typeof(ExtensionAttribute), false))
        {
            Append(text, call.Arguments[0]);
            arguments = arguments.Skip(1);
        }
        else
        {
            text.Append(call.Method.DeclaringType!.Name);
        }

        text.Append('.').Append(call.Method.Name).Append('(');
        var separator = "";
        foreach (var argument in arguments)
        {
            text.Append(separator);
            Append(text, argument);
            separator = ", ";
        }

        text.Append(')');
    }

    private static bool IsClosure(Expression expression) =>
        expression.Type.IsDefined(typeof(CompilerGeneratedAttribute), false) && expression.Type.Name.StartsWith('<');

    private static string Symbol(ExpressionType type) => type switch
    {
        ExpressionType.Equal => "==",
        ExpressionType.NotEqual => "!=",
        ExpressionType.LessThan => "<",
        ExpressionType.LessThanOrEqual => "<=",
        ExpressionType.GreaterThan => ">",
        ExpressionType.GreaterThanOrEqual => ">=",
        ExpressionType.AndAlso => "&&",
        ExpressionType.OrElse => "||",
        ExpressionType.And => "&",
        ExpressionType.Or => "|",
        ExpressionType.Add => "+",
        ExpressionType.Subtract => "-",
        ExpressionType.Multiply => "*",
        ExpressionType.Divide => "/",
        ExpressionType.Modulo => "%",
        ExpressionType.Coalesce => "??",
        _ => type.ToString(),
    };
}
