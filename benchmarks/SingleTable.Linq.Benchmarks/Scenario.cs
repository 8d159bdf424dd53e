using System.Text.Json;
using SingleTable.Linq.Benchmarks.Peers;

namespace SingleTable.Linq.Benchmarks;

/// <summary>One way to do what a scenario asks.</summary>
internal sealed record Variant(string Name, Func<object?> Run);

/// <summary>One piece of work, done by the library and by its peers on identical responses, and what all of them must give.</summary>
internal sealed record Scenario(string Name, object Expected, Variant Library, params Variant[] Peers)
{
    public const string LibraryName = "library";
    public const string LowLevelName = "low-level";
    public const string ContextName = "dynamodb-context";

    public IEnumerable<Variant> Variants => Peers.Prepend(Library);

    /// <summary>The result of a canned call, which is there at once; otherwise its CPU time would be spent on other threads, unseen.</summary>
    public static T Now<T>(Task<T> task) =>
        task.IsCompleted ? task.GetAwaiter().GetResult() : throw new InvalidOperationException("A canned call did not complete on the caller's thread.");

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
        ContextMember member => member.ToMember(),
        List<ContextMember> members => members.ConvertAll(m => m.ToMember()),
        _ => result,
    });
}
