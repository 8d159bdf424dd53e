using SingleTable.Linq.Tests.Indexes;
using SingleTable.Linq.Tests.Inheritance;
using SingleTable.Linq.Tests.Models;
using static SingleTable.Linq.Tests.Docs.LinqExample;

namespace SingleTable.Linq.Tests.Docs;

/// <summary>The examples of docs/linq.md, in the order of the page.</summary>
internal static partial class LinqExamples
{
    public static IReadOnlyList<LinqExample> All { get; } = [.. Access, .. Ranges, .. Predicates, .. Collections, .. Operators, .. Reading, .. Models, .. Refused];

    private static IEnumerable<LinqExample> Access =>
    [
        Of("get", db => db.Teams.Where(t => t.OrganizationId == "o1" && t.Id == "t1")),
        Of("get", db => db.Teams.FindAsync("o1", "t1")),
        Of("get", db => db.Organizations.SingleAsync(o => o.Id == "o1")),
        Of("batch", db => db.Teams.Where(t => t.OrganizationId == "o1" && new[] { "t1", "t2" }.Contains(t.Id))),
        Of("batch", db => db.Organizations.Where(o => o.Id == "o1" || o.Id == "o2")),
        Of("query", db => db.Teams.Where(t => t.OrganizationId == "o1")),
        Of("query", db => db.Members.Where(m => m.OrganizationId == "o1" && m.TeamId == "t1")),
        Of("query", db => db.Members.Where(m => m.OrganizationId == "o1" && m.TeamId == "t1" && m.Role == Role.Admin)),
        Of("index", db => db.Projects.Where(p => p.TeamId == "t1" && p.Status == ProjectStatus.Active)),
        Of("index", db => db.Projects.Where(p => p.TeamId == "t1" && p.Status == ProjectStatus.Active).OrderByDescending(p => p.CreatedAt).Take(20)),
        Of("index", db => db.Readings.Where(r => r.Device == "d1" && r.Severity > 3).OrderBy(r => r.Severity)),
        Of("index", db => db.Projects.UsingIndex("TypeIndex")),
        Of("index", db => db.Projects.Where(p => p.TeamId == "t1").UsingIndex("GSI1")),
        Of("several", db => db.Teams.Where(t => t.OrganizationId == "o1" || t.OrganizationId == "o2").OrderBy(t => t.Id)),
        Of("several", db => db.Projects.Where(p => new[] { "t1", "t10" }.Contains(p.TeamId)).OrderBy(p => p.Id).Take(3)),
        Of("scan", db => db.Projects.Where(p => p.Name == "Project 1")),
        Of("scan", db => db.Projects.Where(p => p.Name == "Project 1").AllowScan()),
        Of("nothing", db => db.Teams.Where(t => t.OrganizationId == "o1" && t.Id == "t1" && t.Id == "t2")),
        Of("nothing", db => db.Teams.Where(t => t.OrganizationId == "o1" && new string[0].Contains(t.Id))),
        Of("nothing", db => db.Projects.Where(p => p.TeamId == "t1").Take(0)),
    ];

    private static IEnumerable<LinqExample> Ranges =>
    [
        Of("ranges", db => db.Projects.Where(p => p.TeamId == "t1" && p.Id.CompareTo("p3") >= 0)),
        Of("ranges", db => db.Projects.Where(p => p.TeamId == "t1" && string.Compare(p.Id, "p3") < 0)),
        Of("ranges", db => db.Projects.Where(p => p.TeamId == "t1" && p.Id.CompareTo("p2") >= 0 && p.Id.CompareTo("p4") <= 0)),
        Of("ranges", db => db.Projects.Where(p => p.TeamId == "t1" && p.Id.StartsWith("p"))),
        Of("ranges", db => db.Readings.Where(r => r.Device == "d1" && r.Time > new DateTime(2026, 3, 1, 12, 2, 0, DateTimeKind.Utc))),
        Of("ranges", db => db.Readings.Where(r => r.Device == "d1" && r.Severity >= -2 && r.Severity <= 1)),
    ];

    private static IEnumerable<LinqExample> Predicates =>
    [
        Of("comparisons", db => db.Projects.Where(p => p.TeamId == "t1" && p.TaskCount >= 20 && 50 > p.TaskCount)),
        Of("comparisons", db => db.Projects.Where(p => p.TeamId == "t1" && p.Name != "Project 1")),
        Of("comparisons", db => db.Projects.Where(p => p.TeamId == "t1" && p.Name.Equals("Project 1"))),
        Of("comparisons", db => db.Projects.Where(p => p.TeamId == "t1" && (p.TaskCount < 20 || p.TaskCount > 50))),
        Of("comparisons", db => db.Projects.Where(p => p.TeamId == "t1" && !(p.TaskCount == 20 || p.Owner == "owner1"))),
        Of("comparisons", db => db.Projects.Where(p => p.TeamId == "t1" && p.Status == ProjectStatus.Active && p.Name == p.Owner)),
        Of("nulls", db => db.Projects.Where(p => p.TeamId == "t1" && p.Owner == null)),
        Of("nulls", db => db.Projects.Where(p => p.TeamId == "t1" && p.Owner != null)),
        Of("nulls", db => db.Projects.Where(p => p.TeamId == "t1" && string.IsNullOrEmpty(p.Owner))),
        Of("nulls", db => db.Projects.Where(p => p.TeamId == "t1" && (p.Owner ?? "nobody") == "nobody")),
        Of("nulls", db => db.Organizations.Where(o => o.UpdatedAt.HasValue).AllowScan()),
        Of("texts", db => db.Projects.Where(p => p.TeamId == "t1" && p.Name.StartsWith("Project"))),
        Of("texts", db => db.Projects.Where(p => p.TeamId == "t1" && p.Name.Contains("ject"))),
        Of("texts", db => db.Projects.Where(p => p.TeamId == "t1" && p.Name.Length > 5)),
        Of("texts", db => db.Projects.Where(p => p.TeamId == "t1" && p.Name.CompareTo("Project 3") > 0)),
        Of("texts", db => db.Projects.Where(p => p.TeamId == "t1" && p.Name.ToUpper() == "PROJECT 1")),
        Of("texts", db => db.Projects.Where(p => p.TeamId == "t1" && p.Name.EndsWith("1"))),
        Of("bools", db => db.Readings.Where(r => r.Device == "d1" && r.IsAlarm)),
        Of("bools", db => db.Readings.Where(r => r.Device == "d1" && !r.IsAlarm)),
        Of("lists", db => db.Projects.Where(p => p.TeamId == "t1" && new[] { "owner1", "owner3" }.Contains(p.Owner))),
        Of("lists", db => db.Projects.Where(p => p.TeamId == "t1" && new[] { "owner1", null }.Contains(p.Owner))),
        Of("lists", db => db.Projects.Where(p => p.TeamId == "t1" && !new HashSet<int> { 10, 20 }.Contains(p.TaskCount))),
    ];

    private static IEnumerable<LinqExample> Collections =>
    [
        Of("paths", db => db.Members.Where(m => m.OrganizationId == "o1" && m.TeamId == "t1" && m.Address!.City == "Bern")),
        Of("paths", db => db.Members.Where(m => m.OrganizationId == "o1" && m.TeamId == "t1" && m.Address!.Phones[0] == "1")),
        Of("paths", db => db.Members.Where(m => m.OrganizationId == "o1" && m.TeamId == "t1" && m.Address!.Phones.Count > 1)),
        Of("collections", db => db.Teams.Where(t => t.OrganizationId == "o1" && t.Tags.Contains("core"))),
        Of("collections", db => db.Teams.Where(t => t.OrganizationId == "o1" && t.Tags.Any(tag => tag == "core"))),
        Of("collections", db => db.Teams.Where(t => t.OrganizationId == "o1" && t.Tags.Any())),
        Of("collections", db => db.Teams.Where(t => t.OrganizationId == "o1" && t.Tags.Count == 2)),
        Of("collections", db => db.Teams.Where(t => t.OrganizationId == "o1" && t.Tags.Any(tag => tag.StartsWith("c")))),
    ];

    private static IEnumerable<LinqExample> Operators =>
    [
        Of("select", db => db.Projects.Where(p => p.TeamId == "t1").Select(p => p.Name)),
        Of("select", db => db.Projects.Where(p => p.TeamId == "t1").Select(p => new { p.Id, Title = p.Name + "!" })),
        Of("select", db => db.Projects.Where(p => p.TeamId == "t1").Select(p => ValueTuple.Create(p.Id, p.TaskCount > 20 ? "large" : "small"))),
        Of("select", db => from p in db.Projects where p.TeamId == "t1" let tasks = p.TaskCount where tasks > 20 select new { p.Id, tasks }),
        Of("order", db => db.Projects.Where(p => p.TeamId == "t1").OrderByDescending(p => p.Id)),
        Of("order", db => db.Readings.Where(r => r.Device == "d1").OrderBy(r => r.Time).ThenBy(r => r.Sequence).Take(3)),
        Of("order", db => db.Projects.Where(p => p.TeamId == "t1").Reverse().Take(2)),
        Of("order", db => db.Projects.Where(p => p.TeamId == "t1").OrderBy(p => p.Name)),
        Of("one", db => db.Projects.FirstAsync(p => p.TeamId == "t1")),
        Of("one", db => db.Projects.Where(p => p.TeamId == "t1").OrderBy(p => p.Id).LastOrDefaultAsync()),
        Of("one", db => db.Projects.SingleOrDefaultAsync(p => p.TeamId == "t1" && p.Name == "Project 2")),
        Of("one", db => db.Projects.AnyAsync(p => p.TeamId == "t1")),
        Of("one", db => db.Projects.Where(p => p.TeamId == "t1").AllAsync(p => p.TaskCount > 0)),
        Of("aggregates", db => db.Projects.CountAsync(p => p.TeamId == "t1" && p.TaskCount > 20)),
        Of("aggregates", db => db.Projects.Where(p => p.TeamId == "t1").LongCountAsync()),
        Of("aggregates", db => db.Readings.Where(r => r.Device == "d1").MaxAsync(r => r.Time)),
        Of("memory", db => db.Projects.Where(p => p.TeamId == "t1").InMemory(1_000).GroupBy(p => p.Status).CountAsync().AsTask()),
        Of("memory", db => db.Projects.Where(p => p.TeamId == "t1").Select(p => p.TaskCount).InMemory(1_000).SumAsync().AsTask()),
        Of("memory", db => db.Projects.Where(p => p.TeamId == "t1").InMemory(1_000).OrderBy(p => p.Name).ToListAsync().AsTask()),
    ];

    private static IEnumerable<LinqExample> Reading =>
    [
        Of("include", db => db.Organizations.Include(o => o.Teams).SingleAsync(o => o.Id == "o1")),
        Of("include", db => db.Organizations.Include(o => o.Teams).ThenInclude(t => t.Members.OrderBy(m => m.Username)).SingleAsync(o => o.Id == "o1")),
        Of("include", db => db.Teams.Include(t => t.Members.Where(m => m.Role == Role.Admin).Take(5)).Where(t => t.OrganizationId == "o1" && t.Id == "t1")),
        Of("include", db => db.Organizations.Include(o => o.Teams).Where(o => o.Id == "o1").Select(o => new { o.Name, Count = o.Teams.Count })),
        Of("include", db => db.Organizations.Include(o => o.Teams).CountAsync(o => o.Id == "o1")),
        Of("partition", db => db.Partition<Team>(t => t.OrganizationId == "o1").ReadAsync()),
        Of("pages", db => db.Projects.Where(p => p.TeamId == "t1").ToPageAsync(2)),
        Of("pages", db => db.Projects.Where(p => p.TeamId == "t1" && p.TaskCount > 20).ToPageAsync(2)),
        Of("directives", db => db.Projects.Where(p => p.TeamId == "t1").ConsistentRead()),
        Of("directives", db => db.Projects.Where(p => p.TeamId == "t1").WithBudget(requests: 5, items: 1_000)),
        Of("directives", db => db.Projects.AllowScan(segments: 2)),
    ];

    private static IEnumerable<LinqExample> Models =>
    [
        Of("types", (FleetTable db) => db.Equipment.Where(e => e.DepotId == "d1")),
        Of("types", (FleetTable db) => db.Vehicles.Where(v => v.DepotId == "d1" && v.Wheels > 4)),
        Of("types", (FleetTable db) => db.Equipment.OfType<Truck>().Where(t => t.DepotId == "d1" && t.Id == "t1")),
        Of("types", (FleetTable db) => db.Equipment.Where(e => e.DepotId == "d1" && e is Vehicle && ((Vehicle)e).Plate == "ZH 1")),
        Of("types", (FleetTable db) => db.Equipment.Where(e => e.DepotId == "d1" && !(e is Building))),
        Of("types", (FleetTable db) => db.Equipment.OfType<Vehicle>().UsingIndex("ByType")),
        Of("attributes", (ShopTable db) => db.Sales.Where(s => s.Region == "EU" && s.Status == SaleStatus.Open && s.CreatedAt >= new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero))),
        Of("attributes", (ShopTable db) => db.Sales.Where(s => s.Region == "EU" && s.Status == SaleStatus.Paid).OrderByDescending(s => s.CreatedAt).Take(10)),
        Of("attributes", (ShopTable db) => db.Sales.Where(s => s.Channel == "web" && s.Score > 1.5)),
        Of("trees", (DriveTable db) => db.Folders.Include(f => f.Children).Where(f => f.Drive == "d" && f.Path == "a/b")),
        Of("references", (StaffTable db) => db.Desks.Include(d => d.Person).AcrossPartitions().Where(d => d.CompanyId == "c1" && d.OfficeId == "o1")),
        Of("references", (StaffTable db) => db.Desks.Include(d => d.Person).Where(d => d.CompanyId == "c1" && d.OfficeId == "o1")),
    ];

    private static IEnumerable<LinqExample> Refused =>
    [
        Of("refused", db => db.Projects.Where(p => p.TeamId == "t1").Skip(10)),
        Of("refused", db => db.Projects.Where(p => p.TeamId == "t1").GroupBy(p => p.Status)),
        Of("refused", db => db.Projects.Where(p => p.TeamId == "t1").Distinct()),
        Of("refused", db => db.Projects.Join(db.Teams, p => p.TeamId, t => t.Id, (p, t) => p)),
        Of("refused", db => db.Projects.Where(p => p.TeamId == "t1").Concat(db.Projects.Where(p => p.TeamId == "t2"))),
        Of("refused", db => db.Projects.Where(p => p.TeamId == "t1" && p.Owner == null && p.Id == null)),
        Of("refused", db => db.Projects.Where(p => p.TeamId == "t1").Take(3).Where(p => p.TaskCount > 1)),
        Of("refused", db => db.Projects.Where(p => p.TeamId == "t1" && p.TaskCount * 2 > 10)),
        Of("refused", db => db.Projects.Where(p => p.TeamId == "t1" && p.Name.Contains("a", StringComparison.OrdinalIgnoreCase))),
        Of("refused", db => db.Teams.Where(t => t.OrganizationId == "o1" && t.Members.Any())),
        Of("refused", db => db.Projects.Where(p => p.TeamId == "t1" && p.Status == ProjectStatus.Active).ConsistentRead().UsingIndex("GSI1")),
    ];
}
