using SingleTable.Linq.Execution.Telemetry;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Execution;

/// <summary>A request that can say what it is, in the one line that Explain, the log and the tests share.</summary>
internal abstract class DescribedRequest : WireRequest
{
    /// <param name="showValues">Whether values and keys may be shown; otherwise they are <c>?</c>.</param>
    public abstract RequestLine Line(bool showValues);

    /// <inheritdoc cref="Line"/>
    public string Describe(bool showValues) => Line(showValues).ToString();

    /// <summary>The entity that is read or written; null where there are several.</summary>
    public abstract string? EntityName { get; }

    public virtual string? IndexName => null;

    /// <summary>Whether the answer shall say what it cost.</summary>
    public bool ReturnsCapacity { get; set; }

    /// <summary>How often the library has sent it before, for the same effect.</summary>
    public int Repeats { get; set; }

    /// <summary>How many attempts the SDK made when it was sent; zero where that is not known.</summary>
    public int Attempts { get; private set; }

    public override void Attempted(int attempts) => Attempts = attempts;

    /// <summary>Forgets what one use of it brought along.</summary>
    protected void Clear() => (ReturnsCapacity, Repeats, Attempts) = (false, 0, 0);

    /// <summary>The attributes of its span that only this operation has.</summary>
    public virtual void AddTags(RequestTags tags)
    {
    }

    protected void WriteReturnsCapacity(DynamoJsonWriter writer)
    {
        if (ReturnsCapacity)
        {
            writer.WriteString("ReturnConsumedCapacity"u8, "TOTAL"u8);
        }
    }
}
