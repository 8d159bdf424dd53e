using System.Text.Json;
using SingleTable.Linq.Benchmarks.Peers;
using SingleTable.Linq.Execution;

namespace SingleTable.Linq.Benchmarks;

/// <summary>One way to do what a scenario asks.</summary>
/// <param name="Name">What results call it.</param>
/// <param name="Run">Does it once.</param>
/// <param name="HasLimit">Whether the ratio to it has a limit: not where it takes part only with its package, and not where it is ours too.</param>
internal sealed record Variant(string Name, Func<object?> Run, bool HasLimit = true);

/// <summary>One piece of work, done by the library and by its peers on identical responses, and what all of them must give.</summary>
internal sealed record Scenario(Area Area, string Name, string Title, object Expected, Variant Library, params IReadOnlyList<Variant> Peers)
{
    public const string LibraryName = "library";
    public const string LowLevelName = "low-level";
    public const string ContextName = "dynamodb-context";
    public const string EfficientName = "efficient-dynamodb";
    public const string PipelineName = "sdk-pipeline";

    public IEnumerable<Variant> Variants => Peers.Prepend(Library);

    public Func<object?> Peer(string name) => Peers.Single(p => p.Name == name).Run;

    /// <summary>The result of a canned call, which is there at once; otherwise its CPU time would be spent on other threads, unseen.</summary>
    public static T Now<T>(Task<T> task)
    {
        Now((Task)task);
        return task.GetAwaiter().GetResult();
    }

    /// <inheritdoc cref="Now{T}"/>
    public static void Now(Task task)
    {
        if (!task.IsCompleted)
        {
            throw new InvalidOperationException("A canned call did not complete on the caller's thread.");
        }

        task.GetAwaiter().GetResult();
    }

    /// <summary>Runs every variant, several times so that caches are hit too, and compares its results.</summary>
    /// <exception cref="InvalidOperationException">A result is wrong: its time would mean nothing.</exception>
    public void Check()
    {
        var expected = Canonical(Expected);
        foreach (var variant in Variants)
        {
            for (var i = 0; i < 3; i++)
            {
                if (Canonical(variant.Run()) != expected)
                {
                    throw new InvalidOperationException($"{Name}: {variant.Name} gave a wrong result.");
                }
            }
        }
    }

    private static string Canonical(object? result) => JsonSerializer.Serialize(result switch
    {
        IMapped mapped => mapped.ToModel(),
        IEnumerable<IMapped> mapped => mapped.Select(m => m.ToModel()),
        BoundQuery query => Explanations.Text(query),
        _ => result,
    });
}
