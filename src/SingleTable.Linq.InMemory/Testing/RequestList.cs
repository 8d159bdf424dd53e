using System.Collections;
using System.Diagnostics.CodeAnalysis;
using SingleTable.Linq.InMemory.Testing;

namespace SingleTable.Linq.InMemory;

/// <summary>
/// Requests that were sent, by their canonical lines: those that <c>Explain()</c> and the log print. A list as any other, and assertions on it that need no test framework.
/// They are members, so they come before extension methods of the same name in assertion libraries.
/// </summary>
[SuppressMessage("Naming", "CA1710", Justification = "It is named by what it lists.")]
public abstract class RequestList : IReadOnlyList<string>
{
    private protected RequestList()
    {
    }

    /// <summary>How many were sent.</summary>
    public int Count => Lines.Count;

    /// <summary>A request by its position, from 0.</summary>
    public string this[int index] => Lines[index];

    // A list of its own: requests may be sent while somebody looks at it.
    private protected abstract IReadOnlyList<string> Lines { get; }

    /// <summary>They are exactly these, in this order.</summary>
    /// <param name="lines">The lines; none of them for no request.</param>
    /// <exception cref="RequestAssertionException">They are not. The message has both lists and the first difference.</exception>
    public void ShouldBe(params IEnumerable<string> lines) => RequestComparison.Check(Lines, [.. lines], ordered: true, patterns: false);

    /// <summary>They are exactly those that a query was explained with, each once.</summary>
    /// <param name="explanation">What <c>ExplainPlan()</c> gives.</param>
    /// <exception cref="RequestAssertionException">They are not.</exception>
    public void ShouldBe(QueryExplanation explanation)
    {
        ArgumentNullException.ThrowIfNull(explanation);
        ShouldBe(explanation.Requests.Select(r => r.Line));
    }

    /// <summary>They are exactly these, in any order: for requests that run at once.</summary>
    /// <inheritdoc cref="ShouldBe(IEnumerable{string})"/>
    public void ShouldBeInAnyOrder(params IEnumerable<string> lines) => RequestComparison.Check(Lines, [.. lines], ordered: false, patterns: false);

    /// <summary>They are those of the patterns, in this order: <c>*</c> stands for any text, as for a generated id.</summary>
    /// <param name="patterns">One for each request.</param>
    /// <exception cref="RequestAssertionException">They are not. The message has both lists and the first difference.</exception>
    public void ShouldMatch(params IEnumerable<string> patterns) => RequestComparison.Check(Lines, [.. patterns], ordered: true, patterns: true);

    /// <summary>None was sent.</summary>
    /// <exception cref="RequestAssertionException">Some were.</exception>
    public void ShouldBeEmpty() => ShouldBe();

    /// <summary>There are so many, whatever they are.</summary>
    /// <param name="count">How many.</param>
    /// <exception cref="RequestAssertionException">There are more or fewer.</exception>
    public void ShouldHaveCount(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var sent = Lines;
        if (sent.Count != count)
        {
            throw RequestComparison.Failure($"{Counted.Requests(sent.Count)} {(sent.Count == 1 ? "was" : "were")} sent, and {count} expected.", sent);
        }
    }

    /// <summary>One of them is this one.</summary>
    /// <param name="line">The whole line.</param>
    /// <exception cref="RequestAssertionException">None is.</exception>
    public void ShouldContain(string line) => RequestComparison.CheckContains(Lines, line, isExpected: true);

    /// <summary>None of them is this one.</summary>
    /// <param name="line">The whole line.</param>
    /// <exception cref="RequestAssertionException">One is.</exception>
    public void ShouldNotContain(string line) => RequestComparison.CheckContains(Lines, line, isExpected: false);

    /// <inheritdoc/>
    public IEnumerator<string> GetEnumerator() => Lines.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The lines, one below the other.</summary>
    public override string ToString() => string.Join('\n', Lines);
}
