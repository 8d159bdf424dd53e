using System.Globalization;
using System.Linq.Expressions;
using System.Reflection;
using SingleTable.Linq.Keys;

namespace SingleTable.Linq.Model.Building;

/// <summary>One piece of a key lambda: literal text, or a property with its format.</summary>
internal readonly record struct KeyLambdaPart(string? Literal, PropertyInfo? Property, string? Format)
{
    public KeyPartSpec ToSpec(KeyEncoding encoding) =>
        new(Literal, Property?.Name, Property?.PropertyType, Format, encoding);
}

/// <summary>
/// Reads a key lambda. The compiler turns interpolated strings into calls of string.Format or string.Concat, which are read once into parts.
/// </summary>
internal static class KeyLambdaReader
{
    /// <returns>The parts, or an empty list when a problem was added.</returns>
    public static IReadOnlyList<KeyLambdaPart> Read(LambdaExpression lambda, string owner, List<string> problems)
    {
        var parts = new List<KeyLambdaPart>();
        if (Append(lambda.Body, null, lambda.Parameters[0], parts) is not { } culprit)
        {
            return Merge(parts);
        }

        problems.Add($"{owner}: '{culprit}' cannot be part of a key. A key is made of literal text and of the entity's own properties, "
            + "for example x => $\"ORG#{x.Id}\"; compute the value in a stored property and name that.");
        return [];
    }

    /// <returns>The part that cannot be read, or null.</returns>
    private static Expression? Append(Expression body, string? format, ParameterExpression entity, List<KeyLambdaPart> parts)
    {
        body = Unwrap(body);
        switch (body)
        {
            case MemberExpression { Member: PropertyInfo property } member when member.Expression is not null && Unwrap(member.Expression) == entity:
                parts.Add(new KeyLambdaPart(null, property, format));
                return null;
            case MethodCallExpression { Method: { Name: nameof(string.Format) } } call when call.Method.DeclaringType == typeof(string):
                return AppendFormat(call, entity, parts);
            case MethodCallExpression { Method: { Name: nameof(string.Concat) } } call when call.Method.DeclaringType == typeof(string):
                return AppendAll(Spread(call.Arguments), entity, parts);
            case BinaryExpression { NodeType: ExpressionType.Add } add when add.Type == typeof(string):
                return AppendAll([add.Left, add.Right], entity, parts);
            case MethodCallExpression { Method.Name: nameof(ToString), Object: { } target } call when call.Arguments.Count == 0:
                return Append(target, format, entity, parts);
            case MethodCallExpression { Method.Name: nameof(ToString), Object: { } target } call
                when call.Arguments is [ConstantExpression { Value: string toStringFormat }]:
                return Append(target, toStringFormat, entity, parts);
            default:
                if (!TryConstant(body, out var literal))
                {
                    return body;
                }

                parts.Add(new KeyLambdaPart(literal, null, null));
                return null;
        }
    }

    private static Expression? AppendAll(IEnumerable<Expression> pieces, ParameterExpression entity, List<KeyLambdaPart> parts)
    {
        foreach (var piece in pieces)
        {
            if (Append(piece, null, entity, parts) is { } culprit)
            {
                return culprit;
            }
        }

        return null;
    }

    private static Expression? AppendFormat(MethodCallExpression call, ParameterExpression entity, List<KeyLambdaPart> parts)
    {
        if (call.Arguments[0] is not ConstantExpression { Value: string text })
        {
            return call;
        }

        Expression[] arguments = [.. Spread(call.Arguments.Skip(1))];
        var literal = new System.Text.StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is '{' or '}' && i + 1 < text.Length && text[i + 1] == text[i])
            {
                literal.Append(text[i++]);
                continue;
            }

            if (text[i] != '{')
            {
                literal.Append(text[i]);
                continue;
            }

            var end = text.AsSpan(i).IndexOf('}') + i;
            var hole = text[(i + 1)..end];
            var colon = hole.AsSpan().IndexOf(':');
            var index = colon < 0 ? hole : hole[..colon];
            if (index.AsSpan().Contains(','))
            {
                return call; // an alignment pads with spaces, which no key should hold
            }

            Flush(literal, parts);
            var argument = arguments[int.Parse(index, NumberStyles.None, CultureInfo.InvariantCulture)];
            if (Append(argument, colon < 0 ? null : hole[(colon + 1)..], entity, parts) is { } culprit)
            {
                return culprit;
            }

            i = end;
        }

        Flush(literal, parts);
        return null;
    }

    private static void Flush(System.Text.StringBuilder literal, List<KeyLambdaPart> parts)
    {
        if (literal.Length > 0)
        {
            parts.Add(new KeyLambdaPart(literal.ToString(), null, null));
            literal.Clear();
        }
    }

    private static IEnumerable<Expression> Spread(IEnumerable<Expression> arguments) =>
        arguments.SelectMany(a => a is NewArrayExpression array ? array.Expressions : (IEnumerable<Expression>)[a]);

    private static Expression Unwrap(Expression expression) =>
        expression is UnaryExpression { NodeType: ExpressionType.Convert or ExpressionType.ConvertChecked } convert ? Unwrap(convert.Operand) : expression;

    private static bool TryConstant(Expression expression, out string? literal)
    {
        var value = expression switch
        {
            ConstantExpression constant => constant.Value,
            MemberExpression { Member: FieldInfo { IsStatic: true } field } => field.GetValue(null),
            MemberExpression { Member: FieldInfo field, Expression: ConstantExpression closure } => field.GetValue(closure.Value),
            _ => null,
        };
        literal = value as string;
        return literal is not null;
    }

    private static List<KeyLambdaPart> Merge(List<KeyLambdaPart> parts)
    {
        var merged = new List<KeyLambdaPart>(parts.Count);
        foreach (var part in parts)
        {
            if (part.Literal is not null && merged is [.., { Literal: { } previous }])
            {
                merged[^1] = new KeyLambdaPart(previous + part.Literal, null, null);
            }
            else if (part.Literal is not "")
            {
                merged.Add(part);
            }
        }

        return merged;
    }
}
