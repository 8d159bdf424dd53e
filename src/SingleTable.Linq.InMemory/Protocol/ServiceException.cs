using System.Text.Json;

namespace SingleTable.Linq.InMemory.Protocol;

/// <summary>An error answer of the service.</summary>
internal sealed class ServiceException(string type, string message, int status = 400, Action<Utf8JsonWriter>? details = null) : Exception(message)
{
    /// <summary>With its namespace, as <c>__type</c> carries it.</summary>
    public string Type { get; } = type;

    public int Status { get; } = status;

    public string ShortName => Type[(Type.IndexOf('#', StringComparison.Ordinal) + 1)..];

    public void WriteTo(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("__type", Type);
        // this one error spells its message with a capital
        json.WriteString(ShortName == "TransactionCanceledException" ? "Message" : "message", Message);
        details?.Invoke(json);
        json.WriteEndObject();
    }
}
