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

    private static readonly JsonName s_n = new("N");
    private static readonly JsonName s_b = new("B");
    private static readonly JsonName s_ss = new("SS");
    private static readonly JsonName s_ns = new("NS");
    private static readonly JsonName s_bs = new("BS");

    public static JsonName Of(AttributeKind kind) => kind switch
    {
        AttributeKind.S => S,
        AttributeKind.N => s_n,
        AttributeKind.B => s_b,
        AttributeKind.Bool => Bool,
        AttributeKind.M => M,
        AttributeKind.L => L,
        AttributeKind.SS => s_ss,
        AttributeKind.NS => s_ns,
        _ => s_bs,
    };

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
