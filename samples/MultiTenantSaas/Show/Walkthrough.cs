using System.Runtime.CompilerServices;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace MultiTenantSaas.Show;

/// <summary>
/// Runs the steps one by one. Each shows the call as it stands in the source, the requests that it sent, and its result, and checks both; the first
/// wrong one ends the program.
/// </summary>
public sealed class Walkthrough(IAnsiConsole console, Requests requests, bool isRemote)
{
    private static readonly TimeSpan s_settle = TimeSpan.FromMilliseconds(400);
    private int _chapter;
    private int _step;

    public int Steps { get; private set; }

    public void Chapter(string title, string text)
    {
        (_chapter, _step) = (_chapter + 1, 0);
        console.WriteLine();
        console.Write(new Rule($"[bold]{_chapter}  {Markup.Escape(title)}[/]").LeftJustified());
        console.WriteLine($" {text}");
    }

    /// <summary>A call that succeeds.</summary>
    /// <param name="title">What it does, in a few words.</param>
    /// <param name="run">The call.</param>
    /// <param name="sends">The requests that it must send; <c>*</c> stands for any text.</param>
    /// <param name="holds">What must be true of the result.</param>
    /// <param name="view">How to show the result.</param>
    /// <param name="call">The source text of <paramref name="run"/>.</param>
    /// <param name="condition">The source text of <paramref name="holds"/>.</param>
    public async Task<T> StepAsync<T>(
        string title, Func<Task<T>> run, Func<T, string[]> sends, Func<T, bool> holds, Func<T, IRenderable> view,
        [CallerArgumentExpression(nameof(run))] string call = "", [CallerArgumentExpression(nameof(holds))] string condition = "")
    {
        var step = Begin(title);
        for (var attempt = 1; ; attempt++)
        {
            var (result, error) = await TryAsync(run);
            var lines = requests.Take();
            if (error is not null)
                throw Wrong(step, call, lines, $"it raised {error.GetType().Name}: {error.Message}", error);

            var isSent = requests.Match(sends(result!), lines);
            var isRight = isSent && holds(result!);
            if (isRight)
            {
                Print(step, call, lines, view(result!));
                return result!;
            }

            // A real table's indexes and default reads follow its writes with a short delay.
            if (!isRemote || !isSent || attempt == 10 || !lines.All(IsRead))
                throw Wrong(step, call, lines, isSent ? $"this does not hold: {condition}" : Unexpected(sends(result!)));
            await Task.Delay(s_settle);
        }
    }

    /// <inheritdoc cref="StepAsync{T}"/>
    public Task StepAsync(string title, Func<Task> run, string[] sends, [CallerArgumentExpression(nameof(run))] string call = "") =>
        StepAsync(title, async () => await RunAsync(run), _ => sends, _ => true, _ => Views.Done, call);

    /// <summary>A call that must be refused.</summary>
    /// <inheritdoc cref="StepAsync{T}"/>
    public async Task RefusalAsync<TException>(
        string title, Func<Task> run, string[] sends, Func<TException, bool> holds,
        [CallerArgumentExpression(nameof(run))] string call = "", [CallerArgumentExpression(nameof(holds))] string condition = "")
        where TException : Exception
    {
        var step = Begin(title);
        var (_, error) = await TryAsync(() => RunAsync(run));
        var lines = requests.Take();
        if (error is not TException refusal)
            throw Wrong(step, call, lines, $"{typeof(TException).Name} was expected, but it {(error is null ? "succeeded" : $"raised {error}")}", error);
        if (!requests.Match(sends, lines))
            throw Wrong(step, call, lines, Unexpected(sends));
        if (!holds(refusal))
            throw Wrong(step, call, lines, $"this does not hold: {condition}", refusal);
        Print(step, call, lines, Views.Refusal(refusal));
    }

    private static async Task<bool> RunAsync(Func<Task> run)
    {
        await run();
        return true;
    }

    private static async Task<(T? Result, Exception? Error)> TryAsync<T>(Func<Task<T>> run)
    {
        try
        {
            return (await run(), null);
        }
        catch (Exception error) when (error is not (OutOfMemoryException or OperationCanceledException))
        {
            return (default, error);
        }
    }

    private static bool IsRead(string line) => line.StartsWith("Query ", StringComparison.Ordinal) || line.StartsWith("GetItem ", StringComparison.Ordinal);

    private static string Unexpected(string[] expected) =>
        $"it sent other requests than {(expected.Length == 0 ? "none" : $"these:\n  {string.Join("\n  ", expected)}")}";

    private string Begin(string title)
    {
        requests.Take();
        return $"{_chapter}.{++_step} {title}";
    }

    private void Print(string step, string call, IReadOnlyList<string> lines, IRenderable result)
    {
        Steps++;
        console.Write(Views.Step(step, call, lines, result, console.Profile.Width));
    }

    private WrongStepException Wrong(string step, string call, IReadOnlyList<string> lines, string reason, Exception? error = null)
    {
        console.Write(Views.Step(step, call, lines, new Markup("[red bold]wrong[/]"), console.Profile.Width));
        return new WrongStepException(step, reason, error);
    }
}
