using SingleTable.Linq.InMemory.Expressions;
using SingleTable.Linq.InMemory.Protocol;

namespace SingleTable.Linq.InMemory.Operations;

/// <summary>The projection of reads by key: GetItem, BatchGetItem, TransactGetItems.</summary>
internal static class ItemProjection
{
    public static Projection? Read(RequestObject request)
    {
        string? source = request.Text("ProjectionExpression");
        var placeholders = new Placeholders(request, source is not null, "", takesValues: false);
        if (source is null) return null;
        var projection = ProjectionParser.Parse(source, placeholders);
        placeholders.RefuseUnused();
        return projection;
    }
}
