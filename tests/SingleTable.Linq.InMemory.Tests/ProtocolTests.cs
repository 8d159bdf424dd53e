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
