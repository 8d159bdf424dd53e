using System.Text.Json;
using SingleTable.Linq.InMemory.Protocol;
using SingleTable.Linq.InMemory.Values;

namespace SingleTable.Linq.InMemory.Operations;

/// <summary>Why one action of a transaction failed; "None" for those that did not.</summary>
internal sealed record CancellationReason(string Code, string? Message = null, MapValue? Item = null)
{
    public static CancellationReason None { get; } = new("None");

    /// <summary>The error of a whole transaction, its reasons in the order of the request.</summary>
    public static ServiceException Cancelled(IReadOnlyList<CancellationReason> reasons)
    {
        string codes = string.Join(", ", reasons.Select(r => r.Code));
        return Errors.Named("TransactionCanceledException",
            $"Transaction cancelled, please refer cancellation reasons for specific reasons [{codes}]", 400, json => Write(json, reasons));
    }

    private static void Write(Utf8JsonWriter json, IReadOnlyList<CancellationReason> reasons)
    {
        json.WriteStartArray("CancellationReasons");
        foreach (var reason in reasons)
        {
            json.WriteStartObject();
            json.WriteString("Code", reason.Code);
            if (reason.Message is not null) json.WriteString("Message", reason.Message);
            if (reason.Item is not null)
            {
                json.WritePropertyName("Item");
                reason.Item.WriteItem(json);
            }
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
