using SingleTable.Linq.InMemory.Expressions;
using SingleTable.Linq.InMemory.Protocol;
using SingleTable.Linq.InMemory.Values;

namespace SingleTable.Linq.InMemory.Legacy;

/// <summary>AttributeUpdates.</summary>
internal static class LegacyUpdate
{
    public static UpdateAction[] Read(RequestObject request) =>
        [.. (request.Map("AttributeUpdates") ?? []).Select(p => One(LegacyPath.Of(p.Key), RequestObject.Of(p.Value, "AttributeUpdates")))];

    private static UpdateAction One(DocumentPath path, RequestObject request)
    {
        string action = request.Choice("Action", "PUT", "attributeUpdates.action", "ADD", "DELETE", "PUT");
        var value = request.Take("Value") is { } json ? ValueReader.Read(json) : null;
        request.Done();
        if (value is null)
        {
            return action == "DELETE" ? new RemoveAction(path)
                : throw Errors.InvalidParameter($"Only DELETE action is allowed when no attribute value is specified");
        }
        if (action == "PUT") return new SetAction(path, new ValueOperand("", value));
        if (action == "ADD")
        {
            return value.Kind == ValueKind.N || value.Kind.IsSet() ? new AddAction(path, value)
                : throw Errors.InvalidParameter($"ADD action is not supported for the type {value.Kind.Name()}");
        }
        return value is SetValue set ? new DeleteAction(path, set)
            : throw Errors.InvalidParameter($"DELETE action with value is not supported for the type {value.Kind.Name()}");
    }
}
