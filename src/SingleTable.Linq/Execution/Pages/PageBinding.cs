using System.Security.Cryptography;
using System.Text;
using SingleTable.Linq.Planning;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Execution.Pages;

/// <summary>
/// What a page token is for, as a hash: the request that the query sends (table, index, conditions, values, selection, order) without limit and start
/// key, the entity, and the tenant.
/// </summary>
internal static class PageBinding
{
    public static byte[] Of(QueryPlan plan, in BindContext context)
    {
        var request = (PageRequest)Timeless(plan, context).Request!;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, request.Operation.ToString());
        Append(hash, plan.Entity.TypeName);
        Append(hash, context.Tenant);
        hash.AppendData(Body(request));
        return hash.GetHashAndReset();
    }

    /// <summary>The same for a token that is no page's.</summary>
    /// <param name="purpose">What it is for: no other token has the same.</param>
    /// <param name="plan">What is read, maybe with several requests.</param>
    /// <param name="context">With these values.</param>
    public static byte[] Of(string purpose, QueryPlan plan, in BindContext context)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, purpose);
        Append(hash, plan.Entity.TypeName);
        Append(hash, context.Tenant);
        foreach (var part in Timeless(plan, context).Singles)
        {
            Append(hash, part.Request!.Operation.ToString());
            Append(hash, Encoding.UTF8.GetString(Body((PageRequest)part.Request)));
        }

        return hash.GetHashAndReset();
    }

    // The present time is a value of the filter that hides expired items: it must not make a token stale.
    private static BoundQuery Timeless(QueryPlan plan, in BindContext context) => BoundQuery.Bind(plan, context with { Now = DateTimeOffset.UnixEpoch });

    private static byte[] Body(PageRequest request)
    {
        using var writer = DynamoJsonWriter.Rent();
        request.WriteBody(writer);
        return writer.Written.ToArray();
    }

    // With its length, so that no two texts in a row can be read as two others; no tenant is not the empty one.
    private static void Append(IncrementalHash hash, string? text)
    {
        var bytes = Encoding.UTF8.GetBytes(text ?? "");
        hash.AppendData(BitConverter.GetBytes(text is null ? -1 : bytes.Length));
        hash.AppendData(bytes);
    }
}
