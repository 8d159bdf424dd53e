using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using SingleTable.Linq.Tests.Engines;
using SingleTable.Linq.Tests.Paging;

namespace SingleTable.Linq.Tests.Indexes;

/// <summary>Creation, pages, order, refusals and writes of indexes with keys of several attributes.</summary>
public abstract class SeveralAttributesRulesTests<TEngine> : ShopTests<TEngine>
    where TEngine : Engine, new()
{
    [Fact]
    public async Task The_table_is_created_with_all_key_attributes_and_their_types()
    {
        var table = (await Client.DescribeTableAsync(ShopName, TestContext.Current.CancellationToken)).Table;
        var index = table.GlobalSecondaryIndexes.Single(i => i.IndexName == "ByRegion");
        index.KeySchema.Select(k => $"{k.KeyType} {k.AttributeName}").ShouldBe(
            ["HASH TenantId", "HASH Region", "RANGE Status", "RANGE CreatedAt", "RANGE Amount", "RANGE Code"]);
        index.Projection.ProjectionType.ShouldBe(ProjectionType.ALL);
        table.AttributeDefinitions.Where(a => a.AttributeType == ScalarAttributeType.N).Select(a => a.AttributeName).Order().ShouldBe(["Amount", "Score", "Year"]);
        table.AttributeDefinitions.Count.ShouldBe(11);
    }

    [Fact]
    public async Task Pages_go_forwards_and_backwards()
    {
        await Walk.EverySizeAsync(Shop.Sales.Where(x => x.Region == "EU" && x.Status == SaleStatus.Paid), x => x.Id);
        var six = ShopData.Day.AddHours(6);
        await Walk.EverySizeAsync(
            Shop.Sales.Where(x => x.Region == "EU" && x.Status == SaleStatus.Paid && x.CreatedAt > ShopData.Day && x.CreatedAt < six)
                .OrderByDescending(x => x.CreatedAt).Select(x => new { x.Id, x.Note }),
            x => x.Id);
        await Walk.EverySizeAsync(Shop.Sales.Where(x => x.Channel == "web" && x.Score >= 1).OrderBy(x => x.Score), x => x.Id);
    }

    [Fact]
    public async Task A_token_serves_its_own_values_only()
    {
        var page = await Shop.Sales.Where(x => x.Channel == "web" && x.Score >= 1).ToPageAsync(2);
        Requests();
        await Should.ThrowAsync<InvalidPageTokenException>(() => Shop.Sales.Where(x => x.Channel == "web" && x.Score >= 2).ToPageAsync(2, page.Next));
        await Should.ThrowAsync<InvalidPageTokenException>(() => Shop.Sales.Where(x => x.Channel == "shop" && x.Score >= 1).ToPageAsync(2, page.Next));
        Requests().ShouldBeEmpty();
    }

    [Fact]
    public async Task What_stands_at_open_ends_is_counted_and_found_rightly()
    {
        var (one, two) = (1.0, 2.5);
        var wanted = ShopData.Sales.Count(x => x.Channel == "shop" && x.Score > one && x.Score < two);
        ShopData.Sales.Count(x => x.Channel == "shop" && (x.Score == one || x.Score == two)).ShouldBeGreaterThan(2);
        (await Shop.Sales.CountAsync(x => x.Channel == "shop" && x.Score > one && x.Score < two)).ShouldBe(wanted);
        (await Shop.Sales.CountAsync(x => x.Channel == "shop" && x.Score > one)).ShouldBe(ShopData.Sales.Count(x => x.Channel == "shop" && x.Score > one));
        (await Shop.Sales.AnyAsync(x => x.Channel == "shop" && x.Score > 1 && x.Score < 1.5)).ShouldBeFalse();
        (await Shop.Sales.Where(x => x.Channel == "shop" && x.Score > one && x.Score < two).OrderBy(x => x.Score).Take(2).Select(x => x.Score).ToListAsync())
            .ShouldBe(ShopData.Sales.Where(x => x.Channel == "shop" && x.Score > one && x.Score < two).OrderBy(x => x.Score).Take(2).Select(x => x.Score));
        Requests().ShouldBe(
        [
            "Query Shop/ByChannel  Channel = shop  Score between 1 and 2.5  asc",
            "Query Shop/ByChannel  Channel = shop  Score > 1  asc  count",
            "Query Shop/ByChannel  Channel = shop  Score between 1 and 1.5  asc",
            "Query Shop/ByChannel  Channel = shop  Score between 1 and 2.5  asc  select Score",
        ]);
    }

    [Fact]
    public async Task Entities_share_the_index_and_tenants_do_not_meet()
    {
        (await Shop.Refunds.Where(x => x.Region == "EU" && x.Status == SaleStatus.Paid).ToListAsync()).Count.ShouldBe(4);
        (await Shop.Sales.UsingIndex("ByRegion").Where(x => x.Region == "EU").Select(x => x.TenantId).ToListAsync()).Distinct().ShouldBe(["acme"]);
        (await Shop.Sales.Where(x => x.TenantId == "globex" && x.Region == "EU").ToListAsync()).ShouldBeEmpty();
    }

    [Fact]
    public void The_plan_can_be_read_before_it_runs()
    {
        Shop.Sales.Where(x => x.Channel == "web" && x.Score > 1).Explain().ShouldContain("/ByChannel  TenantId = acme  Channel = web  Score > 1  asc");
        Shop.Model.ToString().ShouldContain("ByRegion   (TenantId, Region, Status, CreatedAt, Amount, Code)");
    }

    [Fact]
    public async Task Filters_by_key_attributes_and_gaps_are_refused_with_what_to_write()
    {
        var refused = new Dictionary<string, IQueryable<Sale>>
        {
            ["asks of CreatedAt"] = Shop.Sales.Where(x => x.Region == "EU" && x.CreatedAt > ShopData.Day),
            ["Add Status == … to it"] = Shop.Sales.Where(x => x.Region == "EU" && x.Amount == 1),
            ["asks of Status"] = Shop.Sales.Where(x => x.Region == "EU" && x.Status != SaleStatus.Paid),
            ["asks of Code"] = Shop.Sales.Where(x => x.Region == "EU" && x.Status == SaleStatus.Paid && x.Code.Contains('a')),
            ["asks of Amount"] = Shop.Sales.Where(x => x.Region == "EU" && x.Status == SaleStatus.Paid && x.CreatedAt > ShopData.Day && x.Amount > 1),
            ["asks of Score, Amount"] = Shop.Sales.UsingIndex("ByChannel").Where(x => x.Channel == "web" && (x.Score > 1 || x.Amount > 2)),
        };
        foreach (var (text, query) in refused)
        {
            var error = await Should.ThrowAsync<QueryTranslationException>(() => query.ToListAsync());
            error.Code.ShouldBe("STL1213");
            error.Message.ShouldContain(text);
        }

        (await Should.ThrowAsync<QueryTranslationException>(() => Shop.Sales.Where(x => x.Region == "EU").OrderBy(x => x.Status).ToListAsync())).Code.ShouldBe("STL1202");
        (await Should.ThrowAsync<QueryTranslationException>(() => Shop.Sales.Where(x => x.Region == "EU").OrderBy(x => x.CreatedAt).ToListAsync())).Code.ShouldBe("STL1202");
        (await Should.ThrowAsync<QueryTranslationException>(() => Shop.Sales.Where(x => x.Status == SaleStatus.Paid).ToListAsync())).Code.ShouldBe("STL1201");
        (await Should.ThrowAsync<QueryTranslationException>(() => Shop.Sales.Where(x => x.Channel == "web").ToListAsync())).Message
            .ShouldContain("ByChannel: a condition that excludes null");
        (await Should.ThrowAsync<KeyValueException>(() => Shop.Sales.Where(x => x.Region == "").ToListAsync())).Code.ShouldBe("STL2002");
        Requests().ShouldBeEmpty();
    }

    [Fact]
    public async Task Empty_and_too_long_values_are_refused_by_every_write_before_it_is_sent()
    {
        var sale = ShopData.Sales[1];
        var target = Shop.Sales.Where(x => x.Id == sale.Id);
        var writes = new Func<Task>[]
        {
            () => Shop.Sales.PutAsync(sale with { Region = "" }),
            () => Shop.Sales.CreateAsync(sale with { Id = "new", Channel = "" }),
            () => Shop.Sales.UpsertAsync(sale with { Code = "" }),
            () => Shop.Offices.PutAsync(new Office { Id = "o", Region = "" }),
            () => target.UpdateAsync(u => u.Set(x => x.Region, "")),
            () => target.UpdateAsync(u => u.SetIfNotExists(x => x.Channel, "")),
            () => Shop.Sales.BatchPutAsync([sale with { Region = "" }]),
        };
        foreach (var write in writes)
        {
            var error = await Should.ThrowAsync<KeyValueException>(write);
            error.Code.ShouldBe("STL2002");
            error.Property.ShouldNotBeNull();
        }

        (await Should.ThrowAsync<KeyValueException>(() => Shop.Sales.PutAsync(sale with { Code = new string('x', 1025) }))).Code.ShouldBe("STL2004");
        (await Should.ThrowAsync<KeyValueException>(() => Shop.Sales.PutAsync(sale with { Region = null! }))).Code.ShouldBe("STL2001");
        Requests().ShouldBeEmpty();
        await Shop.Sales.PutAsync(sale with { Id = "long", Region = new string('x', 2000), Code = new string('x', 900) });
    }

    [Fact]
    public async Task The_index_follows_every_write_and_nothing_is_stored_for_it()
    {
        var sale = ShopData.Sales[1] with { Id = "w", Region = "W", Score = 1 };
        await Shop.Sales.CreateAsync(sale);
        var attributes = await ItemAsync();
        attributes.Keys.Order(StringComparer.Ordinal).ShouldBe(
            ["Amount", "Channel", "Code", "CreatedAt", "Id", "Note", "Region", "Score", "Status", "TenantId", "Year", "_type", "_w", "pk", "sk"]);
        var target = Shop.Sales.Where(x => x.Id == "w");
        Requests();
        await target.UpdateAsync(u => u.Set(x => x.Region, "X").Add(x => x.Score, 2).AtLeastOnce());
        Requests().ShouldHaveSingleItem().ShouldNotContain("By");
        (await Shop.Sales.Where(x => x.Region == "W").ToListAsync()).ShouldBeEmpty();
        (await Shop.Sales.Where(x => x.Region == "X").ToListAsync()).ShouldHaveSingleItem().Score.ShouldBe(3);
        (await Shop.Sales.Where(x => x.Channel == "web" && x.Score == 3).Select(x => x.Id).ToListAsync()).ShouldContain("w");
        await target.UpdateAsync(u => u.Remove(x => x.Score));
        (await Shop.Sales.Where(x => x.Channel == "web" && x.Score != null).Select(x => x.Id).ToListAsync()).ShouldNotContain("w");
        await Shop.Sales.UpsertAsync(sale with { Channel = "W", Score = 7 });
        (await Shop.Sales.Where(x => x.Channel == "W" && x.Score == 7).ToListAsync()).Count.ShouldBe(1);
        await target.DeleteAsync();
        (await Shop.Sales.Where(x => x.Region == "W").ToListAsync()).ShouldBeEmpty();
    }

    private async Task<Dictionary<string, AttributeValue>> ItemAsync() => (await Client.GetItemAsync(
        ShopName, new Dictionary<string, AttributeValue> { ["pk"] = new("TENANT#acme#SALE#w"), ["sk"] = new("#SALE") }, TestContext.Current.CancellationToken)).Item;
}

public sealed class SeveralAttributesRulesTests_Embedded : SeveralAttributesRulesTests<Embedded>;

public sealed class SeveralAttributesRulesTests_Wrapped : SeveralAttributesRulesTests<Wrapped>;

public sealed class SeveralAttributesRulesTests_Endpoint : SeveralAttributesRulesTests<Engines.Endpoint>;
