using System.Diagnostics.CodeAnalysis;

namespace SingleTable.Linq.Querying;

/// <summary>What a fingerprint knows of a query's shape, to be kept: node types, methods and members, no values.</summary>
internal sealed record QueryForm(object?[] Tokens, int[] Codes, int Hash);

/// <summary>Compares shapes; looked up by a fingerprint, without a copy.</summary>
internal sealed class QueryFormComparer : IEqualityComparer<QueryForm>, IAlternateEqualityComparer<QueryFingerprint, QueryForm>
{
    public static readonly QueryFormComparer Instance = new();

    public bool Equals(QueryForm? x, QueryForm? y) => ReferenceEquals(x, y) || (x is not null && y is not null && AreSame(x.Tokens, x.Codes, y));

    public int GetHashCode([DisallowNull] QueryForm obj) => obj.Hash;

    public bool Equals(QueryFingerprint alternate, QueryForm other) => AreSame(alternate.Tokens, alternate.Codes, other);

    public int GetHashCode(QueryFingerprint alternate) => alternate.Hash;

    public QueryForm Create(QueryFingerprint alternate) => new(alternate.Tokens.ToArray(), alternate.Codes.ToArray(), alternate.Hash);

    private static bool AreSame(ReadOnlySpan<object?> tokens, ReadOnlySpan<int> codes, QueryForm form)
    {
        if (!codes.SequenceEqual(form.Codes) || tokens.Length != form.Tokens.Length)
        {
            return false;
        }

        for (var i = 0; i < tokens.Length; i++)
        {
            if (!ReferenceEquals(tokens[i], form.Tokens[i]))
            {
                return false;
            }
        }

        return true;
    }
}
