using System.Text;
using SingleTable.Linq.Execution.Telemetry;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Tests.Diagnostics;

/// <summary>The counts of an answer, in whatever order it tells them, and whatever its items hold.</summary>
public class ResponseCountsTests
{
    private const string Capacity = """{"TableName":"T","CapacityUnits":0.5}""";

    [Theory]
    [InlineData("""{"Count":2,"Items":[{},{}],"ScannedCount":7}""", 2, 7)]
    [InlineData("""{"Items":[{},{}],"Count":2,"ScannedCount":7}""", 2, 7)]
    [InlineData("""{"Count":2,"ScannedCount":7,"Items":[{},{}]}""", 2, 7)]
    [InlineData("""{ "ScannedCount" : 7 , "Items" : [{},{}] , "Count" : 2 }""", 2, 7)]
    [InlineData("""{"Count":2,"Items":[{"a":{"S":",\"ScannedCount\":9}"}}],"ScannedCount":7}""", 2, 7)]
    [InlineData("""{"Count":2,"ScannedCount":7,"LastEvaluatedKey":{"a":{"N":"1"},"ScannedCount":9}}""", 2, 7)]
    [InlineData("""{"Count":2,"Items":[{"a":{"M":{"ScannedCount":{"N":"9"}}}}],"ScannedCount":7}""", 2, 7)]
    [InlineData("""{"Count":2,"Items":[{},{}],"ScannedCount":7 }""", 2, 7)]
    [InlineData("""{"Count":0,"Items":[],"ScannedCount":7}""", 0, 7)]
    [InlineData("""{"Items":[],"ScannedCount":7,"Count":0}""", 0, 7)]
    [InlineData("""{"Count":2,"Items":[{},{}]}""", 2, null)]
    [InlineData("""{}""", 0, null)]
    public void Of_a_page(string body, int returned, int? scanned) =>
        Of(body, DynamoOperation.Query, hasCapacity: false).ShouldBe(new ResponseCounts(returned, scanned, null));

    [Theory]
    [InlineData("""{"Item":{"a":{"S":"x"}}}""", 1)]
    [InlineData("""{"Item":null}""", 0)]
    [InlineData("""{}""", 0)]
    public void Of_an_item(string body, int returned) => Of(body, DynamoOperation.GetItem, hasCapacity: false).Returned.ShouldBe(returned);

    [Fact]
    public void Of_several_items()
    {
        Of("""{"Responses":{"T":[{"a":{"S":"x"}},{}],"U":[{}]},"UnprocessedKeys":{}}""", DynamoOperation.BatchGetItem, hasCapacity: false).Returned.ShouldBe(3);
        Of("""{"Responses":[{"Item":{"a":{"S":"x"}}},{},{"Item":{}},null]}""", DynamoOperation.TransactGetItems, hasCapacity: false).Returned.ShouldBe(2);
        Of("""{"Attributes":{"Count":{"N":"5"}}}""", DynamoOperation.UpdateItem, hasCapacity: false).ShouldBe(default);
    }

    [Theory]
    [InlineData("""{"ConsumedCapacity":?,"Count":2,"Items":[{},{}],"ScannedCount":7}""")]
    [InlineData("""{"Count":2,"Items":[{},{}],"ConsumedCapacity":?,"ScannedCount":7}""")]
    [InlineData("""{"Count":2,"Items":[{},{}],"ScannedCount":7,"ConsumedCapacity":?}""")]
    public void Capacity_is_looked_for_where_it_was_asked_for(string body) =>
        Of(body.Replace("?", Capacity), DynamoOperation.Scan, hasCapacity: true).ShouldBe(new ResponseCounts(2, 7, Capacity));

    [Fact]
    public void What_is_no_answer_is_an_error_of_whoever_reads_it() =>
        Should.Throw<Amazon.Runtime.AmazonUnmarshallingException>(() => ResponseCounts.Of(new WireResponse("[]"u8.ToArray(), 2, null, null), DynamoOperation.Query, hasCapacity: false));

    private static ResponseCounts Of(string body, DynamoOperation operation, bool hasCapacity) => ResponseCounts.Of(Encoding.UTF8.GetBytes(body), operation, hasCapacity);
}
