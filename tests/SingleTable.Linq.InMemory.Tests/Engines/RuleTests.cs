using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;

namespace SingleTable.Linq.InMemory.Tests.Engines;

/// <summary>
/// Rules of the service, tested on every engine there is: derive an abstract generic class with the tests, and from it one sealed class for
/// each engine. An engine that is not there, or that is known to be wrong, skips by name and with the reason.
/// </summary>
public abstract class RuleTests<TEngine> : IRuleTests, IAsyncLifetime
    where TEngine : Engine, new()
{
    protected TEngine Engine { get; } = new();

    public bool HasExactMessages => Engine.HasExactMessages;

    public ValueTask InitializeAsync()
    {
        Assert.SkipWhen(Engine.Unavailable is not null, $"{Engine.Name}: {Engine.Unavailable}");
        string? reason = KnownDifferences.Of(Engine.Name, TestContext.Current.Test!.TestDisplayName);
        Assert.SkipWhen(reason is not null, $"{Engine.Name}: {reason}");
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>A client, and the sample table or the given one, empty.</summary>
    protected async Task<AmazonDynamoDBClient> CreateAsync(CreateTableRequest? definition = null)
    {
        var client = Engine.Connect();
        await RecreateAsync(client, definition ?? Sample.Definition());
        return client;
    }

    private static async Task RecreateAsync(AmazonDynamoDBClient client, CreateTableRequest definition)
    {
        try
        {
            await client.DeleteTableAsync(definition.TableName, Sample.Cancel);
        }
        catch (ResourceNotFoundException)
        {
        }

        await client.CreateTableAsync(definition, Sample.Cancel);
        while ((await client.DescribeTableAsync(definition.TableName, Sample.Cancel)).Table.TableStatus != TableStatus.ACTIVE)
            await Task.Delay(100, Sample.Cancel);
    }
}

/// <summary>What the assertions need to know about the test that runs.</summary>
internal interface IRuleTests
{
    bool HasExactMessages { get; }
}

/// <summary>Tests on a shared server use the same table names: one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class OneServer
{
    public const string Name = "one server";
}
