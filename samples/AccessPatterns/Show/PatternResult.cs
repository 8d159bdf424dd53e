namespace AccessPatterns.Show;

/// <summary>An access pattern that was run.</summary>
/// <param name="Name">What for.</param>
/// <param name="Code">The C#.</param>
/// <param name="Requests">The requests that it sent, by their lines.</param>
/// <param name="IsRight">Whether the result was right.</param>
/// <param name="Error">What it raised, where that was not expected.</param>
public sealed record PatternResult(string Name, string Code, IReadOnlyList<string> Requests, bool IsRight, Exception? Error = null);
