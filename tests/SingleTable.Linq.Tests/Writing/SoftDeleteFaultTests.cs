using SingleTable.Linq.InMemory;
using SingleTable.Linq.Tests.Wire;

namespace SingleTable.Linq.Tests.Writing;

/// <summary>Replies that are lost: each deletion, restoration and purge is done once, and says so.</summary>
public class SoftDeleteFaultTests
{
    private static readonly Scrap s_scrap = new() { Box = "b", Id = "1" };

    private static IQueryable<Scrap> Scrap(TrashTable db) => db.Scraps.Where(s => s.Box == "b" && s.Id == "1");

    private static async Task<(InMemoryDynamoDb Database, TrashTable Db)> StartAsync()
    {
        var database = new InMemoryDynamoDb();
        var client = database.CreateClient(c => c.MaxErrorRetry = 3);
        var db = new TrashTable(new TableOptions<TrashTable>(client).ForTenant("acme"));
        await client.CreateTableAsync(db.CreateTableRequest());
        return (database, db);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, true)]
    [InlineData(3, true)]
    [InlineData(1, false)]
    [InlineData(3, false)]
    public async Task One_item(int lost, bool isDone)
    {
        if (isDone) SuiteTransport.NeedsAttempts();
        var (database, db) = await StartAsync();
        void Lose(string operation)
        {
            var rule = database.Faults.On(operation).Times(lost);
            _ = isDone ? rule.ResetAfterCommit() : rule.ResetBeforeCommit();
        }

        await db.Scraps.CreateAsync(s_scrap);
        Lose("UpdateItem");
        (await Scrap(db).DeleteAsync()).ShouldBeTrue();
        var moment = (await Scrap(db).IncludeDeleted().SingleAsync()).DeletedAt;
        moment.ShouldNotBeNull();
        Lose("UpdateItem");
        (await Scrap(db).RestoreAsync()).DeletedAt.ShouldBeNull();
        Lose("UpdateItem");
        (await Scrap(db).DeleteAsync(when: s => s.Label == "x")).ShouldBeTrue();
        Lose("DeleteItem");
        (await Scrap(db).PurgeAsync(when: s => s.Label == "x")).ShouldBeTrue();
        (await Scrap(db).IncludeDeleted().SingleOrDefaultAsync()).ShouldBeNull();

        var sheet = await db.Sheets.CreateAsync(new Sheet { Id = "s" });
        Lose("UpdateItem");
        (await db.Sheets.DeleteAsync(sheet)).ShouldBeTrue();
        sheet = await db.Sheets.Where(s => s.Id == "s").IncludeDeleted().SingleAsync();
        sheet.Version.ShouldBe(2);
        Lose("UpdateItem");
        (await db.Sheets.RestoreAsync(sheet)).Version.ShouldBe(3);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task One_item_with_its_promises(int lost)
    {
        var (database, db) = await StartAsync();
        await db.Binders.CreateAsync(new Binder { Id = "b" });
        await db.Notes.CreateAsync(new Memo { BinderId = "b", Id = "1", Slug = "x" });
        var note = db.Notes.Where(n => n.BinderId == "b" && n.Id == "1");
        async Task<int> CountAsync() => (await db.Binders.FindAsync("b"))!.NoteCount;
        void Lose() => database.Faults.On("TransactWriteItems").Times(lost).ResetAfterCommit();

        Lose();
        (await note.DeleteAsync()).ShouldBeTrue();
        (await CountAsync()).ShouldBe(0);
        Lose();
        (await note.RestoreAsync()).DeletedAt.ShouldBeNull();
        (await CountAsync()).ShouldBe(1);
        Lose();
        (await note.PurgeAsync()).ShouldBeTrue();
        (await CountAsync()).ShouldBe(0);
        (await db.AuditTrail<Memo>("b", "1").CountAsync()).ShouldBe(4);
    }

    [Fact]
    public async Task All_items_of_a_query_are_known_and_one_whose_last_attempt_is_lost_is_not()
    {
        var (database, db) = await StartAsync();
        await db.Scraps.CreateAsync(s_scrap);
        database.Faults.On("UpdateItem").ResetAfterCommit();
        (await db.Scraps.Where(s => s.Box == "b").DeleteAllAsync()).ShouldBe(new BulkResult(1, 0, null));
        (await Scrap(db).RestoreAsync()).DeletedAt.ShouldBeNull();
        database.Faults.On("UpdateItem").ResetAfterCommit();
        await Should.ThrowAsync<ResultNotReadException>(() => Scrap(db).DeleteReturningOldAsync());
        (await Scrap(db).RestoreAsync()).DeletedAt.ShouldBeNull();
        database.Faults.On("UpdateItem").Always().ResetAfterCommit();
        await Should.ThrowAsync<UnknownOutcomeException>(() => Scrap(db).DeleteAsync());
        (await Scrap(db).SingleOrDefaultAsync()).ShouldBeNull();
        await Should.ThrowAsync<UnknownOutcomeException>(() => Scrap(db).RestoreAsync());
    }
}
