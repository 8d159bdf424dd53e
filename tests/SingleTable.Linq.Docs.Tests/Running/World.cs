using System.Collections.Concurrent;
using System.Reflection;
using System.Text.RegularExpressions;
using Amazon.DynamoDBv2;
using SingleTable.Linq.Docs.Tests.Application;
using SingleTable.Linq.Docs.Tests.Snippets;
using SingleTable.Linq.InMemory;

namespace SingleTable.Linq.Docs.Tests.Running;

/// <summary>What one snippet runs in: an empty database, the table of its context, and a record of what it did.</summary>
internal sealed partial class World : IDisposable
{
    private readonly ConcurrentQueue<string> _lines = new();
    // What a page prints is printed as the page has it, whatever the culture of the tests.
    private readonly StringWriter _output = new(System.Globalization.CultureInfo.InvariantCulture);
    private readonly IReadOnlyList<Expectation> _expectations;

    public World(IReadOnlyList<Expectation> expectations)
    {
        _expectations = expectations;
        Database = new InMemoryDynamoDb(new InMemoryDynamoDbOptions { TimeProvider = Time });
        Client = Database.CreateClient(c => c.MaxErrorRetry = 1);    // pages that lose replies need not wait for the SDK's pauses
    }

    public ShiftedTime Time { get; } = new(Data.Day);

    public InMemoryDynamoDb Database { get; }

    public AmazonDynamoDBClient Client { get; }

    /// <summary>What was not as the page says.</summary>
    public List<(Expectation Expected, Outcome Actual)> Differences { get; } = [];

    /// <summary>The codes of the errors that the snippet shows, with the names of the exceptions.</summary>
    public Dictionary<string, string> Errors { get; } = [];

    /// <summary>Whether a refusal may come only before any request.</summary>
    public bool IsStrict { get; set; }

    /// <summary>A context of tenant "acme"; its table is there, and has what the pages speak of.</summary>
    public async Task<TContext> ContextAsync<TContext>()
        where TContext : TableContext
    {
        var options = new TableOptions<TContext>(Client) { Log = _lines.Enqueue, SensitiveLogging = true, TimeProvider = Time };
        var context = (TContext)Activator.CreateInstance(
            typeof(TContext), BindingFlags.Instance | BindingFlags.Public | BindingFlags.DoNotWrapExceptions, null, [options.ForTenant("acme")], null)!;
        await context.EnsureTableAsync();
        await Data.SeedAsync(context);
        return context;
    }

    /// <summary>Begins to listen: what was sent and printed before is forgotten.</summary>
    public void Begin()
    {
        _lines.Clear();
        _output.GetStringBuilder().Clear();
        Console.SetOut(_output);
    }

    /// <summary>Compares what was done since <see cref="Begin"/> with what the page says.</summary>
    public void Check(int expectation) => Compare(expectation, null);

    /// <summary>Runs what must fail, and compares how it does.</summary>
    public async Task RefusedAsync(int expectation, Func<Task> action)
    {
        Begin();
        try
        {
            await action();
            Compare(expectation, null);
        }
        catch (Exception exception)
        {
            Remember(exception.Message, exception.GetType().Name);

            Compare(expectation, exception);
        }
    }

    public void Dispose()
    {
        Client.Dispose();
        _output.Dispose();
    }

    private void Compare(int index, Exception? exception)
    {
        var printed = _output.ToString().ReplaceLineEndings("\n").TrimEnd('\n');
        var expectation = _expectations[index];
        var lines = _lines.Distinct().Where(l => expectation.ShowsWarnings || !Expectation.IsWarning(l));
        var outcome = new Outcome([.. lines], printed.Length == 0 ? [] : printed.Split('\n'), exception is null ? null : Outcome.Text(exception));
        foreach (var warning in printed.Split('\n').Where(Expectation.IsWarning))
        {
            Remember(warning, nameof(TableWarning));
        }

        if (!expectation.Allows(outcome) || (IsStrict && exception is not null && outcome.Requests.Count > 0))
        {
            Differences.Add((expectation, outcome));
        }
    }

    private void Remember(string message, string kind)
    {
        foreach (Match code in Code().Matches(message))
        {
            Errors[code.Value] = kind;
        }
    }

    [GeneratedRegex(@"STL\d{4}")]
    private static partial Regex Code();
}
