namespace MultiTenantSaas.Tests;

/// <summary>A table of its own for each test, in memory: they run at once, and nothing has to be cleaned up.</summary>
public abstract class SaasTest : IDisposable
{
    protected static readonly Actor Ada = new("u-ada", "Ada", "req-1");

    protected TestTable<SaasTable> Table { get; } = new(options => new SaasTable(options, Ada));

    protected SaasTable Acme => Table.For("acme");

    protected static TeamService TeamsOf(SaasTable db) => new(db, new AuditService(db));

    protected static ProjectService ProjectsOf(SaasTable db) => new(db, new AuditService(db));

    public void Dispose()
    {
        Table.Dispose();
        GC.SuppressFinalize(this);
    }
}
