using System.Text.Json;
using SingleTable.Linq.InMemory.Protocol;

namespace SingleTable.Linq.InMemory.Operations;

/// <summary>DescribeLimits and DescribeEndpoints: the service's defaults.</summary>
internal static class AccountOperations
{
    public static void Limits(Engine engine, RequestObject request, Utf8JsonWriter answer)
    {
        request.Done();
        answer.WriteStartObject();
        answer.WriteNumber("AccountMaxReadCapacityUnits", 80_000);
        answer.WriteNumber("AccountMaxWriteCapacityUnits", 80_000);
        answer.WriteNumber("TableMaxReadCapacityUnits", 40_000);
        answer.WriteNumber("TableMaxWriteCapacityUnits", 40_000);
        answer.WriteEndObject();
    }

    public static void Endpoints(Engine engine, RequestObject request, Utf8JsonWriter answer)
    {
        request.Done();
        answer.WriteStartObject();
        answer.WriteStartArray("Endpoints");
        answer.WriteStartObject();
        answer.WriteString("Address", "in-memory.local");
        answer.WriteNumber("CachePeriodInMinutes", 1440);
        answer.WriteEndObject();
        answer.WriteEndArray();
        answer.WriteEndObject();
    }
}
