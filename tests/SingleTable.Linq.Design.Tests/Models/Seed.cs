using MultiTenantSaas;
using MultiTenantSaas.Design;
using SingleTable.Linq.InMemory;

namespace SingleTable.Linq.Design.Tests.Models;

/// <summary>The seed's table, what its application asks of it, and its sample items.</summary>
internal static class Seed
{
    public static SaasTable Table(string tenant = "acme") =>
        new(new TableOptions<SaasTable>(InMemoryDynamoDb.NewClient()).ForTenant(tenant), new Actor("u1", "ada", "r1"));

    public static TableReport Report(SaasTable db)
    {
        var report = new TableReport(db);
        new SaasDesign().Describe(db, report);
        return report;
    }

    public static TableReport Shapes(SaasTable db)
    {
        var report = new TableReport(db);
        SaasDesign.AddPatterns(db, report);
        return report;
    }

    public static IEnumerable<object> Entities() => SaasDesign.Company();
}
