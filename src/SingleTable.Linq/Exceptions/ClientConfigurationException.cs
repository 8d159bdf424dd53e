namespace SingleTable.Linq;

/// <summary>The configuration of a client is dangerous, and <see cref="TableOptions.ClientCheck"/> says to refuse it. Raised when a context is made, before any request.</summary>
public sealed class ClientConfigurationException : SingleTableException
{
    internal ClientConfigurationException(IReadOnlyList<ClientWarning> warnings)
        : base(warnings[0].Code, string.Join(" ", warnings.Select((w, i) => i == 0 ? w.Message : $"{w.Code} {w.Message}"))) => Warnings = warnings;

    /// <summary>Everything that was found. The first one gives the exception its code.</summary>
    public IReadOnlyList<ClientWarning> Warnings { get; }
}
