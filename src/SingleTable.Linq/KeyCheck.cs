namespace SingleTable.Linq;

/// <summary>What to do when an item that was read does not have the key that its own values make: somebody wrote it by other means.</summary>
public enum KeyCheck
{
    /// <summary>Throw a <see cref="KeyMismatchException"/>. The default.</summary>
    Throw,

    /// <summary>Return the item, and warn of it once for each read (<see cref="WarningPolicy.KeyMismatch"/>).</summary>
    Warn,

    /// <summary>Do not compare.</summary>
    Off,
}
