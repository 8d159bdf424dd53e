using Amazon.DynamoDBv2.Model;
using SingleTable.Linq.InMemory.Tests.Engines;
using static SingleTable.Linq.InMemory.Tests.Sample;

namespace SingleTable.Linq.InMemory.Tests;

public abstract class FilterTests<TEngine> : RuleTests<TEngine>
    where TEngine : Engine, new()
{
    // one item, and conditions on it that hold or do not
    [Theory]
    [InlineData("absent1 <> :one", true)]
    [InlineData("NOT absent1 = :one", true)]
    [InlineData("absent1 = :one", false)]
    [InlineData("absent1 < :one", false)]
    [InlineData("absent1 > :one", false)]
    [InlineData("absent1 BETWEEN :one AND :two", false)]
    [InlineData("NOT absent1 BETWEEN :one AND :two", true)]
    [InlineData("absent1 IN (:one)", false)]
    [InlineData("attribute_not_exists(absent1)", true)]
    [InlineData("attribute_exists(nil)", true)]
    [InlineData("attribute_not_exists(nil)", false)]
    [InlineData("attribute_type(nil, :tNULL)", true)]
    [InlineData("nil = :null", true)]
    [InlineData("blank = :blank", true)]
    [InlineData("blank = :null", false)]
    [InlineData("attribute_exists(blank)", true)]
    [InlineData("txt > :one", false)]
    [InlineData("txt < :one", false)]
    [InlineData("txt = :one", false)]
    [InlineData("txt <> :one", true)]
    [InlineData("txt < :zz", true)]
    [InlineData("num = :one", true)]
    [InlineData("num < :ten", true)]
    [InlineData("num IN (:ten, :one)", true)]
    [InlineData("num IN (:ten, :two)", false)]
    [InlineData("num BETWEEN :one AND :two", true)]
    [InlineData("num BETWEEN :two AND :ten", false)]
    [InlineData("begins_with(txt, :a)", true)]
    [InlineData("begins_with(txt, :zz)", false)]
    [InlineData("begins_with(num, :a)", false)]
    [InlineData("contains(txt, :bc)", true)]
    [InlineData("contains(tags, :x)", true)]
    [InlineData("contains(tags, :bc)", false)]
    [InlineData("contains(list1, :one)", true)]
    [InlineData("contains(list1, :two)", false)]
    [InlineData("contains(nums, :one)", true)]
    [InlineData("size(txt) = :three", true)]
    [InlineData("size(list1) = :two", true)]
    [InlineData("size(tags) > :one", true)]
    [InlineData("size(doc) = :one", true)]
    [InlineData("size(num) >= :zero", false)]
    [InlineData("size(absent1) = :zero", false)]
    [InlineData("doc.inner1.leaf = :a", true)]
    [InlineData("doc.inner1.gone <> :a", true)]
    [InlineData("list1[1] = :x", true)]
    [InlineData("list1[5] = :x", false)]
    [InlineData("tags = :tags", true)]
    [InlineData("txt = :abc AND num = :two OR num = :one", true)]
    [InlineData("num = :one OR txt = :abc AND num = :two", true)]
    [InlineData("(num = :one OR txt = :abc) AND num = :two", false)]
    [InlineData("NOT num = :one AND num = :two", false)]
    [InlineData("NOT (num = :one AND num = :two)", true)]
    [InlineData("not (num = :one) or not (num = :two)", true)]
    [InlineData("(num) = (:one)", true)]
    [InlineData("num = num2", true)]
    public async Task Conditions_evaluate_as_documented(string filter, bool expected)
    {
        using var client = await CreateAsync();
        await client.PutAsync(Row("p", "s",
            ("txt", S("abc")), ("num", N("1.0")), ("num2", N("1")), ("nil", new() { NULL = true }), ("blank", S("")),
            ("tags", new() { SS = ["x", "y"] }), ("nums", new() { NS = ["1", "3"] }), ("list1", L(N("1"), S("x"))),
            ("doc", M(("inner1", M(("leaf", S("a"))))))));
        var query = Query("pk = :p");
        query.FilterExpression = filter;
        query.ExpressionAttributeValues = UsedIn(filter + " :p",
            (":zero", N("0")), (":one", N("1")), (":two", N("2")), (":three", N("3")), (":ten", N("10")), (":a", S("a")), (":bc", S("bc")),
            (":x", S("x")), (":zz", S("zz")), (":abc", S("abc")), (":blank", S("")), (":null", new() { NULL = true }), (":tNULL", S("NULL")),
            (":tags", new() { SS = ["y", "x"] }), (":p", S("p")));
        (await client.QueryAsync(query, Cancel)).Count.ShouldBe(expected ? 1 : 0);
    }

    [Theory]
    [InlineData("pk = :v", "Filter Expression can only contain non-primary key attributes: Primary key attribute: pk")]
    [InlineData("begins_with(sk, :v)", "Filter Expression can only contain non-primary key attributes: Primary key attribute: sk")]
    [InlineData("x BETWEEN :v AND :low", "Invalid FilterExpression: The BETWEEN operator requires upper bound to be greater than or equal to lower bound; lower bound operand: AttributeValue: {S:v}, upper bound operand: AttributeValue: {S:a}")]
    [InlineData("x BETWEEN :v AND :n", "Invalid FilterExpression: The BETWEEN operator requires same data type for lower and upper bounds; lower bound operand: AttributeValue: {S:v}, upper bound operand: AttributeValue: {N:1}")]
    [InlineData("begins_with(x, :n)", "Invalid FilterExpression: Incorrect operand type for operator or function; operator or function: begins_with, operand type: N")]
    [InlineData("x < :bool", "Invalid FilterExpression: Incorrect operand type for operator or function; operator or function: <, operand type: BOOL")]
    [InlineData("attribute_type(x, :v)", "Invalid FilterExpression: Invalid attribute type name found; type: v, valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}")]
    [InlineData("attribute_exists(:v)", "Invalid FilterExpression: Operator or function requires a document path; operator or function: attribute_exists")]
    [InlineData("begins_with(x)", "Invalid FilterExpression: Incorrect number of operands for operator or function; operator or function: begins_with, number of operands: 1")]
    [InlineData("starts_with(x, :v)", "Invalid FilterExpression: Invalid function name; function: starts_with")]
    [InlineData("x = x", "Invalid FilterExpression: The first operand must be distinct from the remaining operands for this operator or function; operator: =, first operand: [x]")]
    [InlineData("x = :undefined", "Invalid FilterExpression: An expression attribute value used in expression is not defined; attribute value: :undefined")]
    [InlineData("#undefined = :v", "Invalid FilterExpression: An expression attribute name used in the document path is not defined; attribute name: #undefined")]
    [InlineData("status = :v", "Invalid FilterExpression: Attribute name is a reserved keyword; reserved keyword: status")]
    [InlineData("((x = :v))", "Invalid FilterExpression: The expression has redundant parentheses;")]
    [InlineData("x = = :v", "Invalid FilterExpression: Syntax error; token: \"=\", near: \"= = :v\"")]
    [InlineData("x = :v AND", "Invalid FilterExpression: Syntax error; token: \"<EOF>\", near: \"AND\"")]
    [InlineData("x = :v AND _type = :v", "Invalid FilterExpression: Syntax error; token: \"_\", near: \"AND _type\"")]
    [InlineData("x-1 = :v", "Invalid FilterExpression: Syntax error; token: \"-\", near: \"x-1\"")]
    [InlineData("", "Invalid FilterExpression: The expression can not be empty;")]
    public async Task Filters_that_the_service_refuses_are_refused(string filter, string message)
    {
        using var client = await CreateAsync();
        var query = Query("pk = :p");
        query.FilterExpression = filter;
        query.ExpressionAttributeValues = UsedIn(filter + " :p",
            (":p", S("p")), (":v", S("v")), (":low", S("a")), (":n", N("1")), (":bool", new() { BOOL = true }));
        await client.QueryAsync(query, Cancel).ShouldRefuse(message);
    }

    [Fact]
    public async Task Base_keys_may_be_filtered_on_an_index()
    {
        using var client = await CreateAsync();
        await client.PutAsync(Row("p", "a", ("gpk", S("g")), ("gsk", N("1"))), Row("p", "b", ("gpk", S("g")), ("gsk", N("2"))));
        var query = Query("gpk = :g", (":g", S("g")), (":b", S("b")));
        query.IndexName = "GSI1";
        query.FilterExpression = "sk = :b";
        (await client.QueryAsync(query, Cancel)).Items.Single()["sk"].S.ShouldBe("b");
        query.FilterExpression = "gsk = :b";
        await client.QueryAsync(query, Cancel).ShouldRefuse(
            "Filter Expression can only contain non-primary key attributes: Primary key attribute: gsk");
    }

    [Fact]
    public async Task A_hundred_candidates_are_allowed_and_one_more_is_not()
    {
        using var client = await CreateAsync();
        QueryRequest WithCandidates(int count)
        {
            var query = Query("pk = :p", (":p", S("p")));
            for (int i = 0; i < count; i++) query.ExpressionAttributeValues[$":v{i}"] = N($"{i}");
            query.FilterExpression = $"x IN ({string.Join(", ", Enumerable.Range(0, count).Select(i => $":v{i}"))})";
            return query;
        }

        (await client.QueryAsync(WithCandidates(100), Cancel)).Count.ShouldBe(0);
        await client.QueryAsync(WithCandidates(101), Cancel).ShouldRefuse(
            "Invalid FilterExpression: The IN operator is provided with too many operands; number of operands: 101");
    }

    [Fact]
    public async Task Expressions_end_at_4096_bytes_and_300_operators()
    {
        using var client = await CreateAsync();
        var query = Query("pk = :p", (":p", S("p")));
        query.FilterExpression = "x = :p" + new string(' ', 4090);
        (await client.QueryAsync(query, Cancel)).Count.ShouldBe(0);
        query.FilterExpression += " ";
        await client.QueryAsync(query, Cancel).ShouldRefuse(
            "Invalid FilterExpression: Expression size has exceeded the maximum allowed size; expression size: 4097");
        // 150 comparisons and 149 ANDs, and one pair more
        query.FilterExpression = string.Join(" AND ", Enumerable.Repeat("x=:p", 150));
        (await client.QueryAsync(query, Cancel)).Count.ShouldBe(0);
        query.FilterExpression += " AND x=:p";
        (await Should.ThrowAsync<Amazon.DynamoDBv2.AmazonDynamoDBException>(() => client.QueryAsync(query, Cancel))).Message.ShouldContain("too many operators");
    }

    [Theory]
    [InlineData("names", "Value provided in ExpressionAttributeNames unused in expressions: keys: {#unused}")]
    [InlineData("values", "Value provided in ExpressionAttributeValues unused in expressions: keys: {:unused}")]
    public async Task Unused_placeholders_are_refused(string which, string message)
    {
        using var client = await CreateAsync();
        var query = Query("pk = :p", (":p", S("p")));
        if (which == "names") query.ExpressionAttributeNames = new() { ["#unused"] = "x" };
        else query.ExpressionAttributeValues[":unused"] = S("x");
        await client.QueryAsync(query, Cancel).ShouldRefuse(message);
    }

    [Fact]
    public async Task A_placeholder_ends_at_255_bytes()
    {
        using var client = await CreateAsync();
        string name = "#" + new string('n', 254);
        var query = Query(name + " = :p", (":p", S("p")));
        query.ExpressionAttributeNames = new() { [name] = "pk" };
        (await client.QueryAsync(query, Cancel)).Count.ShouldBe(0);
        query.KeyConditionExpression = name + "n = :p";
        query.ExpressionAttributeNames = new() { [name + "n"] = "pk" };
        await Should.ThrowAsync<Amazon.DynamoDBv2.AmazonDynamoDBException>(() => client.QueryAsync(query, Cancel));
    }

    [Fact]
    public async Task Overlapping_projections_are_refused_and_others_keep_the_structure()
    {
        using var client = await CreateAsync();
        await client.PutAsync(Row("p", "s", ("doc", M(("a", N("1")), ("b", N("2")))), ("list1", L(N("0"), N("1"), N("2")))));
        var get = new GetItemRequest { TableName = Table, Key = Key("p", "s"), ProjectionExpression = "doc.a, list1[2], list1[0], gone1" };
        var item = (await client.GetItemAsync(get, Cancel)).Item;
        item["doc"].M.ShouldHaveSingleItem().Key.ShouldBe("a");
        item["list1"].L.Select(v => v.N).ShouldBe(["0", "2"]);
        item.Count.ShouldBe(2);
        get.ProjectionExpression = "doc, doc.a";
        await client.GetItemAsync(get, Cancel).ShouldRefuse("Invalid ProjectionExpression: Two document paths overlap with each other; " +
            "must remove or rewrite one of these paths; path one: [doc], path two: [doc, a]");
    }

    [Fact]
    public void There_are_573_reserved_words()
    {
        Expressions.ReservedWords.All.Count.ShouldBe(573);
        Expressions.ReservedWords.All.ShouldContain("zone");
    }
}

public sealed class FilterTests_Embedded : FilterTests<Embedded>;

[Collection(OneServer.Name)]
public sealed class FilterTests_Server : FilterTests<Server>;
