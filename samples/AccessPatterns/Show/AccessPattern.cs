namespace AccessPatterns.Show;

/// <summary>What an application asks of its table.</summary>
/// <param name="Name">What for, in a few words.</param>
/// <param name="Code">The C# as it stands in the source.</param>
/// <param name="RunAsync">Runs it, and gives what then says whether the result is right.</param>
public sealed record AccessPattern<TContext>(string Name, string Code, Func<TContext, Task<Func<Task<bool>>>> RunAsync);
