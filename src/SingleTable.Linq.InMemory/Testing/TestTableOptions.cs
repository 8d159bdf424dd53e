using Amazon.DynamoDBv2;

namespace SingleTable.Linq.InMemory;

/// <summary>Settings of a <see cref="TestTable{TContext}"/>.</summary>
public sealed class TestTableOptions
{
    /// <summary>The clock of the database and of the contexts; null for one of its own.</summary>
    public TestClock? Clock { get; set; }

    /// <summary>How long after its time an item with time to live is deleted by the engine: two days unless set, as the service may take. Contexts hide it at once.</summary>
    public TimeSpan ExpiryDelay { get; set; } = TimeSpan.FromDays(2);

    /// <summary>How long a write takes to reach the global indexes; at once unless set.</summary>
    public TimeSpan IndexDelay { get; set; }

    /// <summary>Makes what is random about faults repeatable.</summary>
    public int Seed { get; set; }

    /// <summary>Changes the configuration of the client. Unless changed it makes four attempts, without the SDK's pauses between them.</summary>
    public Action<AmazonDynamoDBConfig>? ConfigureClient { get; set; }
}
