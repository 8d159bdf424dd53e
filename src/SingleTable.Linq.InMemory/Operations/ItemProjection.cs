using SingleTable.Linq.InMemory.Expressions;
using SingleTable.Linq.InMemory.Legacy;
using SingleTable.Linq.InMemory.Protocol;

namespace SingleTable.Linq.InMemory.Operations;

/// <summary>The projection of reads by key: GetItem, BatchGetItem, TransactGetItems.</summary>
internal static class ItemProjection
{
    /// <param name="older">Transactions do not know the older parameters.</param>
    /// <param name="request">The object with the members.</param>
    public static Projection? Read(RequestObject request, bool older = true)
    {
        if (older) LegacyMix.Refuse(request);
        string? source = request.Text("ProjectionExpression");
        var placeholders = new Placeholders(request, source is not null, "", takesValues: false);
        if (source is null) return older ? LegacyProjection.Read(request) : null;
        var projection = ProjectionParser.Parse(source, placeholders);
        placeholders.RefuseUnused();
        return projection;
    }
}
