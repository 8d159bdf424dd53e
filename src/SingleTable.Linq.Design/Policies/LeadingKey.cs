using System.Text;

namespace SingleTable.Linq.Design.Policies;

/// <summary>What the partition keys of a tenant begin with, or what one is, for the condition <c>StringLike</c>.</summary>
internal static class LeadingKey
{
    /// <summary>The pattern of the keys that an entity has there; null where they do not begin with the tenant.</summary>
    /// <param name="key">The key.</param>
    /// <param name="tenant">The tenant's part of a text in the policy: in the encoding of that place.</param>
    /// <param name="native">The tenant as a value of its own.</param>
    public static string? Of(KeySchema key, Func<KeyPartSchema, string> tenant, Func<string> native)
    {
        List<KeyAttributeSchema> partition = [.. key.Attributes.Where(a => a.IsPartition)];
        if (partition is not [var only])
        {
            return null;
        }

        if (only.Property is not null)
        {
            return only.IsTenant ? native() : null;
        }

        var before = only.Parts[0].Literal;
        var at = before is null ? 0 : 1;
        if (only.Parts.Count <= at || !only.Parts[at].IsTenant)
        {
            return null;
        }

        // Values hold no separator, so that what is before it is the whole tenant: "a" never reaches "ab".
        var start = Literal(before ?? "") + tenant(only.Parts[at]);
        return only.Parts.Count == at + 1 ? start : $"{start}#*";
    }

    /// <summary>A text that means itself: IAM has names for its wildcards and for the sign that begins them.</summary>
    public static string Literal(string text)
    {
        var literal = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            _ = c is '*' or '?' or '$' ? literal.Append("${").Append(c).Append('}') : literal.Append(c);
        }

        return literal.ToString();
    }
}
