using SingleTable.Linq.InMemory.Tests.Engines;
using static SingleTable.Linq.InMemory.Tests.Sample;

namespace SingleTable.Linq.InMemory.Tests;

public abstract class KeyConditionTests<TEngine> : RuleTests<TEngine>
    where TEngine : Engine, new()
{
    [Theory]
    [InlineData("sk = :v", "b")]
    [InlineData("sk < :v", "a")]
    [InlineData("sk <= :v", "a b")]
    [InlineData("sk > :v", "ba c")]
    [InlineData("sk >= :v", "b ba c")]
    [InlineData("begins_with(sk, :v)", "b ba")]
    [InlineData(":v < sk", "ba c")]
    public async Task Sort_key_operators_select_their_range(string condition, string expected)
    {
        using var client = await CreateAsync();
        await client.PutAsync(Row("p", "c"), Row("p", "a"), Row("p", "ba"), Row("p", "b"), Row("q", "b"));
        (await client.SortKeysAsync("pk = :p AND " + condition, (":p", S("p")), (":v", S("b")))).ShouldBe(expected.Split(' '));
        (await client.SortKeysAsync(condition + " and (pk = :p)", (":p", S("p")), (":v", S("b")))).ShouldBe(expected.Split(' '));
    }

    [Fact]
    public async Task Between_is_inclusive()
    {
        using var client = await CreateAsync();
        await client.PutAsync(Row("p", "a"), Row("p", "b"), Row("p", "c"), Row("p", "d"));
        (await client.SortKeysAsync("pk = :p AND sk BETWEEN :l AND :h", (":p", S("p")), (":l", S("b")), (":h", S("c")))).ShouldBe(["b", "c"]);
    }

    [Theory]
    [InlineData("pk = :p AND sk > :a AND sk < :b", "KeyConditionExpressions must only contain one condition per key")]
    [InlineData("pk = :p OR sk > :a AND sk > :b", "Invalid operator used in KeyConditionExpression: OR")]
    [InlineData("pk = :p AND NOT sk = :a AND sk > :b", "Invalid operator used in KeyConditionExpression: NOT")]
    [InlineData("pk = :p AND sk <> :a AND sk > :b", "Invalid operator used in KeyConditionExpression: <>")]
    [InlineData("pk = :p AND sk IN (:a, :b)", "Invalid operator used in KeyConditionExpression: IN")]
    [InlineData("pk = :p AND contains(sk, :a) AND sk > :b", "Invalid operator used in KeyConditionExpression: contains")]
    [InlineData("pk > :p AND sk BETWEEN :a AND :b", "Query key condition not supported")]
    [InlineData("pk BETWEEN :a AND :b AND sk = :p", "Query key condition not supported")]
    [InlineData("sk = :p AND gsk BETWEEN :a AND :b", "Query condition missed key schema element: pk")]
    [InlineData("pk = :p AND unrelated BETWEEN :a AND :b", "Query condition missed key schema element: sk")]
    [InlineData("pk = :p AND sk.x BETWEEN :a AND :b", "KeyConditionExpressions cannot have conditions on nested attributes")]
    [InlineData("pk = :p AND sk BETWEEN :b AND :a",
        "Invalid KeyConditionExpression: The BETWEEN operator requires upper bound to be greater than or equal to lower bound; " +
        "lower bound operand: AttributeValue: {S:b}, upper bound operand: AttributeValue: {S:a}")]
    public async Task Conditions_that_the_service_refuses_are_refused(string condition, string message)
    {
        using var client = await CreateAsync();
        await client.QueryAsync(Query(condition, (":p", S("p")), (":a", S("a")), (":b", S("b"))), Cancel).ShouldRefuse(message);
    }

    [Fact]
    public async Task Begins_with_takes_strings_and_binaries_only()
    {
        using var client = await CreateAsync();
        var query = Query("gpk = :p AND begins_with(gsk, :v)", (":p", S("p")), (":v", N("1")));
        query.IndexName = "GSI1";
        await client.QueryAsync(query, Cancel).ShouldRefuse(
            "Invalid KeyConditionExpression: Incorrect operand type for operator or function; operator or function: begins_with, operand type: N");
    }

    [Fact]
    public async Task An_empty_prefix_on_a_key_is_refused()
    {
        using var client = await CreateAsync();
        await client.QueryAsync(Query("pk = :p AND begins_with(sk, :v)", (":p", S("p")), (":v", S(""))), Cancel).ShouldRefuse(
            "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: sk");
    }

    [Fact]
    public async Task A_key_value_of_the_wrong_type_is_refused()
    {
        using var client = await CreateAsync();
        await client.QueryAsync(Query("pk = :p", (":p", N("1"))), Cancel).ShouldRefuse(
            "One or more parameter values were invalid: Condition parameter type does not match schema type");
    }

    [Fact]
    public async Task A_query_without_a_condition_is_refused()
    {
        using var client = await CreateAsync();
        await client.QueryAsync(new() { TableName = Table }, Cancel).ShouldRefuse(
            "Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.");
    }
}

public sealed class KeyConditionTests_Embedded : KeyConditionTests<Embedded>;

[Collection(OneServer.Name)]
public sealed class KeyConditionTests_Server : KeyConditionTests<Server>;
