using SingleTable.Linq.Execution;
using SingleTable.Linq.Execution.Telemetry;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Writing;

/// <summary>A request that changes something, and that may have done so although it failed.</summary>
internal abstract class WriteRequest : DescribedRequest
{
    public bool IsOpen { get; private set; }

    public override void LeaveOpen() => IsOpen = true;
}

/// <summary>PutItem, UpdateItem or DeleteItem.</summary>
internal sealed class SingleWriteRequest(WriteAction action, string? returnValues = null) : WriteRequest
{
    /// <summary>The item after the write.</summary>
    public const string AllNew = "ALL_NEW";

    /// <summary>The item before the write.</summary>
    public const string AllOld = "ALL_OLD";

    public override DynamoOperation Operation => action.Operation;

    public override string TableName => action.Entity.Table.Name;

    public override string? EntityName => action.Entity.Name;

    public override void WriteBody(DynamoJsonWriter writer)
    {
        writer.WriteStartObject();
        action.WriteMembers(writer);
        if (returnValues is not null)
        {
            writer.WriteString("ReturnValues"u8, returnValues);
        }

        WriteReturnsCapacity(writer);
        writer.WriteEndObject();
    }

    public override RequestLine Line(bool showValues)
    {
        var line = RequestLine.Of(this, null);
        foreach (var part in action.Describe(showValues))
        {
            line.Part(part);
        }

        return line;
    }
}

/// <summary>A transaction. The token lets the SDK repeat it without doing it twice.</summary>
internal sealed class TransactWriteRequest(IReadOnlyList<ITransactItem> actions, string token) : WriteRequest
{
    public override DynamoOperation Operation => DynamoOperation.TransactWriteItems;

    public override string TableName => actions[0].Table.Name;

    public override string? EntityName => actions.All(a => a.Subject == actions[0].Subject) ? actions[0].Subject : null;

    public override void WriteBody(DynamoJsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("TransactItems"u8);
        foreach (var action in actions)
        {
            writer.WriteStartObject();
            writer.WriteStartObject(action.Member);
            action.WriteMembers(writer);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteString("ClientRequestToken"u8, token);
        WriteReturnsCapacity(writer);
        writer.WriteEndObject();
    }

    public override void AddTags(RequestTags tags) => tags.AddBatch(actions.Count);

    public override RequestLine Line(bool showValues) => RequestLine.Of(this, null)
        .Part(string.Join(' ', actions.Select(a => $"[{Verb(a)} {a.Subject}{Other(a)} {string.Join(' ', a.Describe(showValues))}]")));

    private string Other(ITransactItem action) => action.Table.Name == TableName ? "" : $" of {action.Table.Name}";

    private static string Verb(ITransactItem action) => action.Member == "ConditionCheck" ? "Check" : action.Member;
}
