namespace SingleTable.Linq.Materialization;

/// <summary>The DynamoDB type that a CLR type is stored as.</summary>
internal enum AttributeKind
{
    S,
    N,
    B,
    Bool,
    M,
    L,
    SS,
    NS,
    BS,
}
