using System.ComponentModel.DataAnnotations;

namespace SingleTable.Linq.Tests.Writing;

/// <summary>A child of which nothing is promised but that its parent counts it by its key: no update changes that, so that updates are ordinary requests.</summary>
public class CountedChildTests
{
    private const string Line = "Accounts  pk = ACC#a  sk = SUB#1";

    [Fact]
    public async Task Updates_are_one_request_and_creations_and_deletions_count()
    {
        var (world, db) = await NewAsync();
        var one = db.Subs.Where(s => s.AccountId == "a" && s.Id == "1");
        await one.UpdateAsync(u => u.Set(s => s.Name, "x"));
        (await one.UpdateReturningOldAsync(u => u.Set(s => s.Name, "y"))).Name.ShouldBe("x");
        await db.Transaction().Update(one, u => u.Set(s => s.Name, "z")).CommitAsync();
        world.TakeLines().ShouldBe([
            $"UpdateItem {Line}  set Name  if exists", $"UpdateItem {Line}  set Name  if exists",
            "TransactWriteItems Accounts  [Update Sub pk = ACC#a sk = SUB#1 set Name if exists]",
        ]);
        (await db.Subs.Where(s => s.AccountId == "a").UpdateAllAsync(u => u.Set(s => s.Name, "all"))).Changed.ShouldBe(1);
        (await db.Accounts.FindAsync("a"))!.Subs.ShouldBe(1);
        (await Should.ThrowAsync<WriteException>(() => one.DeleteReturningOldAsync())).Code.ShouldBe("STL3120");
        await one.DeleteAsync();
        (await db.Accounts.FindAsync("a"))!.Subs.ShouldBe(0);
    }

    [Fact]
    public async Task What_is_not_valid_is_told_before_the_item_is_read()
    {
        var (world, db) = await NewAsync();
        await Should.ThrowAsync<EntityValidationException>(() => db.Accounts.Where(a => a.Id == "a").UpdateAsync(u => u.Set(a => a.Mail, "long")));
        (await Should.ThrowAsync<WriteException>(() => db.Subs.Where(s => s.AccountId == "a" && s.Id == "1")
            .UpdateReturningOldAsync(u => u.Add(s => s.Size, 1).OnMissingValues(MissingValues.Read)))).Code.ShouldBe("STL3126");
        (await Should.ThrowAsync<WriteException>(() => db.Accounts.CreateAsync(new Account { Id = "b", Subs = 3 }))).Message.ShouldContain("Account.Subs counts Sub: only what creates and deletes");
        world.SentNothing();
    }

    private static async Task<(WritingWorld<AccountTable> World, AccountTable Db)> NewAsync()
    {
        var world = await WritingWorld<AccountTable>.CreateAsync(o => new AccountTable(o));
        var db = world.Unscoped();
        await db.Accounts.CreateAsync(new Account { Id = "a" });
        await db.Subs.CreateAsync(new Sub { AccountId = "a", Id = "1", Group = "g" });
        world.Forget();
        return (world, db);
    }

    public sealed record Account
    {
        public string Id { get; init; } = "";
        public int Subs { get; init; }

        [StringLength(3)]
        public string? Mail { get; init; }
    }

    public sealed record Sub
    {
        public string AccountId { get; init; } = "";
        public string Id { get; init; } = "";
        public string? Name { get; init; }
        public string Group { get; init; } = "";
        public int Size { get; init; }
    }

    public sealed class AccountTable(TableOptions<AccountTable> options) : TableContext(options)
    {
        public EntitySet<Account> Accounts => Set<Account>();
        public EntitySet<Sub> Subs => Set<Sub>();

        protected override void OnModelCreating(TableModelBuilder table)
        {
            table.HasName("Accounts").HasIndex("BySize", "gpk", "gsk");
            table.Entity<Account>(e =>
            {
                e.HasKey(a => $"ACC#{a.Id}", _ => "#A");
                e.Counts<Sub>(a => a.Subs, max: 2);
                e.HasUnique(a => a.Mail);
            });
            table.Entity<Sub>(e =>
            {
                e.HasKey(s => $"ACC#{s.AccountId}", s => $"SUB#{s.Id}");
                e.HasIndex("BySize", s => $"GROUP#{s.Group}", s => $"SIZE#{s.Size}");
            });
        }
    }
}
