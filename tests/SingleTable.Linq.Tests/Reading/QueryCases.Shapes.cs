using SingleTable.Linq.Tests.Models;
using static SingleTable.Linq.Tests.Reading.QueryCase;

namespace SingleTable.Linq.Tests.Reading;

public static partial class QueryCases
{
    private const string StaticId = "a01";
    private static readonly string s_static01 = "a01";

    private static string Property01 => "a01";

    private static string Method01(string start) => start + "01";

    /// <summary>Values from everywhere: each becomes the same GetItem.</summary>
    private static IEnumerable<QueryCase> Closures
    {
        get
        {
            const string Get = "GetItem Table  pk = TENANT#acme#SITE#s1  sk = ASSET#a01";
            var local = "a01";
            var holder = new Holder { Id = "a01", Inner = new Holder { Id = "s1" } };
            var array = new[] { "a00", "a01" };
            var map = new Dictionary<string, string> { ["k"] = "a01" };
            var list = new List<string> { "a01" };
            var (number, tuple, anonymous) = (1, ("a01", 2), new { Id = "a01" });
            Func<string> function = () => "a01";
            string? maybe = "a01", missing = null;
            object boxed = "a01";
            QueryCase One(System.Linq.Expressions.Expression<Func<Asset, bool>> where) =>
                List<Asset, Asset>(q => q.Where(a => a.Site == "s1").Where(where), Get, where.ToString());
            yield return One(a => a.Id == "a01");
            yield return One(a => a.Id == local);
            yield return One(a => local == a.Id);
            yield return One(a => a.Id == StaticId);
            yield return One(a => a.Id == s_static01);
            yield return One(a => a.Id == Property01);
            yield return One(a => a.Id == Method01("a"));
            yield return One(a => a.Id == holder.Id);
            yield return List<Asset, Asset>(q => q.Where(a => a.Site == holder.Inner!.Id && a.Id == holder.Id), Get);
            yield return One(a => a.Id == array[1]);
            yield return One(a => a.Id == array[number]);
            yield return One(a => a.Id == array.Last());
            yield return One(a => a.Id == map["k"]);
            yield return One(a => a.Id == list[0]);
            yield return One(a => a.Id == list.First());
            yield return One(a => a.Id == tuple.Item1);
            yield return One(a => a.Id == anonymous.Id);
            yield return One(a => a.Id == function());
            yield return One(a => a.Id == "a" + "01");
            yield return One(a => a.Id == "a0" + number);
            yield return One(a => a.Id == $"a0{number}");
            yield return One(a => a.Id == $"a{number:D2}");
            yield return One(a => a.Id == (missing ?? "a01"));
            yield return One(a => a.Id == (number == 1 ? "a01" : "a02"));
            yield return One(a => a.Id == maybe);
            yield return One(a => a.Id == (string)boxed);
            yield return One(a => a.Id == local.Trim().ToLowerInvariant());
            yield return One(a => a.Id == string.Concat("a", "0", "1"));
            yield return One(a => a.Id.Equals(local));
            yield return One(a => Equals(a.Id, local));
            yield return One(a => a.Id.CompareTo(local) == 0);
            yield return One(a => new[] { local }.Contains(a.Id));
            yield return One(a => a.Id == new Holder { Id = local }.Id);
            foreach (var item in array.Skip(1))
            {
                yield return One(a => a.Id == item);
            }
        }
    }

    /// <summary>What a Select makes, and what it reads for it.</summary>
    private static IEnumerable<QueryCase> Shapes
    {
        get
        {
            var (factor, list) = (3, new List<string> { "x" });
            yield return List<Asset, int>(q => q.Where(a => a.Site == "s1").Select(a => a.Left), $"{Site1}  select Left");
            yield return List<Asset, int?>(q => q.Where(a => a.Site == "s1").Select(a => a.Maybe), $"{Site1}  select Maybe");
            yield return List<Asset, int>(q => q.Where(a => a.Site == "s1").Select(a => a.Left * factor), $"{Site1}  select Left");
            yield return List<Asset, string>(q => q.Where(a => a.Site == "s1").Select(a => $"{a.Id}: {a.Price}"), $"{Site1}  select Id, Price");
            yield return List<Asset, string>(q => q.Where(a => a.Site == "s1").Select(a => a.Note ?? "none"), $"{Site1}  select Note");
            yield return List<Asset, string>(q => q.Where(a => a.Site == "s1").Select(a => a.IsOn ? a.Id : a.Name), $"{Site1}  select Id, IsOn, Name");
            yield return List<Asset, object>(q => q.Where(a => a.Site == "s1").Select(a => new { a.Id, a.Main.Name }), $"{Site1}  select Id, Main");
            yield return List<Asset, object>(q => q.Where(a => a.Site == "s1").Select(a => new { a.Id, Deep = new { a.Left, a.Right } }), $"{Site1}  select Id, Left, Right");
            yield return List<Asset, Part>(q => q.Where(a => a.Site == "s1").Select(a => a.Main), $"{Site1}  select Main");
            yield return List<Asset, int>(q => q.Where(a => a.Site == "s1").Select(a => a.Main.Size), $"{Site1}  select Main");
            yield return List<Asset, Part>(q => q.Where(a => a.Site == "s1").Select(a => new Part { Name = a.Id, Size = a.Left + 1 }), $"{Site1}  select Id, Left");
            yield return List<Asset, Tuple<string, int>>(q => q.Where(a => a.Site == "s1").Select(a => Tuple.Create(a.Id, a.Left)), $"{Site1}  select Id, Left");
            yield return List<Asset, List<string>>(q => q.Where(a => a.Site == "s1").Select(a => new List<string> { a.Id, a.Name }), $"{Site1}  select Id, Name");
            yield return List<Asset, string[]>(q => q.Where(a => a.Site == "s1").Select(a => new[] { a.Id, list[0] }), $"{Site1}  select Id");
            yield return List<Asset, int>(q => q.Where(a => a.Site == "s1").Select(a => a.Scores.Count + a.Lines.Length), $"{Site1}  select Scores, Lines");
            yield return List<Asset, int>(q => q.Where(a => a.Site == "s1").Select(a => a.Numbers.Sum()), $"{Site1}  select Numbers");
            yield return List<Asset, int>(q => q.Where(a => a.Site == "s1").Select(a => a.Numbers.Where(n => n > 0).Select(n => n * a.Left).Sum()), $"{Site1}  select Left, Numbers");
            yield return List<Asset, bool>(q => q.Where(a => a.Site == "s1").Select(a => a.Name.ToUpper().EndsWith("É")), $"{Site1}  select Name");
            yield return List<Asset, int>(q => q.Where(a => a.Site == "s1").Select(a => a.At.Year + a.Day.Month), $"{Site1}  select Day, At");
            yield return List<Asset, string>(q => q.Where(a => a.Site == "s1").Select(a => a.Plan.ToString()), $"{Site1}  select Plan");
            yield return List<Asset, int>(q => q.Where(a => a.Site == "s1" && a.Left > 3).Select(a => a.Right), $"{Site1}  filter Left > 3  select Right");
            yield return List<Asset, Asset>(q => q.Where(a => a.Site == "s1").Select(a => new Asset { Site = a.Site, Id = a.Id }).Take(0), "").Nothing();
            yield return List<Asset, object>(q => q.Where(a => a.Site == "s1").Select(a => new { a, a.Id }), Site1);
            yield return List<Asset, string>(q => from a in q where a.Site == "s1" let n = a.Name where n != "" select n + a.Id, $"{Site1}  filter Name <>   select Id, Name");
            yield return List<Asset, string>(q => q.Where(a => a.Site == "s1").Select(a => a.Name).Where(n => n != ""), $"{Site1}  filter Name <>   select Name");
            yield return List<Asset, int>(q => q.Where(a => a.Site == "s1").Select(a => new { a.Left, a.Right }).Where(x => x.Left > x.Right).Select(x => x.Left), $"{Site1}  filter Left > Right  select Left");
            yield return List<Asset, int>(q => q.Where(a => a.Site == "s1").Select(_ => 1), $"{Site1}  select ");
        }
    }

    /// <summary>Result operators over each kind of access.</summary>
    private static IEnumerable<QueryCase> Results
    {
        get
        {
            const string Down = "Query Table  pk = TENANT#acme#SITE#s1  sk begins_with ASSET#  desc";
            yield return One<Asset, int>(q => q.CountAsync(a => a.Site == "s1" && a.IsOn), q => 5, $"{Site1}  filter IsOn = true  count");
            yield return One<Asset, long>(q => q.Where(a => a.Site == "s1").LongCountAsync(a => a.Left > 3), q => 6, $"{Site1}  filter Left > 3  count");
            yield return One<Asset, bool>(q => q.Where(a => a.Site == "s1").AnyAsync(a => a.Left > 8), q => true, $"{Site1}  filter Left > 8");
            yield return One<Asset, bool>(q => q.Where(a => a.Site == "s1").AnyAsync(a => a.Left > 80), q => false, $"{Site1}  filter Left > 80");
            yield return One<Asset, bool>(q => q.Where(a => a.Site == "s1").AllAsync(a => a.Left > 0), q => false, $"{Site1}  filter not (Left > 0)");
            yield return One<Asset, string>(q => q.Where(a => a.Site == "s1").OrderByDescending(a => a.Id).Select(a => a.Id).FirstAsync(), q => "a09", $"{Down}  select Id  limit 1");
            yield return One<Asset, string>(q => q.Where(a => a.Site == "s1").Select(a => a.Id).LastAsync(), q => "a09", $"{Down}  select Id  limit 1");
            yield return One<Asset, string?>(q => q.Where(a => a.Site == "s1" && a.Left > 80).Select(a => a.Id).FirstOrDefaultAsync(), q => null, $"{Site1}  filter Left > 80  select Id");
            yield return One<Asset, Asset>(q => q.SingleAsync(a => a.Site == "s1" && a.Left == 4), q => q.Single(a => a.Left == 4), $"{Site1}  filter Left = 4");
            yield return One<Asset, bool>(q => q.AnyAsync(a => a.Site == "s1" && a.Id == "a01"), q => true, "GetItem Table  pk = TENANT#acme#SITE#s1  sk = ASSET#a01");
            yield return One<Asset, bool>(q => q.AnyAsync(a => a.Site == "s1" && a.Id == "none"), q => false, "GetItem Table  pk = TENANT#acme#SITE#s1  sk = ASSET#none");
            yield return One<Asset, string>(q => q.Where(a => a.Site == "s1").MinAsync(a => a.Id), q => "a00", $"{Site1}  select Id  limit 1");
            yield return One<Stamp<int>, int>(q => q.Where(s => s.Site == "s1").MaxAsync(s => s.At), q => int.MaxValue, $"Query Table  pk = {Stamps1}  sk begins_with INT#  desc  select At  limit 1");
            yield return One<Stamp<long>, long>(q => q.Where(s => s.Site == "s1").MinAsync(s => s.At), q => long.MinValue, $"Query Table  pk = {Stamps1}  sk begins_with LONG#  asc  select At  limit 1");
            yield return List<Asset, Asset>(q => q.Where(a => a.Site == "s1").OrderBy(a => a.Id).Take(3), $"{Site1}  limit 3");
            yield return List<Asset, Asset>(q => q.Where(a => a.Site == "s1").OrderByDescending(a => a.Id).Take(3), $"{Down}  limit 3");
            yield return List<Asset, Asset>(q => q.Where(a => a.Site == "s1" && a.IsOn).OrderByDescending(a => a.Id).Take(2), $"{Down}  filter IsOn = true");
            yield return List<Asset, Asset>(q => q.Where(a => a.Site == "s1").OrderBy(a => a.Site).ThenByDescending(a => a.Id), Down);
            yield return List<Asset, Asset>(q => q.Where(a => a.Site == "s1").OrderByDescending(a => a.Id).ThenBy(a => a.Id), Down);
            yield return List<Asset, Asset>(q => q.Where(a => a.Site == "s1").Reverse(), Down);
            yield return List<Asset, Asset>(q => q.Where(a => a.Site == "s1").OfType<Asset>().Cast<Asset>(), Site1);
            yield return List<Asset, string>(q => q.Where(a => a.Site == "s1").Select(a => a.Id).Take(2), $"{Site1}  select Id  limit 2");
            yield return List<Asset, string>(q => q.Where(a => a.Site == "s1").Take(2).Select(a => a.Id), $"{Site1}  select Id  limit 2");
        }
    }

    private sealed class Holder
    {
        public string Id { get; init; } = "";
        public Holder? Inner { get; init; }
    }
}
