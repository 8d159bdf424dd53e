using Amazon.DynamoDBv2.Model;
using SingleTable.Linq.Tests.Models;

namespace SingleTable.Linq.Tests.Writing;

/// <summary>An update from two values of a record: only what differs is written, and what comes of it is the second value.</summary>
public class DifferenceTests
{
    private const string Line = "UpdateItem Documents  pk = T#acme#DOC#1  sk = #DOC  ";

    [Fact]
    [Trait("Fault", "23")]
    public async Task Only_what_differs_is_written_also_inside_of_maps()
    {
        var (world, db, before) = await NewAsync();
        var after = before with
        {
            Title = "new", Views = null, Labels = ["a", "b", "c"], Ratings = [1], Address = before.Address! with { City = "Oslo" },
            Counts = new() { ["x"] = 2, ["z"] = 3 }, Lines = ["one", "2"],
        };
        var updated = await db.Documents.UpdateAsync(before, after);
        Sorted(updated).ShouldBeEquivalentTo(Sorted(after with { UpdatedAt = updated.UpdatedAt }));
        world.TakeLines().ShouldBe([Line + "set Title, Address.City, Counts.x, Counts.z, Lines[1], UpdatedAt  remove Views, Counts.y  add to Labels  "
            + "remove from Ratings  index ByFolder  if exists and Folder = f and Address is not null and Counts is not null and Lines is not null and Lines[1] is not null"]);
    }

    [Fact]
    [Trait("Fault", "23")]
    [Trait("Fault", "25")]
    public async Task What_the_model_does_not_know_stays()
    {
        var (world, db, before) = await NewAsync();
        await world.Client.UpdateItemAsync(new UpdateItemRequest
        {
            TableName = world.TableName, Key = new() { ["pk"] = new("T#acme#DOC#1"), ["sk"] = new("#DOC") },
            UpdateExpression = "SET Address.Extra = :x, Unknown2 = :x", ExpressionAttributeValues = new() { [":x"] = new("kept") },
        });
        await db.Documents.UpdateAsync(before, before with { Address = before.Address! with { City = "Oslo" }, Price = 9 });
        var item = await world.ItemAsync();
        (item["Address"].M["Extra"].S, item["Address"].M["City"].S, item["Unknown2"].S, item["Price"].N).ShouldBe(("kept", "Oslo", "kept", "9"));
    }

    [Fact]
    public async Task Nothing_to_change_is_no_request_and_what_cannot_change_is_refused()
    {
        var (world, db, before) = await NewAsync();
        (await db.Documents.UpdateAsync(before, before with { Labels = [.. before.Labels.Reverse()] })).Title.ShouldBe("old");
        foreach (var (after, code, property) in new[] { (before with { Id = "2" }, "STL3103", "Id"), (before with { Author = "me" }, "STL3102", "Author"), (before with { Title = null! }, "STL3105", "Title") })
        {
            var error = await Should.ThrowAsync<WriteException>(() => db.Documents.UpdateAsync(before, after));
            (error.Code, error.Property).ShouldBe((code, property));
        }

        world.SentNothing();
    }

    [Fact]
    public async Task A_map_or_an_element_that_is_gone_is_a_condition_that_fails()
    {
        var (_, db, before) = await NewAsync();
        var one = db.Documents.Where(d => d.Id == "1");
        await one.UpdateAsync(u => u.Set(d => d.Lines, ["1"]));
        await Should.ThrowAsync<ConditionFailedException>(() => db.Documents.UpdateAsync(before, before with { Lines = ["1", "x"] }));
        await one.UpdateAsync(u => u.Remove(d => d.Address));
        await Should.ThrowAsync<ConditionFailedException>(() => db.Documents.UpdateAsync(before, before with { Address = before.Address! with { City = "x" } }));
        (await db.Documents.UpdateAsync(before, before with { Address = null })).Address.ShouldBeNull();
        await Should.ThrowAsync<ConditionFailedException>(() => db.Documents.UpdateAsync(before, before with { Price = 1 }, when: d => d.Title == "x"));
    }

    [Fact]
    [Trait("Fault", "8")]
    public async Task Two_random_values_become_one_another()
    {
        var (world, db, _) = await NewAsync();
        var random = new Random(5);
        for (var i = 0; i < 150; i++)
        {
            var before = await db.Documents.PutAsync(Any(random));
            var after = Any(random) with { TenantId = "acme", CreatedAt = before.CreatedAt, Author = before.Author };
            var updated = await db.Documents.UpdateAsync(before, after);
            Sorted(updated).ShouldBeEquivalentTo(Sorted(after with { UpdatedAt = updated.UpdatedAt }), $"of {i}");
            var stored = await world.ItemAsync();
            stored.TryGetValue("fpk", out var folder).ShouldBe(after.Folder is not null);
            folder?.S.ShouldBe($"T#acme#FOLDER#{after.Folder}");
        }
    }

    internal static Document Sorted(Document document) => document with
    {
        Labels = [.. document.Labels.Order(StringComparer.Ordinal)], Ratings = [.. document.Ratings.Order()],
        Counts = document.Counts.OrderBy(c => c.Key, StringComparer.Ordinal).ToDictionary(),
    };

    private static Document Any(Random random) => new()
    {
        Id = "1", Title = $"t{random.Next(3)}", Kind = $"k{random.Next(2)}", Folder = random.Next(2) == 0 ? null : $"f{random.Next(2)}", Priority = random.Next(3),
        Views = random.Next(2) == 0 ? null : random.Next(3), Price = random.Next(3), Labels = [.. Enumerable.Range(0, random.Next(4)).Select(_ => $"l{random.Next(3)}")],
        Ratings = [.. Enumerable.Range(0, random.Next(3)).Select(_ => random.Next(3))],
        Address = random.Next(3) == 0 ? null : new Address($"c{random.Next(2)}", random.Next(2) == 0 ? null : "s", [.. Enumerable.Range(0, random.Next(3)).Select(_ => $"p{random.Next(2)}")]),
        Counts = Enumerable.Range(0, random.Next(4)).ToDictionary(n => $"k{n}", _ => random.Next(3)), Lines = [.. Enumerable.Range(0, random.Next(4)).Select(_ => $"{random.Next(2)}")],
    };

    private static async Task<(WritingWorld<DocumentTable> World, DocumentTable Db, Document Before)> NewAsync()
    {
        var world = await WritingWorld.DocumentsAsync();
        var db = world.For("acme");
        var before = await db.Documents.CreateAsync(new Document
        {
            Id = "1", Title = "old", Folder = "f", Views = 3, Labels = ["a", "b"], Ratings = [1, 2], Address = new Address("Bern", "x", ["1"]),
            Counts = new() { ["x"] = 1, ["y"] = 1 }, Lines = ["one", "two"],
        });
        world.Forget();
        return (world, db, before);
    }
}
