using System.Runtime.CompilerServices;

namespace AccessPatterns.Show;

/// <summary>Makes access patterns from lambdas, with the source text of those.</summary>
public static class Pattern
{
    /// <summary>A pattern whose result is checked.</summary>
    /// <param name="name">What for.</param>
    /// <param name="run">The call.</param>
    /// <param name="holds">What must be true of the result.</param>
    /// <param name="code">The source text of <paramref name="run"/>.</param>
    public static AccessPattern<TContext> Of<TContext, T>(
        string name, Func<TContext, Task<T>> run, Func<T, bool> holds, [CallerArgumentExpression(nameof(run))] string code = "") =>
        new(name, Text(code), async db => Result(holds(await run(db))));

    /// <summary>A pattern without a result, or whose effect is looked at.</summary>
    /// <param name="name">What for.</param>
    /// <param name="run">The call.</param>
    /// <param name="holds">What must be true of the table behind it.</param>
    /// <param name="code">The source text of <paramref name="run"/>.</param>
    public static AccessPattern<TContext> Done<TContext>(
        string name, Func<TContext, Task> run, Func<TContext, Task<bool>> holds, [CallerArgumentExpression(nameof(run))] string code = "") =>
        new(name, Text(code), async db =>
        {
            await run(db);
            return () => holds(db);
        });

    /// <summary>A pattern that must be refused.</summary>
    /// <inheritdoc cref="Of{TContext, T}"/>
    public static AccessPattern<TContext> Refused<TContext, TException>(
        string name, Func<TContext, Task> run, Func<TException, bool> holds, [CallerArgumentExpression(nameof(run))] string code = "")
        where TException : SingleTableException =>
        new(name, Text(code), async db =>
        {
            try
            {
                await run(db);
                return Result(false);
            }
            catch (TException refusal)
            {
                return Result(holds(refusal));
            }
        });

    private static Func<Task<bool>> Result(bool isRight) => () => Task.FromResult(isRight);

    /// <summary>The body of a lambda in one line, without the name of the context.</summary>
    private static string Text(string lambda)
    {
        var lines = lambda[(lambda.IndexOf("=>", StringComparison.Ordinal) + 2)..].ReplaceLineEndings("\n").Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0);
        var text = lines.Aggregate((before, line) => line[0] is '.' or ')' || before[^1] is '(' ? before + line : $"{before} {line}");
        return text.StartsWith("db.", StringComparison.Ordinal) ? text["db.".Length..] : text;
    }
}
