using SingleTable.Linq.Tests.Models;
using SingleTable.Linq.Tests.Wire;

namespace SingleTable.Linq.Tests.Writing;

/// <summary>Entities and clients that are not the usual ones.</summary>
public class OtherEntityTests
{
    private static readonly DateTime s_time = new(2026, 1, 2, 3, 0, 0, DateTimeKind.Utc);

    private static Models.Reading Reading() => new() { Device = "d", Time = s_time, Sequence = 7, Severity = 3, Value = 1.5 };

    [Fact]
    public async Task A_class_with_dates_and_numbers_in_its_keys()
    {
        var world = await WritingWorld.SaasAsync();
        var db = world.For("acme");
        var given = Reading();
        var created = await db.Readings.CreateAsync(given);
        created.ShouldNotBeSameAs(given);
        given.TenantId.ShouldBe("");
        created.TenantId.ShouldBe("acme");

        var updated = await db.Readings.Where(r => r.Device == "d" && r.Time == s_time && r.Sequence == 7).UpdateAsync(u => u.Add(r => r.Severity, 2).Add(r => r.Value, 0.25));
        (updated.Severity, updated.Value).ShouldBe((5, 1.75));
        var item = await world.ItemAsync();
        (item.Text("sev"), item.Text("sevpk")).ShouldBe(("5", "TENANT#acme#DEVICE#d"));
        (await db.Readings.Where(r => r.Device == "d" && r.Time == s_time && r.Sequence == 7).DeleteAsync()).ShouldBeTrue();
    }

    [Fact]
    [Trait("Feature", "T4")]
    public async Task What_has_expired_is_gone_for_writes_as_it_is_for_reads()
    {
        var world = await WritingWorld.SaasAsync();
        var db = world.For("acme");
        var target = db.Readings.Where(r => r.Device == "d" && r.Time == s_time && r.Sequence == 7);
        var reading = Reading();
        reading.ExpiresAt = world.Time.GetUtcNow().AddMinutes(1);
        await db.Readings.CreateAsync(reading);
        world.Lines[^1].ShouldEndWith("if not exists or expired");
        await Should.ThrowAsync<ItemExistsException>(() => db.Readings.CreateAsync(Reading()));
        (await target.UpdateAsync(u => u.Add(r => r.Severity, 1))).Severity.ShouldBe(4);

        world.Time.Advance(TimeSpan.FromMinutes(1));
        (await target.SingleOrDefaultAsync()).ShouldBeNull();
        await Should.ThrowAsync<ItemNotFoundException>(() => target.UpdateAsync(u => u.Add(r => r.Severity, 1)));
        await Should.ThrowAsync<ItemNotFoundException>(() => target.DeleteAsync(when: r => r.Severity == 4));
        (await Should.ThrowAsync<TransactionFailedException>(() => db.Transaction().Check(target, r => r.Severity == 4).CommitAsync()))
            .Failures.ShouldHaveSingleItem().Current.ShouldBeNull();
        (await db.Readings.CreateAsync(Reading())).Severity.ShouldBe(3);
        (await world.ItemAsync()).ShouldLack("ttl", "ExpiresAt");
    }

    [Fact]
    public async Task An_entity_that_tenants_share_needs_no_scope()
    {
        var world = await WritingWorld<SharedTable>.CreateAsync(o => new SharedTable(o));
        var db = world.Unscoped();
        await db.Currencies.CreateAsync(new Currency { Code = "EUR", Name = "Euro" });
        (await db.Currencies.Where(c => c.Code == "EUR").UpdateAsync(u => u.Set(c => c.Name, "€"))).Name.ShouldBe("€");
        (await world.ItemAsync()).Text("_type").ShouldBe("Currency");
        await Should.ThrowAsync<TenantScopeException>(() => db.Rates.CreateAsync(new Rate { Code = "EUR" }));
        (await world.For("acme").Currencies.Where(c => c.Code == "EUR").DeleteAsync()).ShouldBeTrue();
    }

    [Fact]
    [Trait("Fault", "22")]
    public async Task An_upsert_keeps_a_generated_expiry_and_its_attribute()
    {
        var world = await WritingWorld<SharedTable>.CreateAsync(o => new SharedTable(o));
        var db = world.For("acme");
        var expires = world.Time.GetUtcNow().AddDays(1);
        await db.Rates.UpsertAsync(new Rate { Code = "EUR" });
        world.Time.Advance(TimeSpan.FromHours(1));
        (await db.Rates.UpsertAsync(new Rate { Code = "EUR" })).ExpiresAt.ShouldBe(expires);
        (await world.ItemAsync()).Text("ttl").ShouldBe(expires.ToUnixTimeSeconds().ToString());
        (await db.Rates.UpsertAsync(new Rate { Code = "EUR", ExpiresAt = expires.AddDays(1) })).ExpiresAt.ShouldBe(expires.AddDays(1));
        (await world.ItemAsync()).Text("ttl").ShouldBe(expires.AddDays(1).ToUnixTimeSeconds().ToString());
    }

    [Fact]
    public async Task A_client_that_is_not_the_sdk_s_own_does_the_same()
    {
        var world = await WritingWorld.SaasAsync();
        var db = new SaasTable(new TableOptions<SaasTable>(Forwarder.Wrap(world.Client)) { TableName = world.TableName }.ForTenant("acme"));
        var team = new Team { Id = "t", OrganizationId = "o", Name = "n", Tags = ["a"] };
        var target = db.Teams.Where(t => t.OrganizationId == "o" && t.Id == "t");

        (await db.Teams.CreateAsync(team)).Name.ShouldBe("n");
        (await Should.ThrowAsync<ItemExistsException>(() => db.Teams.CreateAsync(team))).Current.ShouldBeOfType<Team>().Tags.ShouldBe(["a"]);
        (await target.UpdateAsync(u => u.Add(t => t.MemberCount, 2))).MemberCount.ShouldBe(2);
        (await Should.ThrowAsync<ConditionFailedException>(() => target.UpdateAsync(u => u.Add(t => t.MemberCount, 2), when: t => t.MemberCount == 0)))
            .Current.ShouldBeOfType<Team>().MemberCount.ShouldBe(2);
        var failed = await Should.ThrowAsync<TransactionFailedException>(() => db.Transaction().Create(team).CommitAsync());
        failed.Failures.ShouldHaveSingleItem().Current.ShouldBeOfType<Team>().MemberCount.ShouldBe(2);
        await db.Transaction().Update(team, u => u.Set(t => t.Name, "m"), when: t => t.MemberCount == 2).CommitAsync();
        (await target.SingleAsync()).Name.ShouldBe("m");
        (await target.DeleteAsync()).ShouldBeTrue();
        (await target.DeleteAsync()).ShouldBeFalse();
        await db.Teams.BatchPutAsync([team]);
        (await db.Teams.UpsertAsync(team with { Name = "u" })).Name.ShouldBe("u");
        (await world.ItemAsync()).Text("Name").ShouldBe("u");
    }
}

public sealed record Currency
{
    public required string Code { get; init; }
    public required string Name { get; init; }
}

public sealed record Rate
{
    public string TenantId { get; init; } = "";
    public required string Code { get; init; }
    public DateTimeOffset? ExpiresAt { get; init; }
}

public sealed class SharedTable(TableOptions<SharedTable> options) : TableContext(options)
{
    public EntitySet<Currency> Currencies => Set<Currency>();
    public EntitySet<Rate> Rates => Set<Rate>();

    protected override void OnModelCreating(TableModelBuilder table)
    {
        table.HasName("Shared").HasTenant("TenantId").HasTimeToLive("ttl");
        table.Entity<Currency>(e => e.HasKey(c => $"CURRENCY#{c.Code}", _ => "#C").IsSharedByTenants());
        table.Entity<Rate>(e =>
        {
            e.HasKey(r => $"T#{r.TenantId}#RATE#{r.Code}", _ => "#R");
            e.HasTimeToLive(r => r.ExpiresAt);
            e.Property(r => r.ExpiresAt).OnCreate(c => c.UtcNow.AddDays(1));
        });
    }
}
