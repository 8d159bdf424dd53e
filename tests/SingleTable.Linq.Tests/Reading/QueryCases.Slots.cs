using System.Linq.Expressions;
using SingleTable.Linq.Tests.Models;
using static SingleTable.Linq.Tests.Reading.QueryCase;

namespace SingleTable.Linq.Tests.Reading;

public static partial class QueryCases
{
    private const string Stamps1 = "TENANT#acme#STAMPS#s1";

    /// <summary>Every comparison of every type that can be a slot: a range of the sort key, or a filter where the slot has no order.</summary>
    private static IEnumerable<QueryCase> Slots =>
    [
        .. Slot("DAY", new DateOnly(2026, 2, 27), "2026-02-27", new DateOnly(2026, 3, 2), "2026-03-02"),
        .. Slot("CLOCK", new TimeOnly(10, 40), "10:40:00.0000000", new TimeOnly(15, 40), "15:40:00.0000000"),
        .. Slot("TIME", SaasData.Day.UtcDateTime.AddSeconds(1), "2026-03-01T12:00:01.0000000Z", SaasData.Day.UtcDateTime.AddSeconds(4), "2026-03-01T12:00:04.0000000Z"),
        .. Slot("MOMENT", SaasData.Day.AddDays(1), "2026-03-02T12:00:00.0000000Z", SaasData.Day.AddDays(4).ToOffset(TimeSpan.FromHours(4)), "2026-03-05T12:00:00.0000000Z"),
        .. Slot("SPAN", TimeSpan.FromHours(-1), "-9999999964000000000", TimeSpan.FromHours(2), "0000000072000000000"),
        .. Slot("GUID", new Guid(1, 0, 0, new byte[8]), "00000001-0000-0000-0000-000000000000", new Guid(4, 0, 0, new byte[8]), "00000004-0000-0000-0000-000000000000", isOrdered: false),
        .. Slot<byte>("BYTE", 1, "001", 100, "100"),
        .. Slot<short>("SHORT", -1, "-99999", 20, "00020"),
        .. Slot("INT", -10, "-9999999990", 5, "0000000005"),
        .. Slot<uint>("UINT", 1, "0000000001", 100, "0000000100"),
        .. Slot("LONG", -3L, "-9999999999999999997", 1L << 40, "0000001099511627776"),
        .. Slot("CHAR", '0', "0", 'é', "é"),
        .. Slot("TEXT", "B#1", "B$S1", "é", "é"),
        .. Slot("DECIMAL", 0.01m, "00000.01", 100.25m, "00100.25"),
        .. Slot("GRADE", Grade.Low, "001", Grade.High, "007", isOrdered: false),
        .. Slot("PLAN", Plan.Free, "Free", Plan.Enterprise, "Enterprise", isOrdered: false),
        .. Slot("BOOL", false, "false", true, "true", isOrdered: false),
        List<Stamp<Grade>, Stamp<Grade>>(
            q => q.Where(s => s.Site == "s1").OrderByDescending(s => s.At), $"Query Table  pk = {Stamps1}  sk begins_with GRADE#  desc"),
        List<Stamp<string>, Stamp<string>>(q => q.Where(s => s.Site == "s1" && s.At.StartsWith("B")), $"Query Table  pk = {Stamps1}  sk begins_with TEXT#B  asc"),
        List<Stamp<string>, Stamp<string>>(q => q.Where(s => s.Site == "s1" && s.At.StartsWith("B#")), $"Query Table  pk = {Stamps1}  sk begins_with TEXT#B$S  asc"),
        List<Stamp<string>, Stamp<string>>(q => q.Where(s => s.Site == "s1" && s.At.StartsWith("")), $"Query Table  pk = {Stamps1}  sk begins_with TEXT#  asc"),
        List<Stamp<bool>, Stamp<bool>>(q => q.Where(s => s.Site == "s1" && s.At), $"GetItem Table  pk = {Stamps1}  sk = BOOL#true"),
        List<Stamp<bool>, Stamp<bool>>(q => q.Where(s => s.Site == "s1" && !s.At), $"GetItem Table  pk = {Stamps1}  sk = BOOL#false"),
        List<Stamp<int>, Stamp<int>>(q => q.Where(s => s.Site == "s1" && s.At >= -10L), $"Query Table  pk = {Stamps1}  sk between INT#-9999999990 and INT$  asc"),
        List<Stamp<int>, Stamp<int>>(q => q.Where(s => s.Site == "s1" && -10L <= s.At), $"Query Table  pk = {Stamps1}  sk between INT#-9999999990 and INT$  asc"),
        List<Stamp<int>, Stamp<int>>(q => q.Where(s => s.Site == "s1" && s.At > -9.5), $"Query Table  pk = {Stamps1}  sk begins_with INT#  asc  filter At > -9.5"),
        List<Stamp<byte>, Stamp<byte>>(q => q.Where(s => s.Site == "s1" && s.At > 9), $"Query Table  pk = {Stamps1}  sk between BYTE#009$ and BYTE$  asc"),
        List<Stamp<long>, Stamp<long>>(q => q.Where(s => s.Site == "s1" && s.At == 0), $"GetItem Table  pk = {Stamps1}  sk = LONG#0000000000000000000"),
    ];

    private static IEnumerable<QueryCase> Slot<T>(string prefix, T low, string lowText, T high, string highText, bool isOrdered = true)
    {
        string Range(string from, string to) => $"Query Table  pk = {Stamps1}  sk between {prefix}#{from} and {prefix}{to}  asc";
        string Edge(string text) => $"#{text}";
        yield return Stamp($"{prefix} == low", Is(ExpressionType.Equal, low), $"GetItem Table  pk = {Stamps1}  sk = {prefix}#{lowText}");
        yield return Stamp($"high == {prefix}", Is(ExpressionType.Equal, high, isMirrored: true), $"GetItem Table  pk = {Stamps1}  sk = {prefix}#{highText}");
        yield return Stamp(
            $"{prefix} != low", Is(ExpressionType.NotEqual, low),
            $"Query Table  pk = {Stamps1}  sk begins_with {prefix}#  asc  filter At <> {Planning.PredicateText.Value(low)}");
        if (!isOrdered)
        {
            yield break;
        }

        yield return Stamp($"{prefix} >= low", Is(ExpressionType.GreaterThanOrEqual, low), Range(lowText, "$"));
        yield return Stamp($"{prefix} > low", Is(ExpressionType.GreaterThan, low), Range($"{lowText}$", "$"));
        yield return Stamp($"{prefix} <= high", Is(ExpressionType.LessThanOrEqual, high), Range("", Edge($"{highText}$")));
        yield return Stamp($"{prefix} < high", Is(ExpressionType.LessThan, high), Range("", Edge(highText)));
        yield return Stamp($"low < {prefix}", Is(ExpressionType.LessThan, low, isMirrored: true), Range($"{lowText}$", "$"));
        yield return Stamp(
            $"{prefix} between low and high", Both(Is(ExpressionType.GreaterThanOrEqual, low), Is(ExpressionType.LessThanOrEqual, high)),
            Range(lowText, Edge($"{highText}$")));
        yield return Stamp(
            $"low < {prefix} < high", Both(Is(ExpressionType.GreaterThan, low), Is(ExpressionType.LessThan, high)), Range($"{lowText}$", Edge(highText)));
        yield return Stamp(
            $"high <= {prefix} <= low", Both(Is(ExpressionType.GreaterThanOrEqual, high), Is(ExpressionType.LessThanOrEqual, low)), "").Nothing();
    }

    private static QueryCase Stamp<T>(string name, Expression<Func<Stamp<T>, bool>> where, string request) =>
        List<Stamp<T>, Stamp<T>>(q => q.Where(s => s.Site == "s1").Where(where), request, name);

    private static Expression<Func<Stamp<T>, bool>> Both<T>(Expression<Func<Stamp<T>, bool>> left, Expression<Func<Stamp<T>, bool>> right) =>
        Expression.Lambda<Func<Stamp<T>, bool>>(Expression.AndAlso(left.Body, Expression.Invoke(right, left.Parameters)), left.Parameters);

    // As the compiler writes it: strings by Compare, enums and small numbers by int.
    private static Expression<Func<Stamp<T>, bool>> Is<T>(ExpressionType comparison, T value, bool isMirrored = false)
    {
        var stamp = Expression.Parameter(typeof(Stamp<T>), "s");
        Expression at = Expression.Property(stamp, nameof(Models.Stamp<>.At));
        Expression constant = Expression.Constant(value);
        var isSmall = typeof(T).IsEnum || typeof(T) == typeof(byte) || typeof(T) == typeof(short) || typeof(T) == typeof(char);
        var (left, right) = isSmall ? (Expression.Convert(at, typeof(int)), Expression.Convert(constant, typeof(int))) : (at, constant);
        if (isMirrored)
        {
            (left, right) = (right, left);
        }

        if (typeof(T) == typeof(string) && comparison is not (ExpressionType.Equal or ExpressionType.NotEqual))
        {
            var compare = typeof(string).GetMethod(nameof(string.CompareOrdinal), [typeof(string), typeof(string)])!;
            (left, right) = (Expression.Call(compare, left, right), Expression.Constant(0));
        }

        return Expression.Lambda<Func<Stamp<T>, bool>>(Expression.MakeBinary(comparison, left, right), stamp);
    }
}
