using System.Text.Json;
using SingleTable.Linq.InMemory.Values;

namespace SingleTable.Linq.InMemory.Protocol;

/// <summary>The errors by their names; messages that only one place needs stay in that place.</summary>
internal static class Errors
{
    private const string Dynamo = "com.amazonaws.dynamodb.v20120810#";

    public static ServiceException Validation(string message) => new("com.amazon.coral.validate#ValidationException", message);

    public static ServiceException NestedTooDeep() => Validation(
        "Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit");

    /// <summary>A failed constraint of the service's own model of the request.</summary>
    public static ServiceException Constraint(string value, string member, string constraint) =>
        Validation($"1 validation error detected: Value '{value}' at '{member}' failed to satisfy constraint: {constraint}");

    public static ServiceException Missing(string member) =>
        Validation($"1 validation error detected: Value null at '{member}' failed to satisfy constraint: Member must not be null");

    public static ServiceException InvalidParameter(string message) => Validation("One or more parameter values were invalid: " + message);

    public static ServiceException Serialization(string message) => new("com.amazon.coral.service#SerializationException", message);

    public static ServiceException UnknownOperation(string name) => new("com.amazon.coral.service#UnknownOperationException",
        name.Length == 0 ? "No operation was named" : $"The embedded engine does not implement the operation {name}");

    public static ServiceException ResourceNotFound(string message = "Requested resource not found") => Named("ResourceNotFoundException", message);

    public static ServiceException ResourceInUse(string message) => Named("ResourceInUseException", message);

    public static ServiceException ConditionFailed(MapValue? item) => Named("ConditionalCheckFailedException", "The conditional request failed", 400,
        item is null ? null : json => WriteItem(json, item));

    public static ServiceException Named(string name, string message, int status = 400, Action<Utf8JsonWriter>? details = null) =>
        new(Dynamo + name, message, status, details);

    private static void WriteItem(Utf8JsonWriter json, MapValue item)
    {
        json.WritePropertyName("Item");
        item.WriteItem(json);
    }
}
