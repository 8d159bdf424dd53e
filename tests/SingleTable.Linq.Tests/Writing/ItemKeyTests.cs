using SingleTable.Linq.InMemory;
using SingleTable.Linq.Wire;
using SingleTable.Linq.Writing;

namespace SingleTable.Linq.Tests.Writing;

/// <summary>A key is the same whether it comes of values, of an item's JSON or of texts.</summary>
public sealed class ItemKeyTests
{
    [Theory]
    [InlineData("plain")]
    [InlineData("a$#é")]
    [InlineData("back\\slash \"quoted\" \u0001")]
    [InlineData("\uD83D\uDE00")]
    public async Task Of_values_of_json_and_of_texts_are_one(string tenant)
    {
        var client = InMemoryDynamoDb.NewClient();
        var db = new PartTable(new TableOptions<PartTable>(client).ForTenant(tenant));
        var entity = db.Scope.Table.Find(typeof(Part))!;
        var part = new Part { Id = Guid.NewGuid(), Name = "n", Number = -7, Colour = Colour.Green };
        var values = EntityValues.Read(db.Scope, entity, part);
        var key = ItemKey.Of(entity, values);
        using var writer = DynamoJsonWriter.Rent();
        ItemJson.Write(db.Scope, entity, entity.PlainWriter!, part, writer, writeId: null);

        var texts = new ItemKey(entity.Key.PartitionText(values), entity.Key.SortText(values));
        foreach (var same in new[] { ItemJson.KeyOf(writer.Written), texts, new ItemKey(key.PartitionText, key.SortText) })
        {
            same.ShouldBe(key);
            (same == key).ShouldBeTrue();
            same.GetHashCode().ShouldBe(key.GetHashCode());
            (same.Partition, same.Sort).ShouldBe((entity.Key.PartitionText(values), entity.Key.SortText(values)));
        }

        // So a transaction sees that both are of one item.
        await client.CreateTableAsync(db.CreateTableRequest(), TestContext.Current.CancellationToken);
        var transaction = db.Transaction().Create(part);
        Should.Throw<WriteException>(() => transaction.Update(part, u => u.Set(p => p.Weight, 1)));
    }

    [Fact]
    public void Where_one_text_ends_and_the_other_begins_is_part_of_it()
    {
        var (one, other) = (new ItemKey("ab", "c"), new ItemKey("a", "bc"));
        one.ShouldNotBe(other);
        (one != other).ShouldBeTrue();
        (one.Partition, one.Sort, other.Partition, other.Sort).ShouldBe(("ab", "c", "a", "bc"));
    }

    [Fact]
    public void A_key_that_is_longer_than_the_stack_gives_is_whole()
    {
        var db = new PartTable(new TableOptions<PartTable>(InMemoryDynamoDb.NewClient()).ForTenant(new string('t', 900)));
        var entity = db.Scope.Table.Find(typeof(Part))!;
        var values = EntityValues.Read(db.Scope, entity, new Part { Name = "n", TenantId = "" });
        ItemKey.Of(entity, values).Partition.ShouldBe(entity.Key.PartitionText(values));
    }
}
