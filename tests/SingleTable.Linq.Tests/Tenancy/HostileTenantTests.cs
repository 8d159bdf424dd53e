using SingleTable.Linq.Tests.Engines;
using SingleTable.Linq.Tests.Models;

namespace SingleTable.Linq.Tests.Tenancy;

/// <summary>
/// Tenant ids made to break out of their scope: each is refused by name before any request, or stored, read back equal, and never seen from
/// another scope.
/// </summary>
public abstract class HostileTenantTests<TEngine> : EngineTests<TEngine>
    where TEngine : Engine, new()
{
    private static readonly string[] s_stored =
    [
        "acme", "acme#ORG#o1", "acme#", "#", "$", "$$", "$S", "a$Sb", "TENANT#acme", "ORG", "#METADATA", "TEAM#t1", "acme$", " acme", "acme ",
        "ACME", "😀", "acmé", "acme\u0301", "\u0000\u0001", "'; DROP", "\"}}", "..", "%23", "\uFFFD",
    ];

    private static readonly string[] s_refused = ["", "\uD83D", "\uDE00acme", "acme\uD83D#", new string('t', 2048), new string('#', 1024)];

    [Fact]
    [Trait("Fault", "2")]
    [Trait("Fault", "15")]
    public async Task Each_tenant_sees_its_own_items_and_no_others()
    {
        var scopes = s_stored.Select(tenant => new SaasTable(Options.ForTenant(tenant))).ToList();
        foreach (var (db, tenant) in scopes.Zip(s_stored))
        {
            var created = await db.Organizations.CreateAsync(new Organization { Id = "o1", Name = tenant.Length == 0 ? "-" : $"of {tenant}" });
            created.TenantId.ShouldBe(tenant);
            await db.Teams.CreateAsync(new Team { Id = "t1", OrganizationId = "o1", Name = $"of {tenant}" });
            await db.Projects.CreateAsync(new Project { Id = "p1", TeamId = "t1", Name = $"of {tenant}" });
        }

        foreach (var (db, tenant) in scopes.Zip(s_stored))
        {
            var name = $"of {tenant}";
            (await db.Organizations.FindAsync("o1"))!.ShouldSatisfyAllConditions(o => o.Name.ShouldBe(name), o => o.TenantId.ShouldBe(tenant));
            var org = await db.Organizations.Include(o => o.Teams).SingleAsync(o => o.Id == "o1");
            org.Teams.Single().Name.ShouldBe(name);
            (await db.Projects.Where(p => p.TeamId == "t1" && p.Status == ProjectStatus.Active).ToListAsync()).Single().Name.ShouldBe(name);
            (await db.Organizations.UsingIndex("TypeIndex").ToListAsync()).Single().Name.ShouldBe(name);
            (await db.Organizations.AllowScan().ToListAsync()).Single().Name.ShouldBe(name);
            (await db.Teams.AllowScan().CountAsync()).ShouldBe(1);
        }
    }

    [Fact]
    public void What_cannot_be_part_of_a_key_is_refused_before_any_request()
    {
        foreach (var tenant in s_refused)
        {
            var error = Should.Throw<KeyValueException>(() => Options.ForTenant(tenant));
            error.Property.ShouldBe("Tenant");
            error.Message.ShouldStartWith(error.Code);
        }

        TakeRequests().ShouldBeEmpty();
    }

    [Fact]
    [Trait("Fault", "15")]
    public async Task A_value_in_an_entity_or_a_query_cannot_leave_the_scope()
    {
        await Db.Organizations.CreateAsync(new Organization { Id = "o1", Name = "Acme" });
        var globex = new SaasTable(Options.ForTenant("globex"));
        TakeRequests();

        await Should.ThrowAsync<TenantScopeException>(() => globex.Organizations.CreateAsync(new Organization { Id = "o1", TenantId = "acme", Name = "x" }));
        await Should.ThrowAsync<TenantScopeException>(() => globex.Organizations.PutAsync(new Organization { Id = "o1", TenantId = "acme", Name = "x" }));
        await Should.ThrowAsync<TenantScopeException>(() => globex.Organizations.DeleteAsync(new Organization { Id = "o1", TenantId = "acme", Name = "x" }));
        (await globex.Organizations.Where(o => o.Id == "o1" && o.TenantId == "acme").ToListAsync()).ShouldBeEmpty();
        TakeRequests().ShouldBeEmpty();

        (await globex.Organizations.Where(o => o.Id == "o1" && (o.TenantId == "acme" || o.Name != "")).ToListAsync()).ShouldBeEmpty();
        (await globex.Organizations.FindAsync("o1")).ShouldBeNull();
        (await globex.Organizations.Where(o => o.Id == "o1").DeleteAsync()).ShouldBeFalse();
        TakeRequests().ShouldAllBe(line => line.Contains("TENANT#globex#", StringComparison.Ordinal));
        (await Db.Organizations.FindAsync("o1"))!.Name.ShouldBe("Acme");
    }
}

public sealed class HostileTenantTests_Embedded : HostileTenantTests<Embedded>;

public sealed class HostileTenantTests_Wrapped : HostileTenantTests<Wrapped>;

public sealed class HostileTenantTests_Endpoint : HostileTenantTests<Endpoint>;

public sealed class HostileTenantTests_Container : HostileTenantTests<Container>;
