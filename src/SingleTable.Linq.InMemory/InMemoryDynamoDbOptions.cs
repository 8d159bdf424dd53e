namespace SingleTable.Linq.InMemory;

/// <summary>Settings of an <see cref="InMemoryDynamoDb"/>.</summary>
public sealed class InMemoryDynamoDbOptions
{
    /// <summary>The clock of tokens, expiry and scripted delays.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>How long after its time an item with time to live is deleted; the service may take days.</summary>
    public TimeSpan ExpiryDelay { get; set; }

    /// <summary>How long a write takes to reach the global indexes; on the service mostly less than a second.</summary>
    public TimeSpan IndexDelay { get; set; }

    /// <summary>Makes everything that is random (fault probabilities) repeatable.</summary>
    public int Seed { get; set; }

    /// <summary>Whether <see cref="InMemoryDynamoDb.Requests"/> is kept; switch it off for long runs.</summary>
    public bool RecordRequests { get; set; } = true;
}
