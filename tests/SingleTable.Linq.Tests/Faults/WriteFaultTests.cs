using System.Linq.Expressions;
using Amazon.DynamoDBv2.Model;
using SingleTable.Linq.Tests.Models;
using SingleTable.Linq.Tests.Writing;
using Document = SingleTable.Linq.Tests.Writing.Document;

namespace SingleTable.Linq.Tests.Faults;

public class WriteFaultTests
{
    private static readonly Team s_team = new() { OrganizationId = "o1", Id = "t1", Name = "First", Description = "d", MemberCount = 3, Tags = ["a"] };

    [Fact]
    [Trait("Fault", "1")]
    public async Task An_empty_part_of_an_index_key_is_refused_by_name()
    {
        var world = await WritingWorld.DocumentsAsync();
        var db = world.For("acme");
        var document = new Document { Id = "1", Title = "x", Folder = "" };
        foreach (var write in new Func<Task>[]
        {
            () => db.Documents.CreateAsync(document), () => db.Documents.PutAsync(document), () => db.Documents.UpsertAsync(document with { CreatedAt = world.Time.GetUtcNow() }),
            () => db.Documents.BatchPutAsync([document]), () => db.Transaction().Create(document).CommitAsync(),
            () => db.Documents.Where(d => d.Id == "1").UpdateAsync(u => u.Set(d => d.Folder, "").Given(d => d.Title, "x")),
        })
        {
            var error = await Should.ThrowAsync<KeyValueException>(write);
            (error.Entity, error.Property).ShouldBe(("Document", "Folder"));
        }

        world.SentNothing();
    }

    [Fact]
    [Trait("Fault", "6")]
    public async Task No_form_of_update_makes_an_item()
    {
        var world = await WritingWorld<LedgerTable>.CreateAsync(o => new LedgerTable(o));
        var db = world.For("acme");
        var one = db.Accounts.Where(a => a.Id == "a");
        var loaded = new Account { Id = "a", Version = 1 };
        foreach (var update in new Func<Task>[]
        {
            () => one.UpdateAsync(u => u.Set(a => a.Owner, "x")), () => one.UpdateAsync(u => u.Add(a => a.Balance, 1)),
            () => one.UpdateAsync(u => u.Add(a => a.Balance, 1).AtLeastOnce()), () => one.UpdateAsync(u => u.Remove(a => a.Owner)),
            () => one.UpdateAsync(u => u.SetIfNotExists(a => a.Owner, "x")), () => one.UpdateAsync(u => u.Set(a => a.Balance, a => a.Balance + 1)),
            () => db.Accounts.UpdateAsync(loaded, u => u.Set(a => a.Owner, "x")), () => db.Accounts.UpdateAsync(loaded, loaded with { Balance = 1 }),
            () => db.Accounts.ModifyAsync(loaded, a => a with { Balance = 1 }), () => db.Holders.UpdateAsync(new Holder { Id = "h", Version = 1 }, u => u.Set(h => h.Email, "x")),
            () => db.Holders.Where(h => h.Id == "h").UpdateAsync(u => u.Set(h => h.Email, "x")),
        })
        {
            await Should.ThrowAsync<ItemNotFoundException>(update);
        }

        foreach (var transaction in new[]
        {
            db.Transaction().Update(one, u => u.Set(a => a.Owner, "x")), db.Transaction().Update(loaded, u => u.Set(a => a.Owner, "x")),
            db.Transaction().Update(loaded, loaded with { Balance = 1 }), db.Transaction().Create(new Tally { Id = "t" }).Update(one, u => u.Add(a => a.Balance, 1)),
        })
        {
            await Should.ThrowAsync<TransactionFailedException>(() => transaction.CommitAsync());
        }

        (await db.Accounts.AllowScan().UpdateAllAsync(u => u.Set(a => a.Owner, "x"))).ShouldBe(new BulkResult(0, 0, null));
        (await world.ItemsAsync()).ShouldBeEmpty();
    }

    [Fact]
    [Trait("Fault", "11")]
    public async Task A_condition_with_null_zero_empty_text_or_an_empty_list_is_never_left_out()
    {
        var world = await WritingWorld.SaasAsync();
        var db = world.For("acme");
        await db.Teams.CreateAsync(s_team);
        var one = db.Teams.Where(t => t.OrganizationId == "o1" && t.Id == "t1");
        string? nothing = null;
        var (zero, empty, none) = (0, "", new List<string>());
        foreach (var condition in new Expression<Func<Team, bool>>[]
        {
            t => t.Description == nothing, t => t.MemberCount == zero, t => t.Description == empty, t => none.Contains(t.Name), t => t.MemberCount < zero,
        })
        {
            await Should.ThrowAsync<ConditionFailedException>(() => db.Teams.PutAsync(s_team with { Name = "x" }, condition));
            await Should.ThrowAsync<ConditionFailedException>(() => one.UpdateAsync(u => u.Set(t => t.Name, "x"), condition));
            await Should.ThrowAsync<ConditionFailedException>(() => db.Teams.UpdateAsync(s_team, u => u.Set(t => t.Name, "x"), condition));
            await Should.ThrowAsync<ConditionFailedException>(() => db.Teams.DeleteAsync(s_team, condition));
            await Should.ThrowAsync<SingleTableException>(() => one.Where(condition).DeleteAsync());
            await Should.ThrowAsync<TransactionFailedException>(() => db.Transaction().Update(one, u => u.Set(t => t.Name, "x"), condition).CommitAsync());
            await Should.ThrowAsync<TransactionFailedException>(() => db.Transaction().Check(one, condition).CommitAsync());
            (await db.Teams.Where(t => t.OrganizationId == "o1").Where(condition).DeleteAllAsync()).Changed.ShouldBe(0);
        }

        (await world.ItemAsync()).Text("Name").ShouldBe("First");
        await db.Teams.PutAsync(s_team with { Description = null, MemberCount = 0 });
        (await one.UpdateAsync(u => u.Set(t => t.Description, ""), t => t.Description == nothing && t.MemberCount == zero)).Description.ShouldBe("");
        (await one.Where(t => t.Description == empty && !none.Contains(t.Name)).DeleteAsync()).ShouldBeTrue();
    }

    [Theory]
    [Trait("Fault", "16")]
    [InlineData("x = :v0, #a0 = :v1 REMOVE #a2")]
    [InlineData("a.b[0]")]
    [InlineData("#a0")]
    [InlineData(":v0")]
    [InlineData("\"}}, \"ReturnValues\": \"NONE\", \"x\": {\"y\": {\"S\": \"")]
    [InlineData("_type")]
    [InlineData("' OR attribute_exists(pk)")]
    public async Task Names_and_values_from_outside_are_only_ever_that(string hostile)
    {
        var world = await WritingWorld.DocumentsAsync();
        var db = world.For("acme");
        await db.Documents.CreateAsync(new Document { Id = "1", Title = "x", Counts = { ["kept"] = 1 }, Labels = ["a"] });
        var before = await world.ItemAsync();
        var one = db.Documents.Where(d => d.Id == "1" && d.Kind != hostile && !d.Labels.Contains(hostile));
        await one.UpdateAsync(u => u.Set(d => d.Counts[hostile], 2).AddToSet(d => d.Labels, hostile).Append(d => d.Lines, hostile).Set(d => d.Kind, hostile));
        var after = await world.ItemAsync();
        after.Keys.Except(["UpdatedAt", "_w"]).ShouldBe(before.Keys.Except(["_w"]), ignoreOrder: true);
        after["Counts"].M.ToDictionary(c => c.Key, c => c.Value.N).ShouldBe(new Dictionary<string, string> { ["kept"] = "1", [hostile] = "2" }, ignoreOrder: true);
        after["Labels"].SS.ShouldBe(["a", hostile], ignoreOrder: true);
        (after.Text("Kind"), after["Lines"].L.Single().S, after.Text("_type")).ShouldBe((hostile, hostile, "acme#Document"));

        await Should.ThrowAsync<ConditionFailedException>(() => one.DeleteAsync());
        await db.Documents.Where(d => d.Id == "1" && d.Counts[hostile] == 2).UpdateAsync(u => u.Remove(d => d.Counts[hostile]).RemoveFromSet(d => d.Labels, hostile));
        after = await world.ItemAsync();
        after["Counts"].M.Keys.ShouldBe(["kept"]);
        after["Labels"].SS.ShouldBe(["a"]);
    }

    [Fact]
    [Trait("Fault", "25")]
    public async Task What_the_model_does_not_know_stays_whatever_form_an_update_has()
    {
        var world = await WritingWorld<LedgerTable>.CreateAsync(o => new LedgerTable(o));
        var db = world.For("acme");
        var loaded = await db.Accounts.CreateAsync(new Account { Id = "a", Owner = "ann" });
        await world.Client.UpdateItemAsync(new UpdateItemRequest
        {
            TableName = world.TableName, Key = new() { ["pk"] = new("T#acme#ACCOUNT#a"), ["sk"] = new("#A") },
            UpdateExpression = "SET Unknown2 = :x", ExpressionAttributeValues = new() { [":x"] = new("kept") },
        });
        var one = db.Accounts.Where(a => a.Id == "a");
        loaded = await db.Accounts.UpdateAsync(loaded, loaded with { Balance = 1 });
        loaded = await db.Accounts.ModifyAsync(loaded, a => a with { Balance = 2 });
        loaded = await one.UpdateAsync(u => u.Add(a => a.Balance, 1));
        await db.Transaction().Update(loaded, u => u.Add(a => a.Balance, 1)).CommitAsync();
        await db.Transaction().Update(one, u => u.Set(a => a.Owner, "bob")).CommitAsync();
        (await db.Accounts.AllowScan().UpdateAllAsync(u => u.Add(a => a.Balance, 1))).Changed.ShouldBe(1);
        var item = await world.ItemAsync();
        (item.Text("Unknown2"), item.Text("Balance"), item.Text("Owner")).ShouldBe(("kept", "5", "bob"));
    }
}
