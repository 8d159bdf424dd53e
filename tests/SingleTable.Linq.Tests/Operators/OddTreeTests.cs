using System.Globalization;
using System.Linq.Expressions;
using SingleTable.Linq.InMemory;
using SingleTable.Linq.Tests.Models;

namespace SingleTable.Linq.Tests.Operators;

/// <summary>Trees that no one foresaw: answered, or refused by a message of ours, and never a request.</summary>
public partial class OddTreeTests
{
    private static readonly List<string> s_names = ["a", "b"];

    private readonly InMemoryDynamoDb _database = new();
    private readonly SaasTable _db;

    public OddTreeTests() => _db = new SaasTable(new TableOptions<SaasTable>(_database.CreateClient()).ForTenant("acme"));

    private IQueryable<Team> Teams => _db.Teams.Where(t => t.OrganizationId == "o1");

    private IQueryable<Project> Projects => _db.Projects.Where(p => p.TeamId == "t1");

    private IQueryable<TeamMember> Members => _db.Members.Where(m => m.OrganizationId == "o1");

    private IQueryable<Models.Reading> Readings => _db.Readings.Where(r => r.Device == "d1");

    [Fact]
    public void Answered_ones_explain()
    {
        var faults = new List<string>();
        foreach (var (query, index) in Answered().Select((q, i) => (q, i)))
        {
            try
            {
                var line = query().ToString()!;
                if (!line.StartsWith("Query MultiTenantApp", StringComparison.Ordinal) && !line.StartsWith("GetItem MultiTenantApp", StringComparison.Ordinal))
                {
                    faults.Add($"{index}: {line}");
                }
            }
            catch (Exception error)
            {
                faults.Add($"{index}: {error.GetType().Name} {error.Message}");
            }
        }

        faults.ShouldBeEmpty(string.Join('\n', faults));
    }

    [Fact]
    public void Refused_ones_are_refused_in_our_words()
    {
        var faults = new List<string>();
        foreach (var (query, index) in Refused().Select((q, i) => (q, i)))
        {
            try
            {
                faults.Add($"{index}: answered {query()}");
            }
            catch (SingleTableException refusal)
            {
                faults.AddRange(ErrorRules.Faults(refusal).Select(f => $"{index}: {f}"));
            }
            catch (Exception leak)
            {
                faults.Add($"{index}: {leak.GetType().Name} {leak.Message}");
            }
        }

        faults.ShouldBeEmpty(string.Join('\n', faults));
        _database.Requests.ShouldBeEmpty();
    }

    private IEnumerable<Func<object>> Answered()
    {
        string? nothing = null;
        var (name, flag, text) = ("x", true, "Sales");
        var array = new[] { "a", "b" };
        var lookup = new Dictionary<string, string> { ["k"] = "Sales" };
        Func<string, string> local = s => s + "!";
        Func<string, string> function = s => s + "?";
        Expression<Func<Team, bool>> composed = t => t.Name == name;
        yield return () => from t in Teams let n = t.Name where n == name select t;
        yield return () => from t in Teams let n = t.Name where n == name select new { t.Id, n };
        yield return () => from t in Teams where t.Name == name orderby t.Id descending select t.Name;
        yield return () => Teams.Select(t => t.Name).Where(n => n == name);
        yield return () => Teams.Select(t => new { t.Id, N = t.Name }).Where(x => x.N == name);
        yield return () => Teams.Select(t => new Address(t.Name, null, new List<string>()));
        yield return () => Teams.OfType<Team>().Cast<Team>().Where(t => t.Name == name);
        yield return () => Teams.Cast<object>();
        yield return () => Teams.Where(t => t.GetType() == typeof(Team));
        yield return () => Teams.Where(composed);
        yield return () => Teams.Where(t => t.Name == local("a"));
        yield return () => Teams.Where(t => t.Name == function("a"));
        yield return () => Teams.Where(t => t.Name == $"{name}-{text}");
        yield return () => Teams.Where(t => t.Name == string.Concat(name, "-", text));
        yield return () => Teams.Where(t => t.Name == (nothing ?? "fallback"));
        yield return () => Teams.Where(t => t.Name == (flag ? name : text));
        yield return () => Teams.Where(t => flag ? t.Name == name : t.Name == text);
        yield return () => Teams.Where(t => t.Name == lookup["k"]);
        yield return () => Teams.Where(t => t.Name == array[1]);
        yield return () => Teams.Where(t => t.Name == s_names[0]);
        yield return () => Teams.Where(t => t.MemberCount > Math.Max(1, array.Length));
        yield return () => Teams.Where(t => t.MemberCount > checked(array.Length + 1));
        yield return () => Teams.Where(t => checked((long)t.MemberCount) > 1);
        yield return () => Teams.Where(t => (object)t.Name == (object)name);
        yield return () => Teams.Where(t => (t.Description ?? "none") == "none");
        yield return () => Teams.Where(t => (t.Description ?? "none") != "none");
        yield return () => Teams.Where(t => (t.Description ?? "") == name);
        yield return () => Readings.Where(r => (r.ExpiresAt ?? DateTimeOffset.MaxValue) > DateTimeOffset.UtcNow);
        yield return () => Readings.Where(r => r.ExpiresAt!.Value > DateTimeOffset.UtcNow);
        yield return () => Readings.Where(r => r.ExpiresAt > DateTimeOffset.UtcNow.AddDays(-1));
        yield return () => Readings.Where(r => r.Time > DateTime.UtcNow.Date);
        yield return () => Readings.Where(r => r.Value > default(double));
        yield return () => Teams.Where(t => t.Description == default);
        yield return () => Teams.Where(t => t.Tags.Any(x => x == name));
        yield return () => Teams.Where(t => t.Tags.Any(x => name == x));
        yield return () => Teams.Where(t => s_names.Any(n => n == t.Name));
        yield return () => Teams.Where(t => array.Any(n => t.Name == n));
        yield return () => Teams.Where(t => s_names.Exists(n => n == t.Name));
        yield return () => Members.Where(m => m.Address!.Phones.Any(p => p == "1"));
        yield return () => Members.Where(m => m.Address!.Phones[0] == "1");
        yield return () => Members.Where(m => m.Address!.Phones.First() == "1");
        yield return () => Members.Where(m => m.Address!.Phones.ElementAt(1) == "1");
        yield return () => Projects.Where(p => p.Status.Equals(ProjectStatus.Active));
        yield return () => Projects.Where(p => new[] { ProjectStatus.Active, ProjectStatus.Archived }.Contains(p.Status));
        yield return () => Projects.Where(p => Equals(p.Name, name));
        yield return () => Projects.Where(p => p.Name.CompareTo(name) == 0);
        yield return () => Projects.Where(p => object.Equals(p.TaskCount, 3));
        yield return () => Projects.Where(p => p is Project && p.Name == name);
        yield return () => Projects.Where(p => p != null && p.Name == name);
        yield return () => Projects.Where(p => true);
        yield return () => Projects.Where(p => p.TaskCount == 'a');
        yield return () => Projects.Where(p => p.TaskCount > 1.5m);
        yield return () => Projects.Where(p => p.Name == string.Empty);
        yield return () => Projects.Where(p => p.TaskCount == int.Parse("3", CultureInfo.InvariantCulture));
        yield return () => Projects.Where(p => p.Name.Length > 3 ^ flag);
        yield return () => Projects.Where(p => !(p.TaskCount > 3 && !(p.Name == name)));
        yield return () => Projects.Select(p => $"{p.Name}-{p.TaskCount}");
        yield return () => Projects.Select(p => p.Owner ?? "nobody");
        yield return () => Projects.Select(p => new { p.CreatedAt.Year, Long = p.Name.Length > 3 ? "long" : "short" });
        yield return () => Projects.Select(p => local(p.Name));
        yield return () => Projects.Select(p => p.Status.HasFlag(ProjectStatus.Archived));
        yield return () => Projects.Select(p => new List<string> { p.Name, p.Id });
        yield return () => Projects.Select(p => new[] { p.Name });
        yield return () => Projects.Select(p => new Dictionary<string, string> { { p.Id, p.Name } });
        yield return () => Projects.Select(p => (object)p.TaskCount);
        yield return () => Projects.Select(p => p.Owner as object);
        yield return () => Teams.Select(t => t.Tags.Where(x => x != name).OrderBy(x => x).ToList());
        yield return () => Teams.Select(t => t.Tags.Select(x => new { x, t.Name }));
        yield return () => Projects.OrderBy(p => p.Id).ThenBy(p => p.Id);
        yield return () => Projects.Take(array.Length);
        yield return () => Projects.Take(2).Select(p => p.Name);
        yield return () => Projects.Reverse().Where(p => p.Name == name).Select(p => p.Name);
        yield return () => Projects.Select(_ => 1);
    }
}
