using System.Linq.Expressions;
using System.Reflection;
using CsCheck;
using SingleTable.Linq.Tests.Engines;
using SingleTable.Linq.Tests.Models;

namespace SingleTable.Linq.Tests.Reading;

/// <summary>Random predicates from a grammar: the same items as LINQ to Objects, whatever went into the key and whatever into the filter.</summary>
public class RandomPredicateTests : EngineTests<Embedded>
{
    private static readonly ParameterExpression s_project = Expression.Parameter(typeof(Project), "p");
    private static readonly MethodInfo s_compare = typeof(string).GetMethod(nameof(string.CompareOrdinal), [typeof(string), typeof(string)])!;
    private static readonly ExpressionType[] s_comparisons =
    [
        ExpressionType.Equal, ExpressionType.NotEqual, ExpressionType.LessThan, ExpressionType.LessThanOrEqual, ExpressionType.GreaterThan,
        ExpressionType.GreaterThanOrEqual,
    ];

    private static readonly Gen<ExpressionType> s_comparison = OneOf(s_comparisons);

    private static readonly Gen<Expression> s_leaf = Gen.OneOf(
        Gen.Select(s_comparison, OneOf("p1", "p2", "p3", "p10", "p", "pz"), (c, v) => Strings(nameof(Project.Id), c, v)),
        Gen.Select(s_comparison, OneOf("Project 1", "Project 4", "", "Q"), (c, v) => Strings(nameof(Project.Name), c, v)),
        Gen.Select(s_comparison, OneOf<string?>("owner1", "owner3", "", null), (c, v) => Strings(nameof(Project.Owner), c, v)),
        Gen.Select(s_comparison, Gen.Int[-1, 9], (c, v) => Compare(nameof(Project.TaskCount), c, v * 10)),
        Gen.Select(s_comparison, Gen.Int[-8, 2], (c, v) => Compare(nameof(Project.CreatedAt), c, SaasData.Day.AddHours(v))),
        Gen.Select(Gen.Bool, Gen.Enum<ProjectStatus>(), (e, v) => Compare(nameof(Project.Status), e ? ExpressionType.Equal : ExpressionType.NotEqual, v)),
        Gen.Select(OneOf("p", "p1", "Project", ""), v => Prefix(nameof(Project.Id), v)),
        Gen.Select(Gen.Int[0, 90].Array[0, 4], v => Contains(v)));

    private static readonly Gen<Expression> s_predicate = Gen.Recursive<Expression>((depth, inner) => depth >= 3
        ? s_leaf
        : Gen.Frequency(
            (4, s_leaf),
            (3, Gen.Select(inner, inner, (a, b) => (Expression)Expression.AndAlso(a, b))),
            (2, Gen.Select(inner, inner, (a, b) => (Expression)Expression.OrElse(a, b))),
            (1, Gen.Select(inner, a => (Expression)Expression.Not(a)))));

    protected override Task SeedAsync() => SaasData.SeedAsync(Db, new SaasTable(Options.ForTenant("globex")));

    [Fact]
    public async Task Any_predicate_behind_a_partition_gives_what_LINQ_to_Objects_gives()
    {
        await s_predicate.SampleAsync(
            async body =>
            {
                var where = Expression.Lambda<Func<Project, bool>>(
                    Expression.AndAlso(Compare(nameof(Project.TeamId), ExpressionType.Equal, "t1"), body), s_project);
                var actual = await Db.Projects.Where(where).ToListAsync();
                var expected = SaasData.Projects.AsQueryable().Where(where).ToList();
                var (found, wanted) = (Ids(actual), Ids(expected));
                return found == wanted ? true : throw new InvalidOperationException($"{where}\n  {string.Join(' ', TakeRequests())}\n  found {found}, wanted {wanted}");
            },
            iter: 5_000,
            threads: 1);
    }

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static string Ids(IEnumerable<Project> projects) => string.Join(' ', projects.Select(p => p.Id).Order(StringComparer.Ordinal));

    private static BinaryExpression Compare<T>(string property, ExpressionType comparison, T value)
    {
        Expression left = Expression.Property(s_project, property);
        Expression right = Expression.Constant(value, typeof(T));

        // As the C# compiler does with enums.
        return typeof(T).IsEnum
            ? Expression.MakeBinary(comparison, Expression.Convert(left, typeof(int)), Expression.Convert(right, typeof(int)))
            : Expression.MakeBinary(comparison, left, right);
    }

    private static Expression Strings(string property, ExpressionType comparison, string? value) =>
        comparison is ExpressionType.Equal or ExpressionType.NotEqual
            ? Compare(property, comparison, value)
            : Expression.MakeBinary(
                comparison, Expression.Call(s_compare, Expression.Property(s_project, property), Expression.Constant(value, typeof(string))), Expression.Constant(0));

    private static Expression Prefix(string property, string value) => Expression.Call(
        Expression.Property(s_project, property), typeof(string).GetMethod(nameof(string.StartsWith), [typeof(string), typeof(StringComparison)])!,
        Expression.Constant(value), Expression.Constant(StringComparison.Ordinal));

    private static Expression Contains(int[] values) => Expression.Call(
        typeof(Enumerable), nameof(Enumerable.Contains), [typeof(int)], Expression.Constant(values), Expression.Property(s_project, nameof(Project.TaskCount)));
}
