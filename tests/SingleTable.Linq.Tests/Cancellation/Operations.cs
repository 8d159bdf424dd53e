using SingleTable.Linq.Tests.Models;
using SingleTable.Linq.Tests.Writing;

namespace SingleTable.Linq.Tests.Cancellation;

/// <summary>One operation of each kind.</summary>
/// <param name="Requests">How many requests it takes.</param>
/// <param name="Writes">Whether it changes anything.</param>
/// <param name="RunAsync">Does it.</param>
internal sealed record Operation(int Requests, bool Writes, Func<CancellationWorld, CancellationToken, Task> RunAsync)
{
    /// <summary>Whether it needs what is large, or many.</summary>
    public bool IsLarge { get; init; } = !Writes;

    /// <summary>Whether partitions are read at once, so that nobody knows which requests are under way with one.</summary>
    public bool IsAtOnce { get; init; }

    private static readonly Func<SaasTable, string, CompiledList<Team>> s_teams = CompiledQuery.Create(
        (SaasTable db, string org) => db.Teams.Where(t => t.OrganizationId == org));

    private static readonly string[] s_organizations = ["o1", "o2", "o3"];
    private static readonly int[] s_people = [1, 2, 3];

    public static IReadOnlyDictionary<string, Operation> All { get; } = new Dictionary<string, Operation>
    {
        ["find"] = Reads(1, (w, t) => w.Saas.Teams.FindAsync(["o2", "t1"], t)),
        ["list"] = Reads(3, (w, t) => Large(w).ToListAsync(t)),
        ["compiled list"] = Reads(3, (w, t) => s_teams(w.Saas, "o1").ToListAsync(t)),
        ["list within a time"] = Reads(3, (w, t) => Large(w).WithBudget(time: TimeSpan.FromHours(2)).ToListAsync(t)),
        ["count"] = Reads(3, (w, t) => Large(w).CountAsync(t)),
        ["first that passes a filter"] = Reads(3, (w, t) => Large(w).FirstOrDefaultAsync(x => x.Name == "none", t)),
        ["page behind a filter"] = Reads(3, (w, t) => Large(w).Where(x => x.Name == "none").ToPageAsync(5, null, t)),
        ["stream"] = Reads(3, (w, t) => DrainAsync(Large(w), t)),
        ["stream that reads ahead"] = Reads(3, (w, t) => DrainAsync(Large(w).Prefetch(), t)),
        ["scan"] = Reads(3, (w, t) => w.Saas.Teams.AllowScan().ToListAsync(t)),
        ["scan in segments"] = Reads(6, (w, t) => w.Saas.Teams.AllowScan(4, 1).ToListAsync(t)),
        ["include"] = Reads(3, (w, t) => w.Saas.Organizations.Include(o => o.Teams).Where(o => o.Id == "o1").ToListAsync(t)),
        ["stream with include"] = Reads(3, (w, t) => DrainAsync(w.Saas.Teams.Include(x => x.Members).Where(x => x.OrganizationId == "o1"), t)),
        ["include across partitions"] = Reads(4, (w, t) => w.Staff.People.Include(p => p.Shifts).AcrossPartitions().Where(p => s_people.Contains(p.Id)).ToListAsync(t)) with { IsAtOnce = true },
        ["include of references"] = Reads(3, (w, t) => w.Staff.People.Include(p => p.Manager).ThenInclude(m => m.Shifts).AcrossPartitions().Where(p => p.Id == 2).ToListAsync(t)),
        ["several partitions"] = Reads(5, (w, t) => w.Saas.Teams.Where(x => s_organizations.Contains(x.OrganizationId)).ToListAsync(t)) with { IsAtOnce = true },
        ["partition"] = Reads(3, (w, t) => w.Saas.Partition<Team>(x => x.OrganizationId == "o1").ReadAsync(t)),
        ["hydrate"] = Reads(4, (w, t) => w.Library.Cards.Where(c => c.Box == "x").OrderBy(c => c.Rank).Hydrate().ToListAsync(t)),
        ["list of keys"] = Reads(3, (w, t) => Keys(w, 250, t)),
        ["batch of reads"] = Reads(3, (w, t) => w.Saas.BatchGet().Refresh(w.Members(250)).ReadAsync(null, t)),
        ["reads in a transaction"] = Reads(1, (w, t) => w.Saas.TransactGet().Refresh(w.Members(3)).ReadAsync(t)),
        ["create"] = Changes(1, (w, t) => w.Saas.Organizations.CreateAsync(new Organization { Name = "n" }, t)),
        ["put"] = Changes(1, (w, t) => w.Saas.Members.PutAsync(w.Members(1).Single(), null, t)),
        ["upsert"] = Changes(1, (w, t) => w.Saas.Members.UpsertAsync(w.Members(1).Single(), t)),
        ["update"] = Changes(1, (w, t) => One(w).UpdateAsync(u => u.Set(x => x.Name, "x"), null, t)),
        ["update that counts"] = Changes(2, (w, t) => One(w).UpdateAsync(u => u.Add(x => x.MemberCount, 1), null, t)),
        ["delete"] = Changes(1, (w, t) => One(w).DeleteAsync(null, t)),
        ["modify what has changed"] = Changes(2, (w, t) => w.Ledger.Accounts.ModifyAsync(w.Old, a => a with { Balance = a.Balance + 1 }, cancellationToken: t)),
        ["create with a unique value"] = Changes(1, (w, t) => w.Clubs.Members.CreateAsync(new Member { ClubId = "c1", Id = "m3", Email = "c@x" }, t)),
        ["put with a unique value"] = Changes(2, (w, t) => w.Clubs.Members.PutAsync(new Member { ClubId = "c1", Id = "m1", Email = "c@x" }, null, t)),
        ["update of a unique value"] = Changes(3, (w, t) => w.Clubs.Members.Where(m => m.ClubId == "c1" && m.Id == "m1").UpdateAsync(u => u.Set(m => m.Email, "c@x"), null, t)),
        ["delete with a unique value"] = Changes(2, (w, t) => w.Clubs.Members.Where(m => m.ClubId == "c1" && m.Id == "m1").DeleteAsync(null, t)),
        ["transaction"] = Changes(1, (w, t) => w.Saas.Transaction().PutRange(w.Members(3)).CommitAsync(t)),
        ["batch of puts"] = Changes(3, (w, t) => w.Saas.Members.BatchPutAsync(w.Members(60), t)),
        ["batch of deletions"] = Changes(3, (w, t) => w.Saas.Batch().DeleteRange(w.Members(60)).SendAsync(null, t)),
        ["update of all"] = Changes(4, (w, t) => Small(w).UpdateAllAsync(u => u.Add(x => x.MemberCount, 1), null, t)),
        ["update of all with unique values"] = Changes(3, (w, t) => w.Clubs.Members.Where(m => m.ClubId == "c1").UpdateAllAsync(u => u.Add(m => m.Points, 1), null, t)),
        ["deletion of all"] = Changes(4, (w, t) => w.Saas.Members.Where(m => m.OrganizationId == "o3").DeleteAllAsync(null, t)),
        ["deletion of all on a condition"] = Changes(4, (w, t) => Small(w).Where(x => x.Name == "n").DeleteAllAsync(null, t)),
        ["deletion of pages"] = Changes(6, (w, t) => Large(w).DeleteAllAsync(null, t)) with { IsLarge = true },
    };

    private static Operation Reads(int requests, Func<CancellationWorld, CancellationToken, Task> run) => new(requests, false, run);

    private static Operation Changes(int requests, Func<CancellationWorld, CancellationToken, Task> run) => new(requests, true, run);

    private static IQueryable<Team> Large(CancellationWorld world) => world.Saas.Teams.Where(t => t.OrganizationId == "o1");

    private static IQueryable<Team> Small(CancellationWorld world) => world.Saas.Teams.Where(t => t.OrganizationId == "o2");

    private static IQueryable<Team> One(CancellationWorld world) => world.Saas.Teams.Where(t => t.OrganizationId == "o2" && t.Id == "t1");

    private static Task Keys(CancellationWorld world, int count, CancellationToken cancellationToken)
    {
        var ids = world.Members(count).Select(m => m.Id).ToList();
        return world.Saas.Members.Where(m => m.OrganizationId == "o3" && m.TeamId == "t1" && ids.Contains(m.Id)).ToListAsync(cancellationToken);
    }

    private static async Task DrainAsync<T>(IQueryable<T> query, CancellationToken cancellationToken)
    {
        await foreach (var _ in query.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
        }
    }
}
