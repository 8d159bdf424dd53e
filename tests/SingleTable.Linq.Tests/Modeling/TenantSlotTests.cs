using CsCheck;
using SingleTable.Linq.Model;

namespace SingleTable.Linq.Tests.Modeling;

/// <summary>
/// The tenant's slot may have any encoding: all three are injective, and what one of them writes for a tenant no other one writes for another tenant.
/// So no partition of two tenants meets, even where two entities encode the tenant differently.
/// </summary>
public class TenantSlotTests
{
    private static readonly KeyModel[] s_keys = [.. Enum.GetValues<KeyEncoding>().Select(Key)];

    private static readonly Gen<string> s_tenant = Gen.Char["ab #$0PST!\"%/\u0001ä\uFFFD"].Array[1, 6].Select(c => new string(c));

    [Fact]
    [Trait("Fault", "2")]
    public void No_encodings_let_two_tenants_meet() => Gen.Select(s_tenant, s_tenant, Gen.Int[0, 2], Gen.Int[0, 2]).Sample(
        (one, other, i, j) => one == other || Text(s_keys[i], one) is not { } text || text != Text(s_keys[j], other), iter: 200_000);

    [Fact]
    public void A_tenant_takes_no_format() => Build.Problem(t => t.HasTenant("TenantId").Entity<Other>(e => e.HasKey(x => $"T#{x.TenantId:X}", _ => "S")))
        .ShouldBe("Other (partition key): TenantId: The type string takes no format in a key; leave ':X' out.");

    [Fact]
    public void Entities_of_one_partition_must_agree_on_the_encoding() => Build.Problem(t =>
    {
        t.HasTenant("TenantId").Entity<Thing>(e => e.HasKey(x => $"T#{x.TenantId}", x => $"THING#{x.Id}").Property(x => x.TenantId).HasKeyEncoding(KeyEncoding.Raw));
        t.Entity<Other>(e => e.HasKey(x => $"T#{x.TenantId}", x => $"OTHER#{x.Id}"));
    }).ShouldContain("Thing writes TenantId as string (Raw), Other writes TenantId as string.");

    private static string? Text(KeyModel key, string tenant)
    {
        try
        {
            return key.PartitionText(p => p.IsTenant ? tenant : "x");
        }
        catch (KeyValueException)
        {
            return null;
        }
    }

    private static KeyModel Key(KeyEncoding encoding) => Build.Model(t => t.HasTenant("TenantId").Entity<Other>(e =>
        e.HasKey(x => $"TENANT#{x.TenantId}#O#{x.Id}", _ => "S").Property(x => x.TenantId).HasKeyEncoding(encoding))).Entities[0].Key;
}
