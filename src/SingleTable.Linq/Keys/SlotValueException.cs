namespace SingleTable.Linq.Keys;

/// <summary>Why a value cannot stand in a key, without entity and property: the template adds them. Holds no values.</summary>
internal sealed class SlotValueException(string code, string reason) : Exception(reason)
{
    public string Code { get; } = code;
}
