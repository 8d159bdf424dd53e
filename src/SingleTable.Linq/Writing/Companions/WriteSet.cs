namespace SingleTable.Linq.Writing.Companions;

/// <summary>What one call writes: the caller's action, and what must be written with it.</summary>
/// <param name="Main">The caller's.</param>
/// <param name="Companions">The others; with any of them it is a transaction.</param>
internal sealed record WriteSet(WriteAction Main, IReadOnlyList<Companion> Companions)
{
    public IReadOnlyList<ITransactItem> Items => [Main, .. Companions.Select(c => c.Item)];
}
