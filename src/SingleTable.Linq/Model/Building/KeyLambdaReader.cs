using System.Globalization;
using System.Linq.Expressions;
using System.Reflection;
using SingleTable.Linq.Diagnostics;
using SingleTable.Linq.Keys;

namespace SingleTable.Linq.Model.Building;

/// <summary>One piece of a key lambda: literal text, or a property with its format.</summary>
internal sealed record KeyLambdaPart(string? Literal, PropertyInfo? Property, string? Format)
{
    public KeyPartSpec ToSpec(KeyEncoding encoding) =>
        new(Literal, Property?.Name, Property?.PropertyType, Format, encoding);
}

/// <summary>
/// Reads a key lambda. The compiler turns interpolated strings into calls of string.Format or string.Concat, which are read once into parts.
/// </summary>
internal static class KeyLambdaReader
{
    /// <returns>The parts, or null when a problem was added.</returns>
    public static IReadOnlyList<KeyLambdaPart>? Read(LambdaExpression lambda, string owner, List<string> problems)
    {
        var parts = new List<KeyLambdaPart>();
        if (Append(lambda.Body, null, lambda.Parameters[0], parts) is not { } problem)
        {
            return parts;
        }

        problems.Add($"{owner}: {problem}");
        return null;
    }

    /// <returns>What is wrong, or null.</returns>
    private static string? Append(Expression body, string? format, ParameterExpression entity, List<KeyLambdaPart> parts)
    {
        body = Unboxed(body);
        switch (body)
        {
            case MemberExpression { Member: PropertyInfo property, Expression: { } target } when Unboxed(target) == entity:
                parts.Add(new KeyLambdaPart(null, property, format));
                return null;
            case MemberExpression { Member.Name: "Value", Expression: { } nullable } when Nullable.GetUnderlyingType(nullable.Type) is not null:
                return Append(nullable, format, entity, parts);
            case MethodCallExpression { Method: { Name: nameof(string.Format) } } call when call.Method.DeclaringType == typeof(string):
                return AppendFormat(call, entity, parts);
            case MethodCallExpression { Method: { Name: nameof(string.Concat) } } call when call.Method.DeclaringType == typeof(string):
                return AppendAll(Spread(call.Arguments), entity, parts);
            case BinaryExpression { NodeType: ExpressionType.Add } add when add.Type == typeof(string):
                return AppendAll([add.Left, add.Right], entity, parts);
            case MethodCallExpression { Method.Name: nameof(ToString), Object: { } target } call when ToStringFormat(call, out var own):
                return Append(target, own ?? format, entity, parts);
            default:
                return AppendLiteral(body, parts);
        }
    }

    private static string? AppendAll(IEnumerable<Expression> pieces, ParameterExpression entity, List<KeyLambdaPart> parts) =>
        pieces.Select(piece => Append(piece, null, entity, parts)).FirstOrDefault(problem => problem is not null);

    private static string? AppendLiteral(Expression body, List<KeyLambdaPart> parts)
    {
        if (TryConstant(body, out var value) && value is string literal)
        {
            parts.Add(new KeyLambdaPart(literal, null, null));
            return null;
        }

        var text = ExpressionText.Of(body);
        return body switch
        {
            UnaryExpression { NodeType: ExpressionType.Convert or ExpressionType.ConvertChecked } convert =>
                $"'({TypeText.Of(convert.Type)}){text}' changes the type of a value inside of a key. Name the property itself; "
                + "a format says how it is written, for example {x.Status:D} for the number of an enum.",
            ConstantExpression { Value: { } constant } =>
                $"the constant '{constant}' is not text, so its culture would decide how it is written. Write the text itself.",
            MemberExpression member when IsOfContext(member) =>
                $"'{text}' is a value of one context, but the model is built once for all of them. Use a constant, or a property of the entity.",
            MemberExpression { Expression: null } =>
                $"'{text}' may change after the model is built. Make it const or static readonly, or use a property of the entity.",
            _ => $"'{text}' cannot be part of a key. A key is made of literal text and of the entity's own properties, "
                + "for example x => $\"ORG#{x.Id}\". Compute the value in a stored property and name that.",
        };
    }

    private static string? AppendFormat(MethodCallExpression call, ParameterExpression entity, List<KeyLambdaPart> parts)
    {
        Expression[] arguments = [.. Spread(call.Arguments.SkipWhile(IsInvariant))];
        if (arguments.Length == 0 || !TryConstant(arguments[0], out var value) || value is not string text)
        {
            return AppendLiteral(call, parts);
        }

        var pieces = new List<FormatPiece>();
        if (FormatHoles.Split(text, pieces) is { } malformed)
        {
            return malformed;
        }

        foreach (var piece in pieces)
        {
            if (piece.Literal is not null)
            {
                parts.Add(new KeyLambdaPart(piece.Literal, null, null));
            }
            else if (piece.Argument + 1 >= arguments.Length)
            {
                return $"the format string '{text}' has a hole without a value.";
            }
            else if (Append(arguments[piece.Argument + 1], piece.Format, entity, parts) is { } problem)
            {
                return problem;
            }
        }

        return null;
    }

    /// <summary>Keys are culture-free, so the invariant culture says nothing new; every other provider would be lost.</summary>
    private static bool ToStringFormat(MethodCallExpression call, out string? format)
    {
        format = null;
        foreach (var argument in call.Arguments.Where(a => !IsInvariant(a)))
        {
            if (format is not null || !TryConstant(argument, out var value) || value is not string text)
            {
                return false;
            }

            format = text;
        }

        return true;
    }

    private static bool IsInvariant(Expression argument) =>
        argument is MemberExpression { Member.Name: nameof(CultureInfo.InvariantCulture) } member && member.Member.DeclaringType == typeof(CultureInfo);

    private static IEnumerable<Expression> Spread(IEnumerable<Expression> arguments) =>
        arguments.SelectMany(a => a is NewArrayExpression array ? array.Expressions : (IEnumerable<Expression>)[a]);

    // Boxing and casts to a base type keep the value; every other conversion would change what the key says.
    private static Expression Unboxed(Expression expression) =>
        expression is UnaryExpression { NodeType: ExpressionType.Convert or ExpressionType.ConvertChecked, Method: null } convert
        && (convert.Type.IsAssignableFrom(convert.Operand.Type) || Nullable.GetUnderlyingType(convert.Type) == convert.Operand.Type)
            ? Unboxed(convert.Operand)
            : expression;

    private static bool TryConstant(Expression expression, out object? value)
    {
        switch (expression)
        {
            case ConstantExpression constant:
                value = constant.Value;
                return true;
            case MemberExpression { Expression: null, Member: FieldInfo { IsInitOnly: true } field }:
                value = field.GetValue(null);
                return true;
            case MemberExpression { Expression: { } target, Member: FieldInfo field }
                when TryConstant(target, out var closure) && closure is not (null or TableContext):
                value = field.GetValue(closure);
                return true;
            default:
                value = null;
                return false;
        }
    }

    private static bool IsOfContext(MemberExpression member) =>
        member.Expression is { } target && (typeof(TableContext).IsAssignableFrom(target.Type) || (target is MemberExpression inner && IsOfContext(inner)));
}
