using SingleTable.Linq.Writing;

namespace SingleTable.Linq.Tests.Writing;

/// <summary>The expressions of a shape are made once, and each write has its own values.</summary>
public sealed class WriteTemplateTests
{
    [Fact]
    public async Task Writes_of_one_shape_share_their_expressions_and_nothing_else()
    {
        var db = (await WritingWorld<DocumentTable>.CreateAsync(o => new DocumentTable(o))).For("acme");
        var documents = new List<Document>();
        for (var i = 0; i < 4; i++)
        {
            documents.Add(await db.Documents.CreateAsync(new Document { Title = $"t{i}", Folder = i % 2 == 0 ? null : "f", Price = i }));
        }

        Task<Document> Rename(Document d, string? title, decimal least) =>
            db.Documents.Where(x => x.Id == d.Id).UpdateAsync(u => u.Set(x => x.Kind, title!).Add(x => x.Views, 2), when: x => x.Price >= least && x.Title == d.Title);

        await Rename(documents[0], "k", 0);
        var before = WriteTemplates.Misses(db.Scope.Table);
        for (var i = 1; i < 4; i++)
        {
            var updated = await Rename(documents[i], $"k{i}", i);
            (updated.Kind, updated.Views, updated.Title, updated.Price).ShouldBe(($"k{i}", 2, $"t{i}", i));
            (await Should.ThrowAsync<ConditionFailedException>(() => Rename(documents[i], "no", i + 1))).Entity.ShouldBe("Document");
        }

        WriteTemplates.Misses(db.Scope.Table).ShouldBe(before);
    }

    [Fact]
    public async Task What_the_text_depends_on_gets_a_text_of_its_own()
    {
        var db = (await WritingWorld<DocumentTable>.CreateAsync(o => new DocumentTable(o))).For("acme");
        var document = await db.Documents.CreateAsync(new Document { Title = "t", Priority = 3, Labels = ["a"], Lines = ["x"] });

        // A null is a removal, an empty set too; a number is added or subtracted; an index key is set or removed.
        (await db.Documents.UpdateAsync(document, u => u.Set(x => x.Folder, "f"))).Folder.ShouldBe("f");
        (await db.Documents.Where(x => x.Id == document.Id).UpdateAsync(u => u.Set(x => x.Folder, (string?)null))).Folder.ShouldBeNull();
        (await db.Documents.UpdateAsync(document, u => u.Set(x => x.Labels, ["b"]))).Labels.ShouldBe(["b"]);
        (await db.Documents.UpdateAsync(document, u => u.Set(x => x.Labels, []))).Labels.ShouldBeEmpty();
        (await db.Documents.UpdateAsync(document, u => u.Add(x => x.Price, 2))).Price.ShouldBe(2);
        (await db.Documents.UpdateAsync(document, u => u.Subtract(x => x.Price, 5))).Price.ShouldBe(-3);
        (await db.Documents.UpdateAsync(document, u => u.Append(x => x.Lines, "y"))).Lines.ShouldBe(["x", "y"]);
        (await db.Documents.UpdateAsync(document, u => u.Prepend(x => x.Lines, "w", "v"))).Lines.ShouldBe(["w", "v", "x", "y"]);
        (await db.Documents.UpdateAsync(document, u => u.SetIfNotExists(x => x.Views, 7L))).Views.ShouldBe(7);
        (await db.Documents.UpdateAsync(document, u => u.Set(x => x.Views, x => (x.Views ?? 0) + 1))).Views.ShouldBe(8);
        (await db.Documents.UpdateAsync(document, u => u.Set(x => x.Counts["a"], 1))).Counts.ShouldBe(new() { ["a"] = 1 });
        (await db.Documents.UpdateAsync(document, u => u.Set(x => x.Counts["b"], 2))).Counts["b"].ShouldBe(2);
    }

    [Fact]
    public async Task A_value_that_changes_after_the_call_is_sent_as_it_was()
    {
        var db = (await WritingWorld<DocumentTable>.CreateAsync(o => new DocumentTable(o))).For("acme");
        var document = await db.Documents.CreateAsync(new Document { Title = "t", Price = 1 });
        var (least, title) = (0m, "one");
        var writing = db.Documents.Where(x => x.Id == document.Id).UpdateAsync(u => u.Set(x => x.Kind, title), when: x => x.Price >= least);
        (least, title) = (100m, "two");
        (await writing).Kind.ShouldBe("one");
        (least, title).ShouldBe((100m, "two"));
    }
}
