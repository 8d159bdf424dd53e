using System.Linq.Expressions;
using SingleTable.Linq.Querying;
using SingleTable.Linq.Tests.Models;

namespace SingleTable.Linq.Tests.Operators;

public partial class OddTreeTests
{
    private IEnumerable<Func<object>> Refused()
    {
        IQueryable<Team> captured = Teams;
        IQueryable<string> memory = s_names.AsQueryable();
        Team? none = null;
        string? nothing = null;
        int? number = null;
        var name = "x";
        yield return () => Explain(from t in Teams from m in _db.Members where m.TeamId == t.Id select m);
        yield return () => Explain(from t in Teams from tag in t.Tags select tag);
        yield return () => Explain(from t in Teams join m in _db.Members on t.Id equals m.TeamId select m.Id);
        yield return () => Explain(from t in Teams join m in _db.Members on t.Id equals m.TeamId into ms select ms.Count());
        yield return () => Explain(from t in Teams group t by t.Name);
        yield return () => Explain(Teams.Where(t => _db.Members.Any(m => m.TeamId == t.Id)));
        yield return () => Explain(Teams.Where(t => _db.Members.Where(m => m.TeamId == t.Id).Count() > 1));
        yield return () => Explain(Teams.Where(t => captured.Contains(t)));
        yield return () => Explain(Teams.Where(t => captured.Select(c => c.Id).Contains(t.Id)));
        yield return () => Explain(Teams.Where(t => captured.Select(c => c.MemberCount).Sum() > t.MemberCount));
        yield return () => Explain(Teams.Where(t => captured.First().Name == t.Name));
        yield return () => Explain(Teams.Where(t => captured.Count() > 3));
        yield return () => Explain(Teams.Where(t => memory.Any(n => n.Length == t.Name.Length)));
        yield return () => Explain(Teams.Select(t => _db.Members.Where(m => m.TeamId == t.Id)));
        yield return () => Explain(Teams.Select(t => captured.Count()));
        yield return () => Explain(Teams.Concat(captured));
        yield return () => Explain(Teams.Union(captured));
        yield return () => Explain(Teams.Concat(captured).Where(t => t.Name == name));
        yield return () => Explain(captured.Where(t => t.Name == name).SelectMany(_ => captured));
        yield return () => Explain(Teams.DefaultIfEmpty());
        yield return () => Explain(Teams.OfType<Project>());
        yield return () => Explain(Teams.Where(t => t.Name == "a").Skip(1).Take(2));
        yield return () => Explain(Teams.Where((t, i) => t.Name == "a" && i > 2));
        yield return () => Explain(Teams.Select((t, i) => i));
        yield return () => Explain(Teams.OrderBy(t => t.Id, StringComparer.Ordinal));
        yield return () => Explain(Teams.OrderBy(t => new { t.Id, t.Name }));
        yield return () => Explain(Teams.OrderBy(t => t));
        yield return () => Explain(Teams.OrderBy(t => 1));
        yield return () => Explain(Teams.OrderBy(t => t.Id).OrderBy(t => t.Name));
        yield return () => Explain(Teams.Where(t => t.Name.ToLower() == name));
        yield return () => Explain(Teams.Where(t => t.Name.Trim() == name));
        yield return () => Explain(Teams.Where(t => t.Name.Substring(0, 1) == name));
        yield return () => Explain(Teams.Where(t => t.Name[0] == 'x'));
        yield return () => Explain(Teams.Where(t => t.Name.IndexOf(name) > 0));
        yield return () => Explain(Teams.Where(t => t.Name.EndsWith('x')));
        yield return () => Explain(Teams.Where(t => t.Name + "x" == name));
        yield return () => Explain(Teams.Where(t => $"{t.Name}!" == name));
        yield return () => Explain(Teams.Where(t => string.IsNullOrWhiteSpace(t.Description)));
        yield return () => Explain(Teams.Where(t => string.Compare(t.Name, name, StringComparison.OrdinalIgnoreCase) == 0));
        yield return () => Explain(Teams.Where(t => string.Equals(t.Name, name, StringComparison.OrdinalIgnoreCase)));
        yield return () => Explain(Teams.Where(t => t.Name.Equals(name, StringComparison.CurrentCulture)));
        yield return () => Explain(Teams.Where(t => s_names.Contains(t.Name, StringComparer.OrdinalIgnoreCase)));
        yield return () => Explain(Teams.Where(t => t.Tags.Contains(t.Name)));
        yield return () => Explain(Teams.Where(t => t.Tags.All(x => x == name)));
        yield return () => Explain(Teams.Where(t => t.Tags.Any(x => x.StartsWith("a"))));
        yield return () => Explain(Teams.Where(t => t.Tags.Any(x => s_names.Any(n => n == x))));
        yield return () => Explain(Teams.Where(t => t.Tags.SetEquals(s_names)));
        yield return () => Explain(Teams.Where(t => t.Tags.Max() == name));
        yield return () => Explain(Teams.Where(t => t.MemberCount % 2 == 0));
        yield return () => Explain(Teams.Where(t => -t.MemberCount > 3));
        yield return () => Explain(Teams.Where(t => ~t.MemberCount > 3));
        yield return () => Explain(Teams.Where(t => (t.MemberCount & 1) == 1));
        yield return () => Explain(Teams.Where(t => t.MemberCount << 1 == 1));
        yield return () => Explain(Teams.Where(t => checked(t.MemberCount + 1) > 3));
        yield return () => Explain(Teams.Where(t => Math.Abs(t.MemberCount) > 3));
        yield return () => Explain(Teams.Where(t => t.MemberCount.ToString() == name));
        yield return () => Explain(Teams.Where(t => (byte)t.MemberCount == 3));
        yield return () => Explain(Teams.Where(t => t == new Team { OrganizationId = "o", Name = "x" }));
        yield return () => Explain(Teams.Where(t => t.Equals(none)));
        yield return () => Explain(Teams.Where(t => t.GetHashCode() == 3));
        yield return () => Explain(Teams.Where(t => t.ToString() == name));
        yield return () => Explain(Teams.Where(t => new { t.Name } == new { Name = name }));
        yield return () => Explain(Teams.Where(t => Tuple.Create(t.Name, 1).Item1 == name));
        yield return () => Explain(Teams.Where(t => new ValueTuple<string, int>(t.Name, 1).Item2 == 1));
        yield return () => Explain(Teams.Where(t => (t.Name as object as string)!.Length > t.Name.Length));
        yield return () => Explain(Teams.Where(t => none!.Name == t.Name));
        yield return () => Explain(Teams.Where(t => t.Name == nothing!.Trim()));
        yield return () => Explain(Teams.Where(t => t.MemberCount == number!.Value));
        yield return () => Explain(Teams.Where(t => t.MemberCount == int.Parse("x")));
        yield return () => Explain(Teams.Where(t => t.MemberCount > 5 / (s_names.Count - 2)));
        yield return () => Explain(Teams.Where(t => t.Name == s_names[7]));
        yield return () => Explain(Teams.Where(t => t.Name == Broken));
        yield return () => Explain(Teams.Where(t => Predicate(t)));
        yield return () => Explain(Teams.Where(t => t.Members.Any(m => m.Username == name)));
        yield return () => Explain(Teams.Where(t => t.Members[0].Username == name));
        yield return () => Explain(Projects.Where(p => p.Status.HasFlag(ProjectStatus.Archived)));
        yield return () => Explain(Projects.Where(p => p.Status.ToString() == name));
        yield return () => Explain(Projects.Where(p => p.CreatedAt.Date == DateTime.Today));
        yield return () => Explain(Projects.Where(p => p.CreatedAt.AddDays(1) > DateTimeOffset.UtcNow));
        yield return () => Explain(Projects.Where(p => (DateTimeOffset.UtcNow - p.CreatedAt).TotalDays > 3));
        yield return () => Explain(Projects.Where(p => Enum.IsDefined(p.Status)));
        yield return () => Explain(Projects.Where(p => (int)p.Status + 1 == 2));
        yield return () => Explain(Projects.Where(p => p.Name.Contains(p.Id)));
        yield return () => Explain(Projects.Where(p => name.Contains(p.Name)));
        yield return () => Explain(Projects.Where(p => name.StartsWith(p.Name)));
        yield return () => Explain(Projects.Where(p => p.TaskCount > 3L * p.TaskCount));
        yield return () => Explain(Projects.Take(-1));
        yield return () => Explain(Projects.Take(2).Where(p => p.Name == name));
        yield return () => Explain(Projects.Take(2).OrderBy(p => p.Id));
        yield return () => Explain(Projects.Take(2).Select(p => p.Id).Reverse());
        yield return () => Explain(Projects.Take(5).Take(2));
        yield return () => Explain(Projects.Select(p => p.Name).OrderBy(n => n));
        yield return () => Explain(Projects.Select(p => p.Name).Distinct());
        yield return () => Explain(Projects.Select(p => new { p.Name }).Where(x => x.Name.Length + 1 > 3));
        yield return () => Explain(Projects.Select(p => p.Name.ToUpper()).Where(n => n == "X"));
        yield return () => Explain(Projects.Where(Deep(5_000)));
        yield return () => Explain(Projects.Where(Foreign()));
        yield return () => Explain(Projects.Where(Statement()));
    }

    private static string Broken => throw new InvalidOperationException("the caller's own");

    private static bool Predicate(Team team) => team.Name == "x";

    private static string Explain<T>(IQueryable<T> query) => ((IEntityQuery)query).Executor.Explain(query.Expression);

    // What a loop that composes predicates may make.
    private static Expression<Func<Project, bool>> Deep(int terms)
    {
        var project = Expression.Parameter(typeof(Project), "p");
        Expression body = Expression.Constant(false);
        for (var i = 0; i < terms; i++)
        {
            body = Expression.OrElse(body, Expression.Equal(Expression.Property(project, nameof(Project.TaskCount)), Expression.Constant(i)));
        }

        return Expression.Lambda<Func<Project, bool>>(body, project);
    }

    // A parameter that belongs to no lambda.
    private static Expression<Func<Project, bool>> Foreign() => Expression.Lambda<Func<Project, bool>>(
        Expression.Equal(Expression.Property(Expression.Parameter(typeof(Project), "q"), nameof(Project.Name)), Expression.Constant("x")),
        Expression.Parameter(typeof(Project), "p"));

    private static Expression<Func<Project, bool>> Statement()
    {
        var project = Expression.Parameter(typeof(Project), "p");
        return Expression.Lambda<Func<Project, bool>>(
            Expression.Block(Expression.Equal(Expression.Property(project, nameof(Project.Name)), Expression.Constant("x"))), project);
    }
}
