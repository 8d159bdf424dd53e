
namespace SingleTable.Linq.Wire;

/// <summary>One request: what to call, and a body that writes itself. It may be written several times, since the SDK retries.</summary>
internal abstract class WireRequest
{
    public abstract DynamoOperation Operation { get; }

    /// <summary>The table that the request is for: the endpoint may depend on it.</summary>
    public abstract string TableName { get; }

    /// <summary>Writes the complete JSON object of the request.</summary>
    public abstract void WriteBody(DynamoJsonWriter writer);

    /// <summary>How many attempts the SDK made, where that is known.</summary>
    public virtual void Attempted(int attempts)
    {
    }

    /// <summary>Nobody knows what an attempt of the call did: its reply was lost. Another attempt may have succeeded.</summary>
    public virtual void LeaveOpen()
    {
    }
}
