using System.Text;
using SingleTable.Linq.Diagnostics;

namespace SingleTable.Linq.Model.Description;

/// <summary>Writes a schema for people: what belongs together stands below each other.</summary>
internal static class SchemaText
{
    public static string Of(TableSchema table)
    {
        var text = new StringBuilder($"{table.Name}  ({table.PartitionKey}, {table.SortKey})\n");
        AppendRows(text,
        [
            ["type", table.TypeAttribute],
            .. table.TenantProperty is { } tenant ? [["tenant", tenant]] : (string[][])[],
            .. table.TimeToLiveAttribute is { } attribute ? [["expires", attribute]] : (string[][])[],
        ]);
        AppendSection(text, "Indexes", table.Indexes.Select(i => new[] { i.Name, Attributes(i), Holds(i) }));
        AppendSection(text, "Item collections", table.ItemCollections.Select(c => new[] { Title(c), string.Join(", ", c.Entities) }));
        foreach (var entity in table.Entities)
        {
            text.Append('\n').Append(Of(entity));
        }

        return text.ToString();
    }

    public static string Of(EntitySchema entity)
    {
        var text = new StringBuilder(entity.Name);
        text.Append(entity.Base is { } parent ? $" : {parent}" : "")
            .Append(entity.TypeName == entity.Name ? "" : $"  (type '{entity.TypeName}')").Append('\n');
        string[][] keys = [.. entity.IndexKeys.Prepend(entity.Key).Select(k => new[] { k.Index ?? "key", k.PartitionKey, k.SortKey ?? "" })];
        string[][] children = [.. entity.Children.Select(c => new[] { c.Property, $"every {c.Entity} {c.Belongs}" })];
        string[][] expiry = entity.TimeToLive is { } property ? [["expires", $"at {property}{(entity.Lifetime is { } lifetime ? $", {lifetime}" : "")}"]] : [];
        var kept = entity.KeepFor is { } keepFor ? $", kept for {keepFor:c}" : "";
        string[][] deletion = entity.SoftDelete is { } deletedAt ? [["deleted", $"at {deletedAt}{kept}"]] : [];
        string[][] properties = [.. entity.Properties.Select(p => new[] { p.Name, Type(p), Notes(p) })];
        string[][][] blocks = [keys, children, expiry, deletion, properties];
        var width = blocks.SelectMany(rows => rows).Max(row => row[0].Length);
        foreach (var rows in blocks)
        {
            AppendRows(text, rows, width);
        }

        return text.ToString();
    }

    public static string Attributes(IndexSchema index) => index.SortKey is null
        ? $"({index.PartitionKey})"
        : $"({index.PartitionKey}, {index.SortKey}{(index.HasNumericSortKey ? ": number" : "")})";

    private static string Holds(IndexSchema index) => index switch
    {
        { IsTypeIndex: true } => "by type, in the order of creation",
        { IsLocal: true } => "local",
        { Attributes: [] } => "holds the keys only",
        { Attributes: { } some } => $"holds {string.Join(", ", some)}",
        _ => "",
    };

    public static string Title(ItemCollectionSchema collection) =>
        (collection.Index is null ? "" : $"{collection.Index}: ") + (collection.Name is null ? "" : $"{collection.Name} = ") + collection.Shape;

    public static string Type(PropertySchema property) =>
        TypeText.Of(property.ClrType) + (property.IsNullable && !property.ClrType.IsValueType ? "?" : "");

    public static string Notes(PropertySchema property)
    {
        string?[] notes =
        [
            property.IsKey ? "key" : null,
            property.Attribute == property.Name ? null : $"stored as {property.Attribute}",
            property.OnCreate is null ? null : $"on create: {property.OnCreate}",
            property.OnUpdate is null ? null : $"on update: {property.OnUpdate}",
            property.IsSealed ? "sealed" : null,
        ];
        return string.Join(", ", notes.OfType<string>());
    }

    private static void AppendSection(StringBuilder text, string title, IEnumerable<string[]> rows)
    {
        string[][] all = [.. rows];
        if (all.Length > 0)
        {
            AppendRows(text.Append('\n').Append(title).Append('\n'), all);
        }
    }

    private static void AppendRows(StringBuilder text, string[][] rows, int firstWidth = 0)
    {
        foreach (var row in rows)
        {
            var line = string.Join("  ", row.Select((cell, column) => cell.PadRight(Math.Max(column == 0 ? firstWidth : 0, rows.Max(r => r[column].Length)))));
            text.Append("  ").Append(line.TrimEnd()).Append('\n');
        }
    }
}
