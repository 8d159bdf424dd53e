using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;
using System.Reflection;
using SingleTable.Linq.Materialization;

namespace SingleTable.Linq.Model.Building;

/// <summary>What a context said about a unique constraint.</summary>
/// <param name="Value">The property whose value is unique.</param>
/// <param name="Scope">The properties among whose items it is; empty for all.</param>
/// <param name="Normalize">What the value is compared as.</param>
/// <param name="Name">Its name, or null for one made of the properties.</param>
internal sealed record UniqueDefinition(PropertyInfo Value, IReadOnlyList<PropertyInfo> Scope, Func<string, string>? Normalize, string? Name);

/// <summary>What a context said about a counter of children.</summary>
internal sealed record CounterDefinition(Type Child, PropertyInfo Property, long? Max, PropertyInfo? MaxProperty);

/// <summary>What a context said about an entity's audit trail.</summary>
internal sealed class AuditDefinition
{
    public List<PropertyInfo> Redacted { get; } = [];
    public List<PropertyInfo> Ignored { get; } = [];

    /// <summary>Declares the entity of the entries, where a table has audit trails and it is not there yet.</summary>
    [DynamicDependency(Kept.Members, typeof(AuditEntry))]
    [DynamicDependency(Kept.Members, typeof(AuditChange))]
    public static void AddEntries(TableDefinition table)
    {
        if (table.Entities.All(e => e.Audit is null) || table.Entities.Any(e => e.ClrType == typeof(AuditEntry)))
        {
            return;
        }

        var entry = new EntityDefinition<AuditEntry> { TenantProperty = nameof(AuditEntry.Tenant), IsShared = table.TenantProperty is null };
        table.Entities.Add(entry);
        table.NestedTypes.Add(typeof(AuditChange));
        var isTenantOwned = table.TenantProperty is not null;
        new EntityBuilder<AuditEntry>(entry).HasKey(
            Template(
                isTenantOwned ? $"{TenantPrefix(table)}{{0}}#AUDIT#{{1}}#{{2}}" : "AUDIT#{0}#{1}",
                isTenantOwned ? [nameof(AuditEntry.Tenant), nameof(AuditEntry.EntityType), nameof(AuditEntry.EntityKey)]
                    : [nameof(AuditEntry.EntityType), nameof(AuditEntry.EntityKey)]),
            a => $"AT#{a.At}#{a.Id}");
    }

    // As the keys of the other entities begin, so that a rule about leading keys holds for the trail too.
    private static string TenantPrefix(TableDefinition table)
    {
        var key = table.Entities.FirstOrDefault(e => e is { Audit: not null, IsShared: false, Key.Partition: not null })?.Key;
        var parts = key is null ? null : KeyLambdaReader.Read(key.Partition!, "", []);
        var literal = parts?.TakeWhile(p => p.Literal is not null).Aggregate("", (text, part) => text + part.Literal) ?? "";
        return literal.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal);
    }

    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "An array of objects can always be made.")]
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "The entries of the trail are an entity, which is kept.")]
    private static Expression<Func<AuditEntry, string>> Template(string format, IEnumerable<string> properties)
    {
        var entry = Expression.Parameter(typeof(AuditEntry), "a");
        var values = Expression.NewArrayInit(typeof(object), properties.Select(p => Expression.Property(entry, p)));
        var text = Expression.Call(typeof(string).GetMethod(nameof(string.Format), [typeof(string), typeof(object[])])!, Expression.Constant(format), values);
        return Expression.Lambda<Func<AuditEntry, string>>(text, entry);
    }
}
