using System.Text.Json;
using SingleTable.Linq.InMemory.Protocol;

namespace SingleTable.Linq.InMemory.Operations;

/// <summary>UpdateTimeToLive and DescribeTimeToLive.</summary>
internal static class TimeToLiveOperations
{
    public static void Update(Engine engine, RequestObject request, Utf8JsonWriter answer)
    {
        var table = TableOperations.Named(engine, request);
        var specification = request.Object("TimeToLiveSpecification") ?? throw Errors.Missing("timeToLiveSpecification");
        request.Done();
        string attribute = specification.Text("AttributeName") ?? throw Errors.Missing("timeToLiveSpecification.attributeName");
        bool enabled = specification.Flag("Enabled") ?? throw Errors.Missing("timeToLiveSpecification.enabled");
        specification.Done();
        lock (engine.Gate)
        {
            string? current = table.Definition.TimeToLive;
            if (enabled && current == attribute) throw Errors.Validation("TimeToLive is already enabled");
            if (!enabled && current is null) throw Errors.Validation("TimeToLive is already disabled");
            if (current is not null && current != attribute)
                throw Errors.Validation($"TimeToLive is active on a different AttributeName: current AttributeName is {current}");
            table.Redefine(table.Definition with { TimeToLive = enabled ? attribute : null });
        }
        answer.WriteStartObject();
        answer.WriteStartObject("TimeToLiveSpecification");
        answer.WriteString("AttributeName", attribute);
        answer.WriteBoolean("Enabled", enabled);
        answer.WriteEndObject();
        answer.WriteEndObject();
    }

    public static void Describe(Engine engine, RequestObject request, Utf8JsonWriter answer)
    {
        var table = TableOperations.Named(engine, request);
        request.Done();
        string? attribute = table.Definition.TimeToLive;
        answer.WriteStartObject();
        answer.WriteStartObject("TimeToLiveDescription");
        answer.WriteString("TimeToLiveStatus", attribute is null ? "DISABLED" : "ENABLED");
        if (attribute is not null) answer.WriteString("AttributeName", attribute);
        answer.WriteEndObject();
        answer.WriteEndObject();
    }
}
