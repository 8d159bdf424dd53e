namespace SingleTable.Linq.Keys;

/// <summary>Why a value cannot stand in a key, without entity and property: the template adds them. Never holds the value.</summary>
internal sealed class SlotValueException(string code, string reason) : Exception(reason)
{
    public string Code { get; } = code;
}

/// <summary>The codes of <see cref="KeyValueException"/>.</summary>
internal static class KeyValueCodes
{
    public const string Null = "STL2001";
    public const string Empty = "STL2002";
    public const string IllFormed = "STL2003";
    public const string TooLong = "STL2004";
    public const string DoesNotFit = "STL2005";
    public const string Separator = "STL2006";
}
