using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.DataModel;
using Amazon.DynamoDBv2.DocumentModel;
using Amazon.DynamoDBv2.Model;
using SingleTable.Linq.InMemory.Tests.Engines;
using static SingleTable.Linq.InMemory.Tests.Sample;

namespace SingleTable.Linq.InMemory.Tests;

public abstract class LegacyTests<TEngine> : RuleTests<TEngine>
    where TEngine : Engine, new()
{
    [DynamoDBTable(Sample.Table)]
    public sealed class Person
    {
        [DynamoDBHashKey("pk")]
        public string Group { get; set; } = "";

        [DynamoDBRangeKey("sk")]
        public string Name { get; set; } = "";

        public int Age { get; set; }

        [DynamoDBGlobalSecondaryIndexHashKey("GSI2", AttributeName = "gpk")]
        public string? City { get; set; }

        [DynamoDBVersion]
        public int? Version { get; set; }
    }

    [Fact]
    public async Task The_object_model_of_the_sdk_works()
    {
        using var client = await CreateAsync();
        using var context = new DynamoDBContextBuilder().WithDynamoDBClient(() => client).Build();
        await context.SaveAsync(new Person { Group = "g", Name = "ada", Age = 36, City = "London" }, Cancel);
        await context.SaveAsync(new Person { Group = "g", Name = "alan", Age = 41 }, Cancel);
        await context.SaveAsync(new Person { Group = "g", Name = "grace", Age = 85 }, Cancel);

        var ada = await context.LoadAsync<Person>("g", "ada", Cancel);
        ada.Age.ShouldBe(36);
        ada.Version.ShouldBe(0);
        var stale = await context.LoadAsync<Person>("g", "ada", Cancel);
        ada.Age = 37;
        await context.SaveAsync(ada, Cancel);
        await Should.ThrowAsync<ConditionalCheckFailedException>(() => context.SaveAsync(stale, Cancel));

        var byPrefix = await context.QueryAsync<Person>("g", QueryOperator.BeginsWith, ["a"]).GetRemainingAsync(Cancel);
        byPrefix.Select(p => p.Name).ShouldBe(["ada", "alan"]);
        var scanned = await context.ScanAsync<Person>([new ScanCondition("Age", ScanOperator.GreaterThan, 40)]).GetRemainingAsync(Cancel);
        scanned.Select(p => p.Name).ShouldBe(["alan", "grace"], ignoreOrder: true);
        await context.DeleteAsync<Person>("g", "ada", Cancel);
        (await context.LoadAsync<Person>("g", "ada", Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task Attribute_updates_put_add_and_delete()
    {
        using var client = await CreateAsync();
        await client.PutAsync(Row("p", "s", ("n", N("1")), ("gone1", S("x")), ("tags", new() { SS = ["a", "b"] })));
        var response = await client.UpdateItemAsync(new()
        {
            TableName = Sample.Table,
            Key = Key("p", "s"),
            AttributeUpdates = new()
            {
                ["n"] = new(N("4"), AttributeAction.ADD),
                ["gone1"] = new() { Action = AttributeAction.DELETE },
                ["tags"] = new(new AttributeValue { SS = ["a"] }, AttributeAction.DELETE),
                ["a.dot"] = new(S("new"), AttributeAction.PUT),
            },
            Expected = new() { ["n"] = new(N("1")) },
            ReturnValues = "ALL_NEW",
        }, Cancel);
        response.Attributes["n"].N.ShouldBe("5");
        response.Attributes["tags"].SS.ShouldBe(["b"]);
        response.Attributes["a.dot"].S.ShouldBe("new");
        response.Attributes.Keys.ShouldNotContain("gone1");
    }

    [Theory]
    [InlineData("EQ", "1", true)]
    [InlineData("NE", "1", false)]
    [InlineData("LT", "2", true)]
    [InlineData("LE", "0", false)]
    [InlineData("GT", "0", true)]
    [InlineData("GE", "2", false)]
    [InlineData("IN", "3 1", true)]
    [InlineData("BETWEEN", "0 2", true)]
    [InlineData("NOT_NULL", "", true)]
    [InlineData("NULL", "", false)]
    public async Task Filters_in_the_older_form_compare_as_named(string comparison, string values, bool expected)
    {
        using var client = await CreateAsync();
        await client.PutAsync(Row("p", "s", ("n", N("1"))));
        var scan = new ScanRequest(Sample.Table)
        {
            ScanFilter = new()
            {
                ["n"] = new() { ComparisonOperator = comparison, AttributeValueList = values == "" ? null : [.. values.Split(' ').Select(N)] },
            },
        };
        (await client.ScanAsync(scan, Cancel)).Count.ShouldBe(expected ? 1 : 0);
    }

    [Fact]
    public async Task Key_conditions_in_the_older_form_select_a_range()
    {
        using var client = await CreateAsync();
        await client.PutAsync(Row("p", "a"), Row("p", "b"), Row("p", "c", ("n", N("1"))), Row("p", "d"));
        Condition Is(string comparison, params AttributeValue[] values) => new() { ComparisonOperator = comparison, AttributeValueList = [.. values] };
        var query = new QueryRequest(Sample.Table) { KeyConditions = new() { ["pk"] = Is("EQ", S("p")), ["sk"] = Is("BETWEEN", S("b"), S("c")) } };
        (await client.QueryAsync(query, Cancel)).Items.Select(i => i["sk"].S).ShouldBe(["b", "c"]);
        query.QueryFilter = new() { ["n"] = Is("EQ", N("1")), ["gone1"] = Is("EQ", N("1")) };
        query.ConditionalOperator = ConditionalOperator.OR;
        query.AttributesToGet = ["sk"];
        (await client.QueryAsync(query, Cancel)).Items.Single().ShouldHaveSingleItem().Value.S.ShouldBe("c");
        query.QueryFilter["sk"] = Is("EQ", S("c"));
        await client.QueryAsync(query, Cancel).ShouldRefuse(
            "QueryFilter can only contain non-primary key attributes: Primary key attribute: sk");
        query.KeyConditions["sk"] = Is("NE", S("b"));
        await client.QueryAsync(query, Cancel).ShouldRefuse("Attempted conditional constraint is not an indexable operation");
    }

    [Fact]
    public async Task Older_and_newer_parameters_do_not_mix()
    {
        using var client = await CreateAsync();
        var get = new GetItemRequest { TableName = Sample.Table, Key = Key("p", "s"), AttributesToGet = ["a"], ProjectionExpression = "a" };
        await client.GetItemAsync(get, Cancel).ShouldRefuse("Can not use both expression and non-expression parameters in the same request: " +
            "Non-expression parameters: {AttributesToGet} Expression parameters: {ProjectionExpression}");
    }
}

public sealed class LegacyTests_Embedded : LegacyTests<Embedded>;

[Collection(OneServer.Name)]
public sealed class LegacyTests_Server : LegacyTests<Server>;
