using System.Globalization;
using System.IO.Hashing;
using System.Text;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using static SingleTable.Linq.InMemory.Tests.Sample;

namespace SingleTable.Linq.InMemory.Tests;

public class ProtocolTests
{
    private static async Task<(HttpResponseMessage Response, string Body)> PostAsync(InMemoryDynamoDb database, string target, string body)
    {
        using var client = new HttpClient(database.CreateHandler());
        using var request = new HttpRequestMessage(HttpMethod.Post, "http://in-memory.local/");
        request.Headers.Add("X-Amz-Target", target);
        request.Content = new StringContent(body, Encoding.UTF8, "application/x-amz-json-1.0");
        var response = await client.SendAsync(request, Cancel);
        return (response, await response.Content.ReadAsStringAsync(Cancel));
    }

    [Fact]
    public async Task Answers_carry_the_headers_of_the_service()
    {
        var (response, body) = await PostAsync(new InMemoryDynamoDb(), "DynamoDB_20120810.ListTables", "{}");
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/x-amz-json-1.0");
        response.Content.Headers.ContentLength.ShouldBe(body.Length);
        response.Headers.GetValues("x-amzn-RequestId").Single().Length.ShouldBeGreaterThan(0);
        uint crc = Crc32.HashToUInt32(Encoding.UTF8.GetBytes(body));
        response.Headers.GetValues("x-amz-crc32").Single().ShouldBe(crc.ToString(CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("DynamoDB_20120810.RestoreTableToPointInTime", "{}", "com.amazon.coral.service#UnknownOperationException", "RestoreTableToPointInTime")]
    [InlineData("Other_20120810.ListTables", "{}", "com.amazon.coral.service#UnknownOperationException", "")]
    [InlineData("DynamoDB_20120810.ListTables", "{", "com.amazon.coral.service#SerializationException", "JSON")]
    [InlineData("DynamoDB_20120810.ListTables", "[]", "com.amazon.coral.service#SerializationException", "object")]
    [InlineData("DynamoDB_20120810.ListTables", "{\"Limit\":\"x\"}", "com.amazon.coral.service#SerializationException", "Limit")]
    [InlineData("DynamoDB_20120810.ListTables", "{\"Limits\":1}", "com.amazon.coral.validate#ValidationException", "Limits")]
    [InlineData("DynamoDB_20120810.GetItem", "{\"TableName\":\"None\",\"Key\":{\"a\":{\"S\":\"x\"}}}", "com.amazonaws.dynamodb.v20120810#ResourceNotFoundException", "")]
    public async Task What_is_not_understood_is_refused_by_name(string target, string body, string type, string part)
    {
        var (response, answer) = await PostAsync(new InMemoryDynamoDb(), target, body);
        ((int)response.StatusCode).ShouldBe(400);
        answer.ShouldContain($"\"__type\":\"{type}\"");
        answer.ShouldContain(part);
    }

    // what the SDK's own marshalling cannot send
    [Theory]
    [InlineData("{\"SS\":[]}", "One or more parameter values were invalid: An string set  may not be empty")]
    [InlineData("{\"NS\":[]}", "One or more parameter values were invalid: An number set  may not be empty")]
    [InlineData("{\"BS\":[]}", "One or more parameter values were invalid: Binary sets should not be empty")]
    [InlineData("{\"NULL\":false}", "One or more parameter values were invalid: Null attribute value types must have the value of true")]
    [InlineData("{\"S\":\"a\",\"N\":\"1\"}", "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes")]
    [InlineData("{\"N\":\"\"}", "The parameter cannot be converted to a numeric value")]
    public async Task Values_that_no_item_can_hold_are_refused(string value, string message)
    {
        var database = new InMemoryDynamoDb();
        using var client = await CreateAsync(database);
        string item = "{\"TableName\":\"Sample\",\"Item\":{\"pk\":{\"S\":\"p\"},\"sk\":{\"S\":\"s\"},\"x\":" + value + "}}";
        var (response, body) = await PostAsync(database, "DynamoDB_20120810.PutItem", item);
        ((int)response.StatusCode).ShouldBe(400);
        body.ShouldContain($"\"message\":\"{message}\"");
        string read = "{\"TableName\":\"Sample\",\"FilterExpression\":\"x = :v\",\"ExpressionAttributeValues\":{\":v\":" + value + "}}";
        (_, body) = await PostAsync(database, "DynamoDB_20120810.Scan", read);
        body.ShouldContain($"ExpressionAttributeValues contains invalid value: {message} for key :v");
    }

    [Fact]
    public async Task Empty_strings_and_binaries_are_values_but_not_keys()
    {
        using var client = await CreateAsync();
        await client.PutAsync(Row("p", "s", ("s", S("")), ("b", B())));
        var item = (await client.GetItemAsync(Table, Key("p", "s"), Cancel)).Item;
        item["s"].S.ShouldBe("");
        item["b"].B.Length.ShouldBe(0);
        await client.GetItemAsync(Table, Key("p", ""), Cancel).ShouldRefuse(
            "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: sk");
    }

    [Fact]
    public async Task A_miss_has_no_item()
    {
        using var client = await CreateAsync();
        (await client.GetItemAsync(Table, Key("p", "s"), Cancel)).Item.ShouldBeNull();
    }

    [Fact]
    public async Task All_types_come_back_as_they_were_written()
    {
        using var client = await CreateAsync();
        var item = Row("p", "s",
            ("s", S("text \" \\ \u00e9 \ud83d\ude00")), ("empty", S("")), ("n", N("-12.50")), ("b", B(1, 2, 255)), ("noBytes", B()),
            ("t", new() { BOOL = true }), ("f", new() { BOOL = false }), ("null", new() { NULL = true }),
            ("l", L(S("a"), N("1"), L())), ("m", M(("x", S("y")), ("deep", M()))),
            ("ss", new() { SS = ["b", "a"] }), ("ns", new() { NS = ["10", "9"] }), ("bs", new() { BS = [new([2]), new([1])] }));
        await client.PutAsync(item);
        var read = (await client.GetItemAsync(Table, Key("p", "s"), Cancel)).Item;
        read.Keys.ShouldBe(item.Keys, ignoreOrder: true);
        read["s"].S.ShouldBe(item["s"].S);
        read["empty"].S.ShouldBe("");
        read["n"].N.ShouldBe("-12.5");
        read["b"].B.ToArray().ShouldBe([1, 2, 255]);
        read["noBytes"].B.ToArray().ShouldBe([]);
        read["t"].BOOL.ShouldBe(true);
        read["f"].BOOL.ShouldBe(false);
        read["null"].NULL.ShouldBe(true);
        read["l"].L.Count.ShouldBe(3);
        read["l"].L[2].IsLSet.ShouldBeTrue();
        read["m"].M["x"].S.ShouldBe("y");
        read["m"].M["deep"].IsMSet.ShouldBeTrue();
        read["ss"].SS.ShouldBe(["a", "b"]);
        read["ns"].NS.ShouldBe(["9", "10"]);
        read["bs"].BS.Select(b => b.ToArray()[0]).ShouldBe([(byte)1, (byte)2]);
    }

    [Fact]
    public async Task Requests_are_recorded_and_reset_drops_all_tables()
    {
        var database = new InMemoryDynamoDb();
        using var client = await CreateAsync(database);
        database.Requests.Select(r => r.Operation).ShouldBe(["CreateTable"]);
        database.ClearRequests();
        await client.PutAsync(Row("p", "s"));
        database.Requests.Single().Json.ShouldContain("\"TableName\":\"Sample\"");
        database.Reset();
        (await client.ListTablesAsync(Cancel)).TableNames.ShouldBeEmpty();
        await Should.ThrowAsync<ResourceNotFoundException>(() => client.GetItemAsync(Table, Key("p", "s"), Cancel));
    }

    [Fact]
    public async Task New_clients_have_databases_of_their_own()
    {
        using var one = InMemoryDynamoDb.NewClient();
        using var two = InMemoryDynamoDb.NewClient();
        await one.CreateTableAsync(Definition(), Cancel);
        (await two.ListTablesAsync(Cancel)).TableNames.ShouldBeEmpty();
        (await one.ListTablesAsync(Cancel)).TableNames.ShouldBe([Table]);
    }

    [Fact]
    public async Task A_created_table_is_active_and_described()
    {
        using var client = await CreateAsync();
        await client.PutAsync(Row("p", "s"));
        var table = (await client.DescribeTableAsync(Table, Cancel)).Table;
        table.TableStatus.ShouldBe(TableStatus.ACTIVE);
        table.ItemCount.ShouldBe(1);
        table.KeySchema.Select(k => k.AttributeName).ShouldBe(["pk", "sk"]);
        table.GlobalSecondaryIndexes.Select(i => i.IndexName).ShouldBe(["GSI1", "GSI2"]);
        table.LocalSecondaryIndexes.Single().Projection.NonKeyAttributes.ShouldBe(["shown"]);
        await Should.ThrowAsync<ResourceInUseException>(() => client.CreateTableAsync(Definition(), Cancel));
        await client.DeleteTableAsync(Table, Cancel);
        await Should.ThrowAsync<ResourceNotFoundException>(() => client.DescribeTableAsync(Table, Cancel));
    }
}
