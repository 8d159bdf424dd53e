using System.Text.Json;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Materialization;

/// <summary>The type descriptors, encoded once.</summary>
internal static class WireNames
{
    public static readonly JsonEncodedText Null = JsonEncodedText.Encode("NULL");
    public static readonly JsonEncodedText Bool = JsonEncodedText.Encode("BOOL");
    public static readonly JsonEncodedText M = JsonEncodedText.Encode("M");
    public static readonly JsonEncodedText L = JsonEncodedText.Encode("L");

    private static readonly JsonEncodedText[] s_kinds =
        [.. Enum.GetValues<AttributeKind>().Select(k => k == AttributeKind.Bool ? Bool : JsonEncodedText.Encode(k.ToString()))];

    public static JsonEncodedText Of(AttributeKind kind) => s_kinds[(int)kind];

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
