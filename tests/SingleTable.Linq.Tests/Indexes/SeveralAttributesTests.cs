using System.Runtime.CompilerServices;
using SingleTable.Linq.Tests.Engines;

namespace SingleTable.Linq.Tests.Indexes;

/// <summary>Queries of indexes with keys of several attributes: the same results as LINQ to Objects, by these requests.</summary>
public abstract class SeveralAttributesTests<TEngine> : ShopTests<TEngine>
    where TEngine : Engine, new()
{
    private sealed record Case(string Name, Func<IQueryable<Sale>, IQueryable<Sale>> Query, string[] Requests, bool Hydrates = false);

    private static readonly string[] s_regions = ["EU", "US", "EU"];
    private static readonly DateTimeOffset s_two = ShopData.Day.AddHours(2);
    private static readonly DateTimeOffset s_six = ShopData.Day.AddHours(6);
    private static readonly int s_year = 2021;

    private static readonly Case[] s_cases =
    [
        Of(q => q.Where(x => x.Region == "EU"),
            "Query Shop/ByRegion  Region = EU  asc  filter type = Sale"),
        Of(q => q.Where(x => "EU" == x.Region && x.TenantId == "acme"),
            "Query Shop/ByRegion  Region = EU  asc  filter type = Sale"),
        Of(q => q.Where(x => x.Region == "nothing"),
            "Query Shop/ByRegion  Region = nothing  asc  filter type = Sale"),
        Of(q => q.Where(x => x.Region == "EU" && x.Status == SaleStatus.Paid),
            "Query Shop/ByRegion  Region = EU  Status = Paid  asc  filter type = Sale"),
        Of(q => q.Where(x => x.Region == "EU" && x.Status == SaleStatus.Paid && x.CreatedAt == s_two),
            "Query Shop/ByRegion  Region = EU  Status = Paid  CreatedAt = 2026-01-01T02h  asc  filter type = Sale"),
        Of(q => q.Where(x => x.Region == "EU" && x.Status == SaleStatus.Paid && x.CreatedAt > s_two),
            "Query Shop/ByRegion  Region = EU  Status = Paid  CreatedAt > 2026-01-01T02h  asc  filter type = Sale"),
        Of(q => q.Where(x => x.Region == "EU" && x.Status == SaleStatus.Paid && s_two <= x.CreatedAt),
            "Query Shop/ByRegion  Region = EU  Status = Paid  CreatedAt >= 2026-01-01T02h  asc  filter type = Sale"),
        Of(q => q.Where(x => x.Region == "EU" && x.Status == SaleStatus.Paid && x.CreatedAt < s_two),
            "Query Shop/ByRegion  Region = EU  Status = Paid  CreatedAt < 2026-01-01T02h  asc  filter type = Sale"),
        Of(q => q.Where(x => x.Region == "EU" && x.Status == SaleStatus.Paid && x.CreatedAt <= s_two),
            "Query Shop/ByRegion  Region = EU  Status = Paid  CreatedAt <= 2026-01-01T02h  asc  filter type = Sale"),
        Of(q => q.Where(x => x.Region == "EU" && x.Status == SaleStatus.Paid && x.CreatedAt >= s_two && x.CreatedAt <= s_six),
            "Query Shop/ByRegion  Region = EU  Status = Paid  CreatedAt between 2026-01-01T02h and 2026-01-01T06h  asc  filter type = Sale"),
        Of(q => q.Where(x => x.Region == "EU" && x.Status == SaleStatus.Paid && x.CreatedAt > s_two && x.CreatedAt < s_six),
            "Query Shop/ByRegion  Region = EU  Status = Paid  CreatedAt between 2026-01-01T02h and 2026-01-01T06h  asc  filter type = Sale"),
        Of(q => q.Where(x => x.Region == "EU" && x.Status == SaleStatus.Paid && x.CreatedAt >= s_two && x.CreatedAt < s_six),
            "Query Shop/ByRegion  Region = EU  Status = Paid  CreatedAt between 2026-01-01T02h and 2026-01-01T06h  asc  filter type = Sale"),
        Of(q => q.Where(x => x.Region == "EU" && x.Status == SaleStatus.Paid && x.CreatedAt > s_two && x.CreatedAt <= s_six).OrderBy(x => x.CreatedAt).ThenBy(x => x.Amount).Take(3),
            "Query Shop/ByRegion  Region = EU  Status = Paid  CreatedAt between 2026-01-01T02h and 2026-01-01T06h  asc  filter type = Sale"),
        Of(q => q.Where(x => x.Region == "EU" && x.Status == SaleStatus.Paid && x.CreatedAt > s_two && x.CreatedAt < s_two /* nothing */),
            ""),
        Of(q => q.Where(x => x.Region == "EU" && x.Status == SaleStatus.Paid && x.CreatedAt > s_two && x.CreatedAt > s_six),
            "Query Shop/ByRegion  Region = EU  Status = Paid  CreatedAt > 2026-01-01T06h  asc  filter type = Sale"),
        Of(q => q.Where(x => x.Region == "EU" && x.Status == SaleStatus.Paid && x.Status == SaleStatus.Closed /* nothing */),
            ""),
        Of(q => q.Where(x => x.Region == "EU" && x.Status == SaleStatus.Paid && x.CreatedAt == s_two && x.Amount == 0m),
            "Query Shop/ByRegion  Region = EU  Status = Paid  CreatedAt = 2026-01-01T02h  Amount = 0  asc  filter type = Sale"),
        Of(q => q.Where(x => x.Region == "EU" && x.Status == SaleStatus.Paid && x.CreatedAt == s_two && x.Amount > -1),
            "Query Shop/ByRegion  Region = EU  Status = Paid  CreatedAt = 2026-01-01T02h  Amount > -1  asc  filter type = Sale"),
        Of(q => q.Where(x => x.Region == "EU" && x.Status == SaleStatus.Paid && x.CreatedAt == s_two && x.Amount >= -1.50m && x.Amount <= 10.50m),
            "Query Shop/ByRegion  Region = EU  Status = Paid  CreatedAt = 2026-01-01T02h  Amount between -1.50 and 10.50  asc  filter type = Sale"),
        Of(q => q.Where(x => x.Region == "EU" && x.Status == SaleStatus.Paid && x.CreatedAt == s_two && x.Amount == 0m && x.Code == "b-3"),
            "Query Shop/ByRegion  Region = EU  Status = Paid  CreatedAt = 2026-01-01T02h  Amount = 0  Code = b-3  asc  filter type = Sale"),
        Of(q => q.Where(x => x.Region == "EU" && x.Status == SaleStatus.Paid && x.CreatedAt == s_two && x.Amount == 0m && x.Code.StartsWith("b-")),
            "Query Shop/ByRegion  Region = EU  Status = Paid  CreatedAt = 2026-01-01T02h  Amount = 0  Code begins_with b-  asc  filter type = Sale"),
        Of(q => q.Where(x => x.Region == "EU" && x.Status == SaleStatus.Paid && x.Note == "note 1"),
            "Query Shop/ByRegion  Region = EU  Status = Paid  asc  filter type = Sale and Note = note 1"),
        Of(q => q.Where(x => x.Region == "EU" && x.Status == SaleStatus.Paid && x.CreatedAt > s_two && x.Note != "note 1" && x.Year == s_year),
            "Query Shop/ByRegion  Region = EU  Status = Paid  CreatedAt > 2026-01-01T02h  asc  filter type = Sale and Note <> note 1 and Year = 2021"),
        Of(q => q.Where(x => x.Region == "EU" && x.Code != null && x.Channel == null),
            "Query Shop/ByRegion  Region = EU  asc  filter type = Sale and Channel is null"),
        Of(q => q.Where(x => s_regions.Contains(x.Region) && x.Status == SaleStatus.Open),
            "Query Shop/ByRegion  Region = EU  Status = Open  asc  filter type = Sale\nQuery Shop/ByRegion  Region = US  Status = Open  asc  filter type = Sale"),
        Of(q => q.Where(x => s_regions.Contains(x.Region) && x.Status == SaleStatus.Paid && x.CreatedAt < s_two),
            "Query Shop/ByRegion  Region = EU  Status = Paid  CreatedAt < 2026-01-01T02h  asc  filter type = Sale\nQuery Shop/ByRegion  Region = US  Status = Paid  CreatedAt < 2026-01-01T02h  asc  filter type = Sale"),
        Of(q => q.Where(x => x.Region == "EU" && x.Status == SaleStatus.Paid).OrderBy(x => x.CreatedAt).ThenBy(x => x.Amount),
            "Query Shop/ByRegion  Region = EU  Status = Paid  asc  filter type = Sale"),
        Of(q => q.Where(x => x.Region == "EU" && x.Status == SaleStatus.Paid).OrderByDescending(x => x.CreatedAt).ThenByDescending(x => x.Amount),
            "Query Shop/ByRegion  Region = EU  Status = Paid  desc  filter type = Sale"),
        Of(q => q.Where(x => x.Region == "EU" && x.Status == SaleStatus.Paid && x.CreatedAt == s_two).OrderByDescending(x => x.Amount),
            "Query Shop/ByRegion  Region = EU  Status = Paid  CreatedAt = 2026-01-01T02h  desc  filter type = Sale"),
        Of(q => q.Where(x => x.Region == "EU" && x.Status == SaleStatus.Closed && x.CreatedAt > s_two).OrderBy(x => x.Status).ThenBy(x => x.CreatedAt).ThenBy(x => x.Amount),
            "Query Shop/ByRegion  Region = EU  Status = Closed  CreatedAt > 2026-01-01T02h  asc  filter type = Sale"),
        Of(q => q.Where(x => x.Region == "EU" && x.Status == SaleStatus.Paid).OrderByDescending(x => x.CreatedAt).ThenByDescending(x => x.Amount).Take(4),
            "Query Shop/ByRegion  Region = EU  Status = Paid  desc  filter type = Sale"),
        Of(q => q.Where(x => x.Channel == "web" && x.Score == 1),
            "Query Shop/ByChannel  Channel = web  Score = 1  asc"),
        Of(q => q.Where(x => x.Channel == "web" && x.Score == 1.5 && x.Amount > -2),
            "Query Shop/ByChannel  Channel = web  Score = 1.5  Amount > -2  asc"),
        Of(q => q.Where(x => x.Channel == "shop" && x.Score > 1 && x.Score < 2.5),
            "Query Shop/ByChannel  Channel = shop  Score between 1 and 2.5  asc"),
        Of(q => q.Where(x => x.Channel == "shop" && x.Score >= 1).OrderBy(x => x.Score).ThenBy(x => x.Amount),
            "Query Shop/ByChannel  Channel = shop  Score >= 1  asc"),
        Of(q => q.Where(x => x.Channel == "shop" && x.Score != null),
            "Query Shop/ByChannel  Channel = shop  asc"),
        Of(q => q.Where(x => x.Channel == "web" && x.Score > 0),
            "Query Shop/ByChannel  Channel = web  Score > 0  asc"),
        Hydrated(q => q.Where(x => x.Year == 2020),
            "Query Shop/ByYear  Year = 2020  asc  select keys\nBatchGetItem of 20"),
        Hydrated(q => q.Where(x => x.Year == s_year && x.Code.StartsWith("b-")),
            "Query Shop/ByYear  Year = 2021  Code begins_with b-  asc  select keys\nBatchGetItem of 15"),
        Hydrated(q => q.Where(x => x.Year == s_year && x.Code.StartsWith("")),
            "Query Shop/ByYear  Year = 2021  asc  select keys\nBatchGetItem of 20"),
        Hydrated(q => q.Where(x => x.Year == s_year && string.Compare(x.Code, "b-1") > 0 && string.Compare(x.Code, "b-4") < 0),
            "Query Shop/ByYear  Year = 2021  Code between b-1 and b-4  asc  select keys\nBatchGetItem of 10"),
        Hydrated(q => q.Where(x => x.Year == 2022L && x.Code == "z"),
            "Query Shop/ByYear  Year = 2022  Code = z  asc  select keys\nBatchGetItem of 5"),
        Hydrated(q => q.Where(x => x.Year == 2021.5 && x.Code == "z" /* nothing */),
            "Query Shop/ByYear  Year = 2021.5  Code = z  asc  select keys"),
        Of(q => q.Where(x => x.Region == "EU" && x.Status == SaleStatus.Paid && (x.Note == "note 1" || x.Year > 2020)),
            "Query Shop/ByRegion  Region = EU  Status = Paid  asc  filter type = Sale and (Note = note 1 or Year > 2020)"),
    ];

    [Fact]
    public async Task Each_case_gives_what_LINQ_to_Objects_gives_with_the_expected_requests()
    {
        var failures = new List<string>();
        foreach (var (name, query, requests, hydrates) in s_cases)
        {
            try
            {
                var isOrdered = name.Contains("OrderBy", StringComparison.Ordinal);
                var actual = Text(await query(hydrates ? Shop.Sales.Hydrate() : Shop.Sales).ToListAsync(), isOrdered);
                var expected = Text(query(ShopData.Sales.AsQueryable()), isOrdered);
                var sent = Requests();
                if (actual != expected || expected.Length == 0 != name.Contains("nothing", StringComparison.Ordinal) || !sent.Order().SequenceEqual(requests.Order()))
                {
                    failures.Add($"{name}\n  found {actual}\n  wanted {expected}\n  by {string.Join("\n  by ", sent)}");
                }
            }
            catch (Exception e) when (e is SingleTableException or Amazon.Runtime.AmazonServiceException)
            {
                failures.Add($"{name}\n  {e.Message}\n  by {string.Join("\n  by ", Requests())}");
            }
        }

        failures.ShouldBeEmpty(string.Join("\n", failures));
    }

    private static Case Of(
        Func<IQueryable<Sale>, IQueryable<Sale>> query, string requests, [CallerArgumentExpression(nameof(query))] string name = "") =>
        new(name, query, requests.Length == 0 ? [] : requests.Split('\n'));

    private static Case Hydrated(
        Func<IQueryable<Sale>, IQueryable<Sale>> query, string requests, [CallerArgumentExpression(nameof(query))] string name = "") =>
        Of(query, requests, name) with { Hydrates = true };

    private static string Text(IEnumerable<Sale> sales, bool isOrdered)
    {
        // What is equal in the order may come in any: the sort attributes are compared, and the items as a set.
        List<Sale> all = [.. sales];
        var order = isOrdered ? string.Concat(all.Select(s => $"; {s.Status} {s.CreatedAt:O} {s.Amount:F2}")) : "";
        return string.Join(' ', all.Select(s => $"{s with { Amount = 0 }} {s.Amount:F2}").Order(StringComparer.Ordinal)) + order;
    }
}

public sealed class SeveralAttributesTests_Embedded : SeveralAttributesTests<Embedded>;

public sealed class SeveralAttributesTests_Wrapped : SeveralAttributesTests<Wrapped>;

public sealed class SeveralAttributesTests_Endpoint : SeveralAttributesTests<Endpoint>;
