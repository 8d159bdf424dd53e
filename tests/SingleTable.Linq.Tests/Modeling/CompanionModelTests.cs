using SingleTable.Linq.Model;
using SingleTable.Linq.Model.Companions;

namespace SingleTable.Linq.Tests.Modeling;

/// <summary>Unique constraints, counters and audit trails in the model: their keys, and every mistake by its text.</summary>
public class CompanionModelTests
{
    [Fact]
    public void A_guard_is_found_by_tenant_constraint_scope_and_value()
    {
        var user = Tenanted(e => e.HasUnique(a => a.Email, s => s.ToLowerInvariant()).HasUnique(a => a.Number, within: a => new { a.Team, a.Kind }));
        Guard(user, 0, new Account { Email = "Ann@X.org" }).ShouldBe("TENANT#acme#UNIQUE#Account.Email#ann@x.org / UNIQUE#ann@x.org");
        Guard(user, 1, new Account { Team = "a#b", Kind = Color.Green, Number = 7 })
            .ShouldBe("TENANT#acme#UNIQUE#Account.Team.Kind.Number#a$Sb#Green#0000000007 / UNIQUE#0000000007");
        Guard(user, 0, new Account { Email = null }).ShouldBe("none");
        Guard(user, 0, new Account { Email = "" }).ShouldBe("none");
        Guard(user, 1, new Account { Team = null, Number = 7 }).ShouldBe("none");

        var shared = Build.Entity<Account>(e => e.HasKey(a => $"ACCOUNT#{a.Id}", _ => "#").HasUnique(a => a.Email, name: "mail"));
        Guard(shared, 0, new Account { Email = "Ann" }).ShouldBe("UNIQUE#mail#Ann / UNIQUE#Ann");
    }

    [Fact]
    public void A_counter_finds_the_parent_by_the_childs_properties()
    {
        var model = Build.Model(t => t.HasTenant("TenantId")
            .Entity<Club>(e => e.HasKey(c => $"TENANT#{c.TenantId}#CLUB#{c.Id}", _ => "#").Counts<Account>(c => c.Members, max: 3))
            .Entity<Account>(e => e.HasKey(a => $"TENANT#{a.TenantId}#ACCOUNT#{a.Id}", _ => "#")));
        var counter = model.Find(typeof(Account))!.Counters.ShouldHaveSingleItem();
        counter.ToString().ShouldBe("Club.Members");
        counter.Max.ShouldBe(3);
        counter.ParentKey(Values(model.Find(typeof(Account))!, new Account { ClubId = "c1" }), "acme").ShouldBe(("TENANT#acme#CLUB#c1", "#"));
        counter.ParentKey(Values(model.Find(typeof(Account))!, new Account { ClubId = null }), "acme").ShouldBeNull();
        var members = model.Find(typeof(Club))!.Property("Members");
        (members.IsSealed, members.OnCreate).ShouldBe((true, Generate.Counter));
    }

    [Fact]
    public void An_audit_trail_brings_the_entity_of_its_entries()
    {
        var audited = Tenanted(e => e.HasAudit(a => a.Redact(x => x.Email).Ignore(x => x.Number)));
        var entry = audited.Audit!.Entry;
        entry.Key.Partition.ToString().ShouldBe("TENANT#{Tenant}#AUDIT#{EntityType}#{EntityKey}");
        entry.Key.Sort!.ToString().ShouldBe("AT#{At}#{Id}");
        audited.Audit.Properties.Select(p => p.Name).ShouldBe(["Email", "Team", "Kind", "ClubId", "Tags", "ExpiresAt"]);
        audited.Audit.Redacted.Select(p => p.Name).ShouldBe(["Email"]);
        AuditModel.EntityKey(audited, "TENANT#acme#ACCOUNT#a1", "#", "acme").ShouldBe("ACCOUNT#a1 #");

        var table = Build.Entity<Account>(e => e.HasKey(a => $"ACCOUNT#{a.Id}", _ => "#").HasAudit());
        table.Audit!.Entry.Key.Partition.ToString().ShouldBe("AUDIT#{EntityType}#{EntityKey}");
        AuditModel.EntityKey(table, "ACCOUNT#a1", "#", null).ShouldBe("ACCOUNT#a1 #");
    }

    [Fact]
    public void Mistakes_are_listed()
    {
        Problem(e => e.HasUnique(a => a.Computed)).ShouldStartWith("Account (unique Account.Computed): Computed is not stored, so it cannot be unique. it has no setter.");
        Problem(e => e.HasUnique(a => a.Tags)).ShouldStartWith("Account (unique Account.Tags): Tags: The type List<string> has no text that can stand in a key");
        Problem(e => e.HasUnique(a => a.Number, s => s.ToUpperInvariant()))
            .ShouldBe("Account (unique Account.Number): only texts are normalized, and Number is int. Leave normalize out.");
        Problem(e => e.HasUnique(a => a.Email).HasUnique(a => a.Email)).ShouldBe("Account (unique Account.Email) is declared twice. Keep one call of HasUnique.");
        Problem(e => e.HasUnique(a => a.Email, name: "x").HasUnique(a => a.Number, name: "x"))
            .ShouldBe("Two unique constraints are called 'x'. Give one of them another name: HasUnique(…, name: \"…\").");
        Problem(e => e.HasUnique(a => a.Email!.Length)).ShouldContain("does not name a property of Account");
        Problem(e => e.HasAudit(a => a.Redact(x => x.Computed))).ShouldBe("Account.Computed is not stored, so the audit trail has nothing of it. Leave it out of HasAudit.");
        Build.Problem(t => t.HasTenant("TenantId").Entity<Account>(e => e.IsSharedByTenants().HasKey(a => $"ACCOUNT#{a.Id}", _ => "#").HasAudit()))
            .ShouldBe("Account is shared by tenants, and the audit trail belongs to one. Remove HasAudit, or IsSharedByTenants().");
        Build.Problem(t => t.HasTenant("TenantId")
                .Entity<Club>(e => e.HasKey(c => $"TENANT#{c.TenantId}#UNIQUE#{c.Name}#{c.Id}", _ => "#"))
                .Entity<Account>(e => e.HasKey(a => $"TENANT#{a.TenantId}#ACCOUNT#{a.Id}", _ => "#").HasUnique(a => a.Email)))
            .ShouldStartWith("The guards of Account.Email would share partitions with Club: ");
        Counting(e => e.Counts<Account>(c => c.Score)).ShouldBe("Club.Score is not stored as a whole number that can count. Use an int or a long.");
        Counting(e => e.Counts<Account>(c => c.Members).Counts<Account>(c => c.Members)).ShouldBe("Club.Members counts twice. Give each count a property of its own.");
        Counting(e => e.Counts<Thing>(c => c.Members)).ShouldBe("Club.Members counts Thing, which is not an entity of this table. Declare it with Entity<Thing>(…).");
        Counting(e => e.HasKey(c => $"TENANT#{c.TenantId}#CLUB#{c.Name}", _ => "#").Counts<Account>(c => c.Members), isKeyed: false)
            .ShouldStartWith("Club.Members counts Account: no property of Account gives Name of the key of Club (looked for: ClubName, Name).");
        Build.Problem(t => Keyed(t.HasTimeToLive(), e => e.HasTimeToLive(a => a.ExpiresAt).HasUnique(a => a.Email)))
            .ShouldStartWith("Account expires by ExpiresAt, and DynamoDB would delete it without freeing the value that 'Account.Email' makes unique.");
        Build.Problem(t => Keyed(t.HasTimeToLive(), e => e.HasTimeToLive(a => a.ExpiresAt))
                .Entity<Club>(e => e.HasKey(c => $"TENANT#{c.TenantId}#CLUB#{c.Id}", _ => "#").Counts<Account>(c => c.Members)))
            .ShouldStartWith("Club.Members counts Account, which expires by ExpiresAt: DynamoDB would delete one without counting it down.");
        Should.Throw<ArgumentOutOfRangeException>(() => Build.Entity<Club>(e => e.Counts<Account>(c => c.Members, max: -1)));
    }

    private static EntityModel Tenanted(Action<EntityBuilder<Account>> configure) => Build.Model(t => Keyed(t, configure)).Find(typeof(Account))!;

    private static string Problem(Action<EntityBuilder<Account>> configure) => Build.Problem(t => Keyed(t, configure));

    private static TableModelBuilder Keyed(TableModelBuilder table, Action<EntityBuilder<Account>> configure) =>
        table.HasTenant("TenantId").Entity<Account>(e => configure(e.HasKey(a => $"TENANT#{a.TenantId}#ACCOUNT#{a.Id}", _ => "#")));

    private static string Counting(Action<EntityBuilder<Club>> configure, bool isKeyed = true) => Build.Problem(t => t.HasTenant("TenantId")
        .Entity<Club>(e => configure(isKeyed ? e.HasKey(c => $"TENANT#{c.TenantId}#CLUB#{c.Id}", _ => "#") : e))
        .Entity<Account>(e => e.HasKey(a => $"TENANT#{a.TenantId}#ACCOUNT#{a.Id}", _ => "#")));

    private static string Guard(EntityModel entity, int constraint, Account account) =>
        entity.Uniques[constraint].GuardKey(Values(entity, account), "acme") is var (partition, sort) ? $"{partition} / {sort}" : "none";

    private static object?[] Values(EntityModel entity, object source) => [.. entity.Properties.Select(p => p.Get(source))];

    public sealed record Account
    {
        public string Id { get; init; } = "";
        public string TenantId { get; init; } = "";
        public string? Email { get; init; }
        public int Number { get; init; }
        public string? Team { get; init; }
        public Color Kind { get; init; }
        public string? ClubId { get; init; }
        public List<string> Tags { get; init; } = [];
        public DateTimeOffset? ExpiresAt { get; init; }
        public string Computed => Id + Team;
    }

    public sealed record Club
    {
        public string Id { get; init; } = "";
        public string TenantId { get; init; } = "";
        public string Name { get; init; } = "";
        public int Members { get; init; }
        public byte Score { get; init; }
    }
}
