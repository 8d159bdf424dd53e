#pragma warning disable IDE1006 // The names are those of local variables: a snippet may declare its own in their place.
using Amazon.DynamoDBv2;
using SingleTable.Linq.InMemory;

namespace SingleTable.Linq.Docs.Tests.Running;

/// <summary>The base of the class that a snippet is compiled into. What is protected here can be used in snippets.</summary>
internal abstract class Snippet(World world)
{
    protected InMemoryDynamoDb database => world.Database;

    protected AmazonDynamoDBClient client => world.Client;

    protected ShiftedTime time => world.Time;

    protected CancellationToken token => TestContext.Current.CancellationToken;

    protected World __ => world;

    public abstract Task PrepareAsync();

    public abstract Task RunAsync();

    protected Task ReadAsync<T>(int expectation, Func<IQueryable<T>> query) => world.RefusedAsync(expectation, () => query().ToListAsync());

    protected Task ReadAsync<T>(int expectation, Func<ValueTask<T>> query) => world.RefusedAsync(expectation, () => query().AsTask());

    protected Task ReadAsync(int expectation, Func<Task> query) => world.RefusedAsync(expectation, query);
}

/// <summary>A snippet with a context: <c>db</c>.</summary>
internal abstract class Snippet<TContext>(World world) : Snippet(world)
    where TContext : TableContext
{
    protected TContext db { get; private set; } = null!;

    public override async Task PrepareAsync() => db = await __.ContextAsync<TContext>();
}
