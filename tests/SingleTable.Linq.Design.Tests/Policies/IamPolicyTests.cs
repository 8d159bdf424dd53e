using Amazon.DynamoDBv2.Model;
using MultiTenantSaas;
using SingleTable.Linq.Design.Tests.Models;
using SingleTable.Linq.InMemory;
using SingleTable.Linq.Tool.Loading;

namespace SingleTable.Linq.Design.Tests.Policies;

/// <summary>A policy lets a tenant reach all of its own keys, on the table and on each index, and none of another's, whatever the tenants are called.</summary>
public sealed class IamPolicyTests
{
    private static readonly string[] s_actions =
        ["GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem", "ConditionCheckItem"];

    private static readonly string[] s_tenants =
        ["a", "ab", "A", "a#b", "a*", "a?", "*", "?", "$", "a$", "a$Sb", "${aws:username}", "${*}", "a b", " ", "a\"b", "a/b", "ä", "日本", "#", "a#ORG#o1", "{TenantId}", "a\n"];

    [Fact]
    public async Task Stored_items_of_each_tenant_are_reached_by_its_own_policy_only()
    {
        var keys = new Dictionary<string, IReadOnlyList<(string? Index, string Key)>>();
        foreach (var tenant in s_tenants)
        {
            var db = Seed.Table(tenant);
            await db.EnsureTableAsync();
            foreach (var entity in Seed.Entities().Where(e => e is not AuditLog))
            {
                await CreateAsync(db, entity);
            }

            var items = await TenantKeys.ScanAsync(db);
            items.ShouldContain(i => i["pk"].S.Contains("#UNIQUE#WebDomain.Host#"), "the guard of a unique value is an item of its own");
            keys[tenant] = TenantKeys.Of(db.Model, items);
            keys[tenant].Select(k => k.Index).Distinct().ShouldBe([null, "TypeIndex", "GSI1"], ignoreOrder: true);
        }

        Judge(keys, tenant => TableExport.IamPolicy(Seed.Table(), new TenantPolicyOptions { Tenant = tenant }), "MultiTenantApp", allOwn: true).ShouldBeGreaterThan(5000);
    }

    [Fact]
    public void Items_of_all_models_with_tenants_are_reached_by_their_own_policy_only()
    {
        var (models, tenants) = (0, new[] { "a", "ab", "a*", "?", "a b", "#", "$", "${aws:username}", "${*}" });
        foreach (var context in TestModels.All(InMemoryDynamoDb.NewClient).Where(c => c.Model.TenantProperty is not null))
        {
            var policies = tenants.ToDictionary(t => t, t => TableExport.IamPolicy(context, new TenantPolicyOptions { Tenant = t }));
            var keys = tenants.ToDictionary(t => t, t => TenantKeys.Of(context.Model, Items(context, t)));
            keys["a"].ShouldNotBeEmpty(context.GetType().FullName);
            models += Judge(keys, t => policies[t], context.Model.Name) > 0 ? 1 : 0;
        }

        models.ShouldBeGreaterThan(8);
    }

    [Fact]
    public void One_policy_for_all_takes_the_tenant_from_a_tag()
    {
        var policy = TableExport.IamPolicy(Seed.Table());
        string[] tags = ["a", "ab", "a:b", "a/b+c=d-e@f.g_h", "ä", "日本"];
        var keys = tags.ToDictionary(t => t, t => TenantKeys.Of(Seed.Table().Model, Seed.Entities().Select(e => Seed.Table(t).ToItem(e))));
        foreach (var tenant in tags)
        {
            var judge = new PolicyInterpreter(policy.Json, new Dictionary<string, string> { ["aws:PrincipalTag/tenant"] = tenant });
            foreach (var (other, (index, key)) in keys.SelectMany(k => k.Value.Select(v => (k.Key, v))))
            {
                judge.Allows("dynamodb:Query", Arn("MultiTenantApp", index), [key]).ShouldBe(other == tenant, $"{tenant} asks for {key}");
            }
        }

        new PolicyInterpreter(policy.Json).Allows("dynamodb:Query", Arn("MultiTenantApp", null), [keys["a"][0].Key]).ShouldBeFalse("without the tag nothing is allowed");

        // What the keys would escape is not found: too little, never too much.
        var space = new PolicyInterpreter(policy.Json, new Dictionary<string, string> { ["aws:PrincipalTag/tenant"] = "a b" });
        space.Allows("dynamodb:Query", Arn("MultiTenantApp", null), [Seed.Table("a b").ToItem(Seed.Entities().First())["pk"].S]).ShouldBeFalse();
        policy.Warnings.ShouldContain(w => w.Contains("holds a space", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_partition_key_that_is_the_tenant_alone_is_reached_and_the_guards_beside_it()
    {
        var keys = new Dictionary<string, IReadOnlyList<(string? Index, string Key)>>();
        foreach (var tenant in s_tenants)
        {
            var db = new FlatTable(new TableOptions<FlatTable>(InMemoryDynamoDb.NewClient()).ForTenant(tenant));
            await db.EnsureTableAsync();
            await db.Users.CreateAsync(new User { Id = "u1", Email = "ada@example.org" });
            keys[tenant] = TenantKeys.Of(db.Model, await TenantKeys.ScanAsync(db));
            keys[tenant].Count.ShouldBe(2, "the item and its guard lie in partitions of their own");
        }

        using var client = InMemoryDynamoDb.NewClient();
        var flat = new FlatTable(new TableOptions<FlatTable>(client));
        TableExport.IamPolicy(flat, new TenantPolicyOptions { Tenant = "a*" }).Json.ShouldContain("\"T#a${*}\",\n            \"T#a${*}#*\"");
        Judge(keys, tenant => TableExport.IamPolicy(flat, new TenantPolicyOptions { Tenant = tenant }), "Flat", allOwn: true).ShouldBeGreaterThan(900);
    }

    [Fact]
    public void Requests_that_name_no_key_and_requests_of_several_tenants_are_denied()
    {
        var judge = new PolicyInterpreter(TableExport.IamPolicy(Seed.Table(), new TenantPolicyOptions { Tenant = "a" }).Json);
        judge.Allows("dynamodb:Query", Arn("MultiTenantApp", null), null).ShouldBeFalse("a condition of all values is true of none");
        judge.Allows("dynamodb:Scan", Arn("MultiTenantApp", null), null).ShouldBeFalse();
        judge.Allows("dynamodb:BatchGetItem", Arn("MultiTenantApp", null), ["TENANT#a#ORG#1", "TENANT#a#ORG#2"]).ShouldBeTrue();
        judge.Allows("dynamodb:BatchGetItem", Arn("MultiTenantApp", null), ["TENANT#a#ORG#1", "TENANT#b#ORG#2"]).ShouldBeFalse();
        judge.Allows("dynamodb:GetItem", Arn("OtherTable", null), ["TENANT#a#ORG#1"]).ShouldBeFalse();
        judge.Allows("dynamodb:DeleteTable", Arn("MultiTenantApp", null), ["TENANT#a#ORG#1"]).ShouldBeFalse();
        judge.Allows("dynamodb:PutItem", Arn("MultiTenantApp", "GSI1"), ["TENANT#a#ORG#1"]).ShouldBeFalse("indexes are read only");
    }

    [Fact]
    public void Reads_alone_where_that_is_asked_for()
    {
        var judge = new PolicyInterpreter(TableExport.IamPolicy(Seed.Table(), new TenantPolicyOptions { Tenant = "a", IsReadOnly = true }).Json);
        s_actions.Where(a => judge.Allows($"dynamodb:{a}", Arn("MultiTenantApp", null), ["TENANT#a#ORG#1"])).ShouldBe(["GetItem", "BatchGetItem", "Query"]);
    }

    [Fact]
    public void What_cannot_be_limited_is_not_allowed_and_said()
    {
        using var client = InMemoryDynamoDb.NewClient();
        var policy = TableExport.IamPolicy(new WideTable(new TableOptions<WideTable>(client)), new TenantPolicyOptions { Tenant = "a b" });
        policy.Warnings.ShouldContain("Country is shared by all tenants, so it is not reached.");
        policy.Warnings.ShouldContain("Country is shared by all tenants, so it is not reached on EverythingByTypeAndTimeOfCreation.");
        policy.Warnings.ShouldContain(w => w.StartsWith("The index ByRegion is not reached: its partition key has several attributes", StringComparison.Ordinal));
        policy.Description.ShouldContain("Country is shared");
        policy.Description.Length.ShouldBeLessThanOrEqualTo(1000);
        var judge = new PolicyInterpreter(policy.Json);
        judge.Allows("dynamodb:Query", Arn("Logistics.Of_a-wide.Company", "ByRegion"), ["a b"]).ShouldBeFalse();
        judge.Allows("dynamodb:Query", Arn("Logistics.Of_a-wide.Company", "OfCompany"), ["a b"]).ShouldBeTrue("its partition key is the tenant as it is stored");
        judge.Allows("dynamodb:Query", Arn("Logistics.Of_a-wide.Company", "OfCompany"), ["a bc"]).ShouldBeFalse();
        judge.Allows("dynamodb:Query", Arn("Logistics.Of_a-wide.Company", "ByWeight"), ["COMPANY#a$Pb#SHIPMENT#00000001"]).ShouldBeTrue("a local index has the table's partitions");
        judge.Allows("dynamodb:GetItem", Arn("Logistics.Of_a-wide.Company", null), ["COUNTRY#DE"]).ShouldBeFalse();
    }

    [Fact]
    public void What_makes_no_policy_is_refused()
    {
        using var client = InMemoryDynamoDb.NewClient();
        Should.Throw<ExportException>(() => TableExport.IamPolicy(new LoneTable(new TableOptions<LoneTable>(client)))).Code.ShouldBe("STL5302");
        Should.Throw<KeyValueException>(() => TableExport.IamPolicy(Seed.Table(), new TenantPolicyOptions { Tenant = "" }));
        Should.Throw<KeyValueException>(() => TableExport.IamPolicy(Seed.Table(), new TenantPolicyOptions { Tenant = "\ud800" }));
        foreach (var variable in new[] { "", "a}", "a b", "${x}", "x*" })
        {
            Should.Throw<ArgumentException>(() => TableExport.IamPolicy(Seed.Table(), new TenantPolicyOptions { Variable = variable }), variable);
        }

        Should.Throw<ArgumentException>(() => TableExport.IamPolicy(Seed.Table(), new TenantPolicyOptions { Account = "1*" }));
        Should.Throw<ArgumentException>(() => TableExport.IamPolicy(Seed.Table(), new TenantPolicyOptions { Region = "" }));
        TableExport.IamPolicy(Seed.Table(), new TenantPolicyOptions { Variable = "aws:userid" }).Warnings
            .ShouldContain(w => w.StartsWith("Values of aws:userid must never hold", StringComparison.Ordinal));
    }

    // For each tenant all keys of all tenants; how many were asked for.
    private static int Judge(
        Dictionary<string, IReadOnlyList<(string? Index, string Key)>> keys, Func<string, TenantPolicy> policy, string table, bool allOwn = false)
    {
        var count = 0;
        foreach (var tenant in keys.Keys)
        {
            var (written, judge) = (policy(tenant), new PolicyInterpreter(policy(tenant).Json));
            foreach (var (other, (index, key)) in keys.SelectMany(k => k.Value.Select(v => (k.Key, v))))
            {
                var isAllowed = judge.Allows("dynamodb:Query", Arn(table, index), [key]);
                if (other != tenant)
                {
                    isAllowed.ShouldBeFalse($"{tenant} reaches {key} of {other} on {table}/{index}");
                }
                else if (!isAllowed)
                {
                    allOwn.ShouldBeFalse($"{tenant} does not reach its own {key} on {table}/{index}");
                    written.Warnings.ShouldContain(w => index == null ? w.Contains("is not reached") : w.Contains(index), $"{tenant} does not reach its own {key} on {table}/{index}");
                }

                count++;
            }
        }

        return count;
    }

    private static IEnumerable<IReadOnlyDictionary<string, AttributeValue>> Items(TableContext context, string tenant)
    {
        var scoped = ContextFinder.Create(context.GetType(), context.Options.Client, tenant, null);
        foreach (var entity in context.Model.Entities.Where(e => e is { IsTenantOwned: true, IsAbstract: false }))
        {
            var property = entity.ClrType.GetProperty(context.Model.TenantProperty!);
            Dictionary<string, AttributeValue> item;
            try
            {
                var made = AnyEntity.Of(entity, tenant);
                item = scoped.ToItem(made);
            }
            catch (Exception e) when (e is SingleTableException or NullReferenceException)
            {
                // A generator or a rule of that model's own; the others are enough.
                continue;
            }

            yield return item;
        }
    }

    private static Task CreateAsync(SaasTable db, object entity) => entity switch
    {
        Organization o => db.Organizations.CreateAsync(o with { CreatedBy = "" }),
        Team t => db.Teams.CreateAsync(t),
        TeamMember m => db.Members.CreateAsync(m),
        Project p => db.Projects.CreateAsync(p),
        WebDomain d => db.Domains.CreateAsync(d with { Version = 0 }),
        _ => throw new NotSupportedException(),
    };

    private static string Arn(string table, string? index) => $"arn:aws:dynamodb:eu-west-1:123456789012:table/{table}{(index is null ? "" : $"/index/{index}")}";

    private sealed class FlatTable(TableOptions<FlatTable> options) : TableContext(options)
    {
        public EntitySet<User> Users => Set<User>();

        protected override void OnModelCreating(TableModelBuilder table) => table.HasName("Flat").HasKeys("pk", "sk").HasTenant("Tenant")
            .Entity<User>(e => e.HasKey(u => $"T#{u.Tenant}", u => $"USER#{u.Id}").HasUnique(u => u.Email));
    }

    private sealed record User
    {
        public string Tenant { get; init; } = "";
        public string Id { get; init; } = "";
        public string Email { get; init; } = "";
    }

    private sealed class LoneTable(TableOptions<LoneTable> options) : TableContext(options)
    {
        protected override void OnModelCreating(TableModelBuilder table) =>
            table.HasName("Lone").HasKeys("pk", "sk").Entity<Thing>(e => e.HasKey(t => $"{t.Id}", _ => "THING"));
    }

    private sealed record Thing(string Id);
}
