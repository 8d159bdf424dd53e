using System.Linq.Expressions;
using System.Reflection;
using SingleTable.Linq.Tests.Engines;
using SingleTable.Linq.Tests.Models;

namespace SingleTable.Linq.Tests.Reading;

/// <summary>Several random conditions on one slot of a key give what LINQ to Objects gives, and on this slot nothing is left to the filter.</summary>
public sealed class RandomIntersectionTests : EngineTests<Embedded>
{
    private static readonly string[] s_values = ["", "p", "p0", "p1", "p2", "p3", "p4", "p5", "p6", "p7", "q"];
    private static readonly MethodInfo s_compare = typeof(string).GetMethod(nameof(string.CompareTo), [typeof(string)])!;
    private static readonly MethodInfo s_startsWith = typeof(string).GetMethod(nameof(string.StartsWith), [typeof(string)])!;

    protected override Task SeedAsync() => SaasData.SeedAsync(Db, new SaasTable(Options.ForTenant("globex")));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Text(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 300; i++)
        {
            var entity = Expression.Parameter(typeof(Project), "p");
            var id = Expression.Property(entity, nameof(Project.Id));
            Expression body = Expression.Equal(Expression.Property(entity, nameof(Project.TeamId)), Expression.Constant("t1"));
            var hasPrefix = false;
            for (var n = random.Next(1, 5); n > 0; n--)
            {
                var kind = random.Next(0, 6);
                hasPrefix |= kind == 5;
                body = Expression.AndAlso(body, Condition(id, kind, s_values[random.Next(kind == 0 ? 1 : 0, s_values.Length)]));
            }

            var predicate = Expression.Lambda<Func<Project, bool>>(body, entity);
            var actual = (await Db.Projects.Where(predicate).ToListAsync()).Select(p => p.Id);
            actual.ShouldBe(SaasData.Projects.AsQueryable().Where(predicate).Select(p => p.Id), predicate.ToString());
            var requests = TakeRequests();
            requests.Count.ShouldBeLessThanOrEqualTo(1);
            if (!hasPrefix)
            {
                requests.ShouldAllBe(r => !r.Contains("filter"));
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Numbers(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 300; i++)
        {
            var entity = Expression.Parameter(typeof(Models.Reading), "r");
            var severity = Expression.Property(entity, nameof(Models.Reading.Severity));
            Expression body = Expression.Equal(Expression.Property(entity, nameof(Models.Reading.Device)), Expression.Constant("d1"));
            for (var n = random.Next(1, 5); n > 0; n--)
            {
                body = Expression.AndAlso(body, Expression.MakeBinary(Operator(random.Next(0, 5)), severity, Expression.Constant(random.Next(-5, 11))));
            }

            var predicate = Expression.Lambda<Func<Models.Reading, bool>>(body, entity);
            var actual = (await Db.Readings.Where(predicate).ToListAsync()).Select(r => r.Severity);
            actual.ShouldBe(SaasData.Readings.AsQueryable().Where(predicate).Select(r => r.Severity).Order(), predicate.ToString());
            TakeRequests().ShouldAllBe(r => r.StartsWith("Query Table/BySeverity", StringComparison.Ordinal));
        }
    }

    private static Expression Condition(Expression id, int kind, string value)
    {
        var constant = Expression.Constant(value);
        return kind switch
        {
            0 => Expression.Equal(id, constant),
            5 => Expression.Call(id, s_startsWith, constant),
            _ => Expression.MakeBinary(Operator(kind), Expression.Call(id, s_compare, constant), Expression.Constant(0)),
        };
    }

    private static ExpressionType Operator(int kind) => kind switch
    {
        0 => ExpressionType.Equal,
        1 => ExpressionType.LessThan,
        2 => ExpressionType.LessThanOrEqual,
        3 => ExpressionType.GreaterThan,
        _ => ExpressionType.GreaterThanOrEqual,
    };
}
