namespace SingleTable.Linq.Wire;

/// <summary>The type descriptor of an attribute value on the wire: the <c>S</c> of <c>{"S":"text"}</c>.</summary>
internal enum AttributeTag
{
    Unknown,
    S,
    N,
    B,
    Bool,
    Null,
    M,
    L,
    SS,
    NS,
    BS,
}
