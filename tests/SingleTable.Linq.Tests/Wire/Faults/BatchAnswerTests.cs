using Amazon.Runtime;
using SingleTable.Linq.Tests.Models;

namespace SingleTable.Linq.Tests.Wire.Faults;

/// <summary>Answers to batches that are whole by their CRC, and are not what the service writes.</summary>
public sealed class BatchAnswerTests
{
    [Theory]
    [InlineData("""{"UnprocessedKeys":5}""")]
    [InlineData("""{"UnprocessedKeys":{"Tab":[]}}""")]
    [InlineData("""{"UnprocessedKeys":{"Tab":{"Keys":{}}}}""")]
    [InlineData("""{"UnprocessedKeys":{"Tab":{"Keys":[{"pk":5}]}}}""")]
    [InlineData("""{"UnprocessedKeys":{"Tab":{"Keys":[{"pk":{"S":5}}]}}}""")]
    [InlineData("""{"Responses":[]}""")]
    [InlineData("""{"Responses":{"Tab":{}}}""")]
    public async Task What_a_read_cannot_understand_is_the_SDKs_error(string body)
    {
        var service = new CannedService().Ok(body);
        var db = Table(service);
        var error = await Should.ThrowAsync<AmazonUnmarshallingException>(() => db.Organizations.Where(o => new[] { "a", "b" }.Contains(o.Id)).ToListAsync());
        error.RequestId.ShouldBe("REQ1");
        service.Sent.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("""{"UnprocessedItems":5}""")]
    [InlineData("""{"UnprocessedItems":{"Tab":{}}}""")]
    [InlineData("""{"UnprocessedItems":{"Tab":[5]}}""")]
    [InlineData("""{"UnprocessedItems":{"Tab":[{"PutRequest":[]}]}}""")]
    [InlineData("""{"UnprocessedItems":{"Tab":[{"PutRequest":{"Item":{"pk":{"S":null}}}}]}}""")]
    public async Task What_a_write_cannot_understand_is_the_SDKs_error(string body)
    {
        var service = new CannedService().Ok(body);
        var organizations = new[] { "a", "b" }.Select(id => new Organization { Id = id, Name = id }).ToList();
        var error = await Should.ThrowAsync<AmazonUnmarshallingException>(() => Table(service).Organizations.BatchPutAsync(organizations));
        error.RequestId.ShouldBe("REQ1");
        service.Sent.Count.ShouldBe(1);
    }

    private static SaasTable Table(CannedService service) =>
        new(new TableOptions<SaasTable>(service.CreateClient()) { TableName = "Tab" }.ForTenant("acme"));
}
