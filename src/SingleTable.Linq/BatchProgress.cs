namespace SingleTable.Linq;

/// <summary>How far a batch is.</summary>
/// <param name="Total">How many items or keys it has.</param>
/// <param name="Done">How many of them are written or looked up.</param>
/// <param name="Requests">Requests that were answered, without the SDK's own retries.</param>
public sealed record BatchProgress(int Total, int Done, int Requests);
