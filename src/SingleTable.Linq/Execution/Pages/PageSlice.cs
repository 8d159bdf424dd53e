namespace SingleTable.Linq.Execution.Pages;

/// <summary>What was read for a page, in the order of reading.</summary>
/// <param name="Items">The results.</param>
/// <param name="First">The key to read on behind the first of them in the opposite direction; empty when there are no results.</param>
/// <param name="Last">The key to read on behind the last of them; behind what was evaluated, when a budget ended the page.</param>
/// <param name="HasMore">Whether more follows, or may follow because a budget ended the page.</param>
internal sealed record PageSlice<T>(List<T> Items, byte[] First, byte[] Last, bool HasMore);
