using System.Linq.Expressions;
using SingleTable.Linq.Tests.Models;

namespace SingleTable.Linq.Tests.Reading;

/// <summary>Random rows, and random conditions on them, out of few enough values that they meet.</summary>
internal sealed class RandomRows(int seed)
{
    private static readonly string[] s_keys = ["a", "ab", "b", "b#", "b$", "b c", "é", "z"];
    private static readonly string?[] s_texts = [null, "a", "ab", "b#", "é"];
    private static readonly DateOnly s_day = new(2026, 2, 27);
    private static readonly ExpressionType[] s_comparisons =
    [
        ExpressionType.Equal, ExpressionType.NotEqual, ExpressionType.LessThan, ExpressionType.LessThanOrEqual, ExpressionType.GreaterThan,
        ExpressionType.GreaterThanOrEqual,
    ];

    private readonly Random _random = new(seed);
    private readonly ParameterExpression _row = Expression.Parameter(typeof(Row), "r");

    public List<Row> Rows(int count) => [.. Enumerable.Range(0, count).Select(_ => new Row
    {
        A = Any(["a", "a#", "b"]), B = Any(s_keys), N = Number(), M = _random.Next(3) == 0 ? null : Number(), D = s_day.AddDays(_random.Next(5)),
        P = (Plan)_random.Next(3), F = _random.Next(2) == 0, S = Any(s_texts), X = _random.Next(-4, 5) / 2.0,
    })];

    /// <summary>The partition, and any condition behind it; either side first.</summary>
    public Expression<Func<Row, bool>> Where(string a, Plan? p)
    {
        Expression partition = Compare(nameof(Row.A), ExpressionType.Equal, a);
        if (p is { } plan)
        {
            partition = Expression.AndAlso(partition, Compare(nameof(Row.P), ExpressionType.Equal, plan));
        }

        var rest = Condition(3);
        return Expression.Lambda<Func<Row, bool>>(
            _random.Next(2) == 0 ? Expression.AndAlso(partition, rest) : Expression.AndAlso(rest, partition), _row);
    }

    public T Any<T>(IReadOnlyList<T> values) => values[_random.Next(values.Count)];

    private Expression Condition(int depth) => (depth == 0 ? 0 : _random.Next(8)) switch
    {
        0 or 1 or 2 => Leaf(),
        3 or 4 or 5 => Expression.AndAlso(Condition(depth - 1), Condition(depth - 1)),
        6 => Expression.OrElse(Condition(depth - 1), Condition(depth - 1)),
        _ => Expression.Not(Condition(depth - 1)),
    };

    private Expression Leaf() => _random.Next(16) switch
    {
        0 or 1 => Strings(nameof(Row.B), Any(s_comparisons), Any(s_keys)),
        2 => Strings(nameof(Row.S), Any(s_comparisons), Any(s_texts)),
        3 or 4 => Compare(nameof(Row.N), Any(s_comparisons), Number()),
        5 => Widened(Any(s_comparisons), Number()),
        6 => Compare(nameof(Row.M), Any(s_comparisons), _random.Next(4) == 0 ? (long?)null : Number()),
        7 or 8 => Compare(nameof(Row.D), Any(s_comparisons), s_day.AddDays(_random.Next(-1, 6))),
        9 => Compare(nameof(Row.P), _random.Next(2) == 0 ? ExpressionType.Equal : ExpressionType.NotEqual, (Plan)_random.Next(3)),
        10 => Expression.Property(_row, nameof(Row.F)),
        11 => Prefix(Any(["a", "b", "b#", "é", "x"])),
        12 => In(nameof(Row.B), [.. Enumerable.Range(0, _random.Next(4)).Select(_ => Any(s_keys))]),
        13 => In(nameof(Row.N), [.. Enumerable.Range(0, _random.Next(4)).Select(_ => Number())]),
        14 => Expression.Equal(
            Expression.Coalesce(Expression.Property(_row, nameof(Row.S)), Expression.Constant("a")), Expression.Constant(Any(["a", "ab", "q"]))),
        _ => Compare(nameof(Row.X), Any(s_comparisons), _random.Next(-4, 5) / 2.0),
    };

    private int Number() => _random.Next(-3, 4);

    private BinaryExpression Widened(ExpressionType comparison, int value)
    {
        Expression property = Expression.Convert(Expression.Property(_row, nameof(Row.N)), _random.Next(2) == 0 ? typeof(long) : typeof(double));
        Expression constant = property.Type == typeof(long) ? Expression.Constant((long)value) : Expression.Constant(value + 0.5);
        return _random.Next(2) == 0 ? Expression.MakeBinary(comparison, property, constant) : Expression.MakeBinary(comparison, constant, property);
    }

    private BinaryExpression Compare<T>(string property, ExpressionType comparison, T value)
    {
        Expression left = Expression.Property(_row, property), right = Expression.Constant(value, typeof(T));
        if (typeof(T).IsEnum)
        {
            (left, right) = (Expression.Convert(left, typeof(int)), Expression.Convert(right, typeof(int)));
        }

        return Expression.MakeBinary(comparison, left, right);
    }

    private BinaryExpression Strings(string property, ExpressionType comparison, string? value) =>
        comparison is ExpressionType.Equal or ExpressionType.NotEqual
            ? Compare(property, comparison, value)
            : Expression.MakeBinary(
                comparison,
                Expression.Call(
                    typeof(string).GetMethod(nameof(string.CompareOrdinal), [typeof(string), typeof(string)])!,
                    Expression.Property(_row, property), Expression.Constant(value, typeof(string))),
                Expression.Constant(0));

    private MethodCallExpression Prefix(string value) => Expression.Call(
        Expression.Property(_row, nameof(Row.B)), typeof(string).GetMethod(nameof(string.StartsWith), [typeof(string), typeof(StringComparison)])!,
        Expression.Constant(value), Expression.Constant(StringComparison.Ordinal));

    private MethodCallExpression In<T>(string property, List<T> values) =>
        Expression.Call(typeof(Enumerable), nameof(Enumerable.Contains), [typeof(T)], Expression.Constant(values), Expression.Property(_row, property));
}
