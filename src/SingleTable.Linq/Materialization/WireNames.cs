using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Materialization;

/// <summary>The type descriptors, encoded once.</summary>
internal static class WireNames
{
    public static readonly JsonName Null = new JsonName("NULL");
    public static readonly JsonName Bool = new JsonName("BOOL");
    public static readonly JsonName S = new JsonName("S");
    public static readonly JsonName M = new JsonName("M");
    public static readonly JsonName L = new JsonName("L");

    private static readonly JsonName[] s_kinds =
        [.. Enum.GetValues<AttributeKind>().Select(k => k == AttributeKind.Bool ? Bool : new JsonName(k.ToString()))];

    public static JsonName Of(AttributeKind kind) => s_kinds[(int)kind];

    public static AttributeTag ToTag(this AttributeKind kind) => kind switch
    {
        AttributeKind.S => AttributeTag.S,
        AttributeKind.N => AttributeTag.N,
        AttributeKind.B => AttributeTag.B,
        AttributeKind.Bool => AttributeTag.Bool,
        AttributeKind.M => AttributeTag.M,
        AttributeKind.L => AttributeTag.L,
        AttributeKind.SS => AttributeTag.SS,
        AttributeKind.NS => AttributeTag.NS,
        _ => AttributeTag.BS,
    };
}
