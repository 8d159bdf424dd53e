using SingleTable.Linq.Tests.Models;

namespace SingleTable.Linq.Tests.Writing;

/// <summary>Updates that change nothing but what the model changes with each.</summary>
public class TouchTests
{
    [Fact]
    public async Task What_the_model_changes_with_each_update_is_changed()
    {
        var world = await WritingWorld.DocumentsAsync();
        var db = world.For("acme");
        await db.Documents.CreateAsync(new Document { Id = "d1", Title = "A" });
        world.Time.Advance(TimeSpan.FromHours(1));
        world.Forget();

        var touched = await db.Documents.Where(d => d.Id == "d1").UpdateAsync(u => u.Touch());

        touched.UpdatedAt.ShouldBe(world.Time.GetUtcNow());
        world.Lines.ShouldBe(["UpdateItem Documents  pk = T#acme#DOC#d1  sk = #DOC  set UpdatedAt  if exists"]);
    }

    [Fact]
    public async Task It_may_say_more_and_stand_in_a_transaction()
    {
        var world = await WritingWorld.DocumentsAsync();
        var db = world.For("acme");
        await db.Documents.CreateAsync(new Document { Id = "d1", Title = "A" });
        (await db.Documents.Where(d => d.Id == "d1").UpdateAsync(u => u.Touch().Set(d => d.Views, 3), when: d => d.Views == null)).Views.ShouldBe(3);

        world.Time.Advance(TimeSpan.FromHours(1));
        await db.Transaction().Update(db.Documents.Where(d => d.Id == "d1"), u => u.Touch()).CommitAsync();
        (await db.Documents.FindAsync("d1"))!.UpdatedAt.ShouldBe(world.Time.GetUtcNow());
    }

    [Fact]
    public async Task Nothing_that_changes_is_refused_still()
    {
        var world = await WritingWorld.SaasAsync();
        var db = world.For("acme");
        var update = await Should.ThrowAsync<WriteException>(() => db.Teams.Where(t => t.OrganizationId == "o1" && t.Id == "t1").UpdateAsync(u => u.Touch()));
        (update.Code, update.Message.Contains("no sliding expiry", StringComparison.Ordinal)).ShouldBe(("STL3109", true));
        (await Should.ThrowAsync<WriteException>(() => db.Organizations.Where(o => o.Id == "o1").UpdateAsync(u => u))).Code.ShouldBe("STL3109");
        world.SentNothing();
    }
}
