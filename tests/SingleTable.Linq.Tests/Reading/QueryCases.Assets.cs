using System.Linq.Expressions;
using SingleTable.Linq.Tests.Models;
using static SingleTable.Linq.Tests.Reading.QueryCase;

namespace SingleTable.Linq.Tests.Reading;

public static partial class QueryCases
{
    private const string Site1 = "Query Table  pk = TENANT#acme#SITE#s1  sk begins_with ASSET#  asc";

    private static QueryCase Asset(Expression<Func<Asset, bool>> where, string filter) =>
        List<Asset, Asset>(q => q.Where(a => a.Site == "s1").Where(where), filter.Length == 0 ? Site1 : $"{Site1}  filter {filter}", where.ToString());

    private static QueryCase NoAsset(Expression<Func<Asset, bool>> where, string filter) => Asset(where, filter).Nothing();

    private static QueryCase NoRequest(Expression<Func<Asset, bool>> where) =>
        List<Asset, Asset>(q => q.Where(a => a.Site == "s1").Where(where), "", where.ToString()).Nothing();

    /// <summary>Conditions on attributes of every kind.</summary>
    private static IEnumerable<QueryCase> Assets => [.. Numbers, .. Times, .. Texts, .. Nulls, .. Collections, .. Nested, .. Logic];

    private static IEnumerable<QueryCase> Numbers
    {
        get
        {
            int? three = 3, none = null;
            var large = 3_000_000_000L;
            // 5.1f is not 5.1, and 0.1f is more than 0.1.
            yield return NoRequest(a => a.Single == 5.1);
            yield return Asset(a => a.Single == 0.5, "Single = 0.5");
            yield return Asset(a => a.Single != 5.1, "");
            yield return Asset(a => a.Single >= 5.1, "Single > 5.1").Nothing();
            yield return Asset(a => a.Single < 5.1, "Single <= 5.1");
            yield return Asset(a => a.Single > 0.1, "Single >= 0.1");
            yield return Asset(a => a.Single <= 0.1, "Single < 0.1");
            yield return Asset(a => a.Single < 1e300, "Single is not null");
            yield return NoRequest(a => a.Single > 1e300);
            yield return Asset(a => a.Tiny == 40, "Tiny = 40");
            yield return Asset(a => 40 == a.Tiny, "Tiny = 40");
            yield return Asset(a => a.Tiny > 100L, "Tiny > 100");
            yield return Asset(a => 99.5 < a.Tiny, "Tiny > 99.5");
            yield return Asset(a => a.Short < -1000, "Short < -1000");
            yield return Asset(a => -1000 > a.Short, "Short < -1000");
            yield return Asset(a => a.Left >= 3 && 6 >= a.Left, "Left >= 3 and Left <= 6");
            yield return Asset(a => a.Left > 2.5m, "Left > 2.5");
            yield return Asset(a => a.Left == 3L, "Left = 3");
            yield return Asset(a => (long)a.Left == 3L, "Left = 3");
            yield return NoAsset(a => a.Left == large, "Left = 3000000000");
            yield return Asset(a => a.Left < large, "Left < 3000000000");
            yield return Asset(a => a.Left == three, "Left = 3");
            yield return Asset(a => a.Left == three!.Value, "Left = 3");
            yield return NoAsset(a => a.Left == none, "Left is null");
            yield return NoRequest(a => a.Left > none);
            yield return NoRequest(a => none <= a.Left);
            yield return Asset(a => a.Left != none, "Left is not null");
            yield return Asset(a => a.Unsigned > 3_000_000_005u, "Unsigned > 3000000005");
            yield return Asset(a => a.Unsigned > 3_000_000_005L, "Unsigned > 3000000005");
            yield return Asset(a => a.Long > int.MaxValue, "Long > 2147483647");
            yield return Asset(a => a.Long == 0, "Long = 0");
            yield return Asset(a => a.Single > 1.5f, "Single > 1.5");
            yield return Asset(a => a.Single <= 1.5, "Single <= 1.5");
            yield return Asset(a => a.Ratio < 0, "Ratio < 0");
            yield return Asset(a => a.Ratio >= -0.5f, "Ratio >= -0.5");
            yield return Asset(a => a.Price > 50, "Price > 50");
            yield return Asset(a => a.Price == 9.99m, "Price = 9.99");
            yield return Asset(a => a.Price == 9.990m, "Price = 9.990");
            yield return Asset(a => (double)a.Price > 60.5, "Price > 60.5");
            yield return Asset(a => a.Grade == Grade.High, "Grade = High");
            yield return Asset(a => a.Grade > Grade.Low, "Grade > Low");
            yield return Asset(a => Grade.Middle <= a.Grade, "Grade >= Middle");
            yield return Asset(a => a.Grade != Grade.Low, "Grade <> Low");
            yield return Asset(a => a.Plan == Plan.Pro, "Plan = Pro");
            yield return Asset(a => (int)a.Plan == 1, "Plan = Pro");
            yield return Asset(a => a.Plan.Equals(Plan.Pro), "Plan = Pro");
            yield return Asset(a => a.MaybePlan == Plan.Pro, "MaybePlan = Pro");
            yield return Asset(a => a.MaybePlan != Plan.Pro, "MaybePlan <> Pro");
            yield return Asset(a => a.MaybePlan == null, "MaybePlan is null");
            yield return Asset(a => new[] { Plan.Pro, Plan.Enterprise }.Contains(a.Plan), "Plan in (Pro, Enterprise)");
            yield return Asset(a => new[] { 1, 2, 99 }.Contains(a.Left), "Left in (1, 2, 99)");
            yield return Asset(a => new byte[] { 20, 60 }.Contains(a.Tiny), "Tiny in (20, 60)");
        }
    }

    private static IEnumerable<QueryCase> Times
    {
        get
        {
            var day = SaasData.Day.UtcDateTime;
            var noon = new DateTimeOffset(day.AddHours(21)).ToOffset(TimeSpan.FromHours(5));
            yield return Asset(a => a.Day == new DateOnly(2026, 3, 2), "Day = 2026-03-02");
            yield return Asset(a => a.Day > DateOnly.FromDateTime(day), "Day > 2026-03-01");
            yield return Asset(a => a.Clock >= new TimeOnly(12, 0), "Clock >= 12:00:00.0000000");
            yield return Asset(a => a.At >= day.AddHours(21), "At >= 2026-03-02T09:00:00.0000000Z");
            yield return Asset(a => day.AddHours(21) > a.At, "At < 2026-03-02T09:00:00.0000000Z");
            yield return Asset(a => a.At == day, "At = 2026-03-01T12:00:00.0000000Z");
            yield return Asset(a => a.Moment > noon, "Moment > 2026-03-02T14:00:00.0000000+05:00");
            yield return Asset(a => a.Moment == noon, "Moment = 2026-03-02T14:00:00.0000000+05:00");
            yield return Asset(a => a.ClosedAt > day.AddDays(2), "ClosedAt > 2026-03-03T12:00:00.0000000Z");
            yield return Asset(a => a.ClosedAt > day.AddDays(2) || a.ClosedAt == null, "ClosedAt > 2026-03-03T12:00:00.0000000Z or ClosedAt is null");
            yield return Asset(a => !a.ClosedAt.HasValue, "ClosedAt is null");
            yield return Asset(a => a.Lasts > TimeSpan.FromHours(3), "Lasts > 03:00:00");
            yield return Asset(a => a.Lasts == TimeSpan.Zero, "Lasts = 00:00:00");
            yield return Asset(a => a.Token == new Guid(3, 0, 0, new byte[8]), "Token = 00000003-0000-0000-0000-000000000000");
            yield return Asset(a => a.Token != Guid.Empty, "Token <> 00000000-0000-0000-0000-000000000000");
            yield return Asset(a => a.Parent == Guid.Empty, "Parent = 00000000-0000-0000-0000-000000000000");
            yield return Asset(a => a.Parent == null, "Parent is null");
            yield return Asset(a => a.Parent != null && a.Parent != Guid.Empty, "Parent is not null and Parent <> 00000000-0000-0000-0000-000000000000");
        }
    }

    private static IEnumerable<QueryCase> Texts
    {
        get
        {
            var letter = 'c';
            var part = "sset 1";
            string? none = null;
            yield return Asset(a => a.Letter == 'c', "Letter = c");
            yield return Asset(a => 'c' == a.Letter, "Letter = c");
            yield return Asset(a => a.Letter > letter, "Letter > c");
            yield return Asset(a => a.Letter != letter, "Letter <> c");
            yield return Asset(a => a.MaybeLetter == 'D', "MaybeLetter = D");
            yield return Asset(a => a.MaybeLetter == null, "MaybeLetter is null");
            yield return Asset(a => new[] { 'a', 'b' }.Contains(a.Letter), "Letter in (a, b)");
            yield return Asset(a => a.Name == "", "Name = ");
            yield return Asset(a => a.Name != "", "Name <> ");
            yield return Asset(a => a.Name.Length == 0, "size(Name) = 0");
            yield return Asset(a => a.Name.Length > 0, "size(Name) > 0");
            yield return Asset(a => string.IsNullOrEmpty(a.Note), "Note is null or Note = ");
            yield return Asset(a => !string.IsNullOrEmpty(a.Note), "not (Note is null or Note = )");
            yield return Asset(a => a.Name.Contains(part), "Name contains sset 1");
            yield return Asset(a => a.Name.Contains('3'), "Name contains 3");
            yield return Asset(a => a.Name.Contains("é"), "Name contains é");
            yield return Asset(a => a.Name.Contains("3", StringComparison.Ordinal), "Name contains 3");
            yield return Asset(a => a.Name.StartsWith("Asset 1"), "Name begins_with Asset 1");
            yield return Asset(a => a.Name.StartsWith('A'), "Name begins_with A");
            yield return Asset(a => a.Name.StartsWith(""), "Name begins_with ");
            yield return Asset(a => !a.Name.StartsWith("Asset 1"), "not (Name begins_with Asset 1)");
            yield return Asset(a => a.Name.Equals("Asset 1 é"), "Name = Asset 1 é");
            yield return Asset(a => "Asset 1 é".Equals(a.Name), "Name = Asset 1 é");
            yield return Asset(a => string.Equals(a.Name, "Asset 1 é"), "Name = Asset 1 é");
            yield return Asset(a => a.Name.Equals("Asset 1 é", StringComparison.Ordinal), "Name = Asset 1 é");
            yield return Asset(a => string.Equals("Asset 1 é", a.Name, StringComparison.Ordinal), "Name = Asset 1 é");
            yield return Asset(a => string.CompareOrdinal(a.Name, "Asset 3") > 0, "Name > Asset 3");
            yield return Asset(a => 0 > string.CompareOrdinal(a.Name, "Asset 3"), "Name < Asset 3");
            yield return Asset(a => string.CompareOrdinal("Asset 3", a.Name) < 0, "Name > Asset 3");
            yield return Asset(a => a.Name.CompareTo("Asset 2 é") == 0, "Name = Asset 2 é");
            yield return Asset(a => a.Note == none, "Note is null");
            yield return Asset(a => a.Note != none, "Note is not null");
            yield return Asset(a => a.Note != "note 1", "Note <> note 1");
            yield return Asset(a => !(a.Note == "note 1"), "not (Note = note 1)");
            yield return Asset(a => (a.Note ?? "none") == "none", "Note = none or Note is null");
            yield return Asset(a => (a.Note ?? "none") != "none", "Note is not null and Note <> none");
            yield return Asset(a => (a.Note ?? "").StartsWith("note"), "Note begins_with note");
            yield return Asset(a => (a.Note ?? a.Alias) == "note 1", "Note = note 1 or (Note is null and Alias = note 1)");
        }
    }

    private static IEnumerable<QueryCase> Nulls
    {
        get
        {
            yield return Asset(a => a.Maybe == null, "Maybe is null");
            yield return Asset(a => a.Maybe != null, "Maybe is not null");
            yield return Asset(a => a.Maybe.HasValue, "Maybe is not null");
            yield return Asset(a => !a.Maybe.HasValue, "Maybe is null");
            yield return Asset(a => a.Maybe > 3, "Maybe > 3");
            yield return Asset(a => a.Maybe < 3, "Maybe < 3");
            yield return Asset(a => !(a.Maybe > 3), "not (Maybe > 3)");
            yield return Asset(a => a.Maybe != 4, "Maybe <> 4");
            yield return Asset(a => a.Maybe == 4L, "Maybe = 4");
            yield return Asset(a => (a.Maybe ?? 0) < 3, "Maybe < 3 or Maybe is null");
            yield return Asset(a => (a.Maybe ?? 7) > 6, "Maybe > 6 or Maybe is null");
            yield return Asset(a => (a.Maybe ?? 0) == 4, "Maybe = 4");
            yield return Asset(a => (a.Maybe ?? a.Left) == 3, "Maybe = 3 or (Maybe is null and Left = 3)");
            yield return Asset(a => a.Maybe.GetValueOrDefault() == 0, "Maybe = 0 or Maybe is null");
            yield return Asset(a => a.Maybe.GetValueOrDefault(5) == 5, "Maybe = 5 or Maybe is null");
            yield return Asset(a => a.MaybeRatio >= 0.5, "MaybeRatio >= 0.5");
            yield return Asset(a => a.IsKnown == true, "IsKnown = true");
            yield return Asset(a => a.IsKnown != true, "IsKnown <> true");
            yield return Asset(a => a.IsKnown == null, "IsKnown is null");
            yield return Asset(a => a.IsKnown ?? false, "IsKnown = true");
            yield return Asset(a => !(a.IsKnown ?? false), "not (IsKnown = true)");
            yield return Asset(a => a.IsKnown ?? true, "IsKnown = true or IsKnown is null");
            yield return Asset(a => a.IsKnown.HasValue && a.IsKnown.Value, "IsKnown is not null and IsKnown = true");
            yield return Asset(a => a.Data == null, "Data is null");
            yield return Asset(a => a.Data != null && a.Data.Length == 2, "Data is not null and size(Data) = 2");
            yield return Asset(a => a.Spare == null, "Spare is null");
            yield return Asset(a => a.Note == a.Alias, "Note = Alias or (Note is null and Alias is null)");
            yield return Asset(a => a.Note != a.Alias, "not (Note = Alias or (Note is null and Alias is null))");
            yield return Asset(a => a.Left < a.Right, "Left < Right");
            yield return Asset(a => a.Left >= a.Maybe, "Left >= Maybe");
            yield return Asset(a => a.Main.Size == a.Left, "Main.Size = Left or (Main.Size is null and Left is null)");
        }
    }
}
