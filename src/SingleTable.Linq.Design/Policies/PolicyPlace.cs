namespace SingleTable.Linq.Design.Policies;

/// <summary>The table or an index, and the keys that a tenant has there.</summary>
/// <param name="Index">The index; null for the table.</param>
/// <param name="Patterns">The keys, as patterns.</param>
/// <param name="Warnings">Whose keys could not be limited.</param>
internal sealed record PolicyPlace(string? Index, IReadOnlyList<string> Patterns, IReadOnlyList<string> Warnings);
