using System.Buffers;
using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using SingleTable.Linq.Execution;
using SingleTable.Linq.Model;
using SingleTable.Linq.Translation;
using SingleTable.Linq.Writing.Companions;

namespace SingleTable.Linq.Writing.Moving;

/// <summary>One item that moves: deleted at the one key while it is as it was read, created at the other.</summary>
/// <param name="Stored">The item.</param>
/// <param name="After">The values that it has then.</param>
/// <param name="Delete">Its deletion.</param>
/// <param name="Create">The new item.</param>
internal sealed record MovedItem(StoredItem Stored, object?[] After, WriteAction Delete, WriteAction Create)
{
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public EntityModel Entity => Stored.Entity;

    /// <param name="scope">The scope.</param>
    /// <param name="stored">The item.</param>
    /// <param name="changed">Its values with what the move changes; the rest of what follows is done here.</param>
    public static MovedItem Of(ExecutionScope scope, StoredItem stored, object?[] changed)
    {
        var (entity, before, after) = (stored.Entity, stored.Values, (object?[])changed.Clone());
        var context = EntityValues.GenerationContext(scope, entity);
        foreach (var property in entity.Properties)
        {
            var (old, current) = (before[property.Index], after[property.Index]);
            if (property.OnUpdate is { } generator && !property.IsKey && AuditText.Of(property, old) == AuditText.Of(property, current))
            {
                after[property.Index] = EntityValues.Generate(entity, property, generator, context);
            }
        }

        if (entity.Lifetime is { } lifetime
            && (lifetime.IsSliding || (lifetime.Duration is { } duration && AuditText.Of(duration, before[duration.Index]) != AuditText.Of(duration, after[duration.Index]))))
        {
            Lifetimes.Begin(entity, after, context.UtcNow);
        }

        // What counts others is theirs, and may have changed since.
        foreach (var counter in entity.Counts)
        {
            after[counter.Property.Index] = before[counter.Property.Index];
        }

        var target = new BoundTarget(entity, stored.Key, before, IsLoaded: true, ConstantPredicate.True, scope.Bind([]))
        {
            SeesDeleted = entity.IsDeleted(before),
        };
        if (entity.Version is { } version)
        {
            var held = Versions.Of(version, before);
            after[version.Index] = Versions.Number(version, held + 1);
            target = target.If(
                Predicates.And([Versions.Holds(version, held), .. entity.Counts.Select(c => ItemUpdate.Holds(c.Property, before[c.Property.Index]))]), held);
        }
        else
        {
            target = target.If(Unchanged(stored), version: null);
        }

        var create = BoundTarget.OfValues(scope, entity, after, null);
        var item = Json(scope, stored, create.Key, after, context.UtcNow);
        return new MovedItem(
            stored, after, new WriteAction(WriteKind.Move, target, isConditional: true), new WriteAction(WriteKind.Create, create, isConditional: false, item));
    }

    private static Predicate Unchanged(StoredItem stored)
    {
        var entity = stored.Entity;
        var kept = Derived(entity).Concat(entity.Properties.Where(p => p.IsKey || p.IsTenant).Select(p => p.AttributeName)).ToHashSet(StringComparer.Ordinal);
        var absent = entity.Properties.Select(p => p.AttributeName).Where(a => !kept.Contains(a) && !stored.Raw.ContainsKey(a));
        ImmutableArray<(string, byte[]?)> attributes =
        [
            .. stored.Raw.Where(a => !kept.Contains(a.Key)).Select(a => (a.Key, (byte[]?)Bytes(a.Value!))),
            .. absent.Select(a => (a, (byte[]?)null)),
        ];
        return attributes.IsEmpty ? ConstantPredicate.True : new UnchangedPredicate(attributes);
    }

    private static byte[] Json(ExecutionScope scope, StoredItem stored, ItemKey to, object?[] after, DateTimeOffset now)
    {
        var entity = stored.Entity;
        var old = Written(stored.Key, stored.Values);
        foreach (var attribute in Derived(entity))
        {
            old.TryAdd(attribute, null);
        }

        var item = Bytes(ItemMerge.Members(stored.Raw, old, Written(to, after)));
        ItemSize.Check(entity, item);
        return item;

        JsonObject Written(ItemKey key, object?[] values) =>
            JsonNode.Parse(ItemJson.Write(entity, key, values, SystemAttributes.Of(entity, values, scope.Tenant, now)))!.AsObject();
    }

    // What the library makes of the values, anew for the new ones: only the time of creation stays.
    private static IEnumerable<string> Derived(EntityModel entity)
    {
        var table = entity.Table;
        List<string?> attributes =
        [
            table.PartitionKey, table.SortKey, table.TypeAttribute, table.WriteIdAttribute, table.TypeIndex?.SortAttribute, table.TimeToLiveAttribute,
        ];
        foreach (var key in entity.Keys.Skip(1).Where(k => !k.IsNative))
        {
            attributes.Add(key.HasOwnPartition ? key.PartitionAttribute : null);
            attributes.Add(key.HasOwnSort ? key.SortAttribute : null);
        }

        return attributes.OfType<string>();
    }

    private static byte[] Bytes(JsonNode node)
    {
        var output = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(output, s_options))
        {
            node.WriteTo(writer);
        }

        return output.WrittenSpan.ToArray();
    }
}
