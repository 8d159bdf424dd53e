using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using SingleTable.Linq.Benchmarks.Model;

namespace SingleTable.Linq.Benchmarks.Canned;

/// <summary>Response bodies as the service writes them.</summary>
internal static class Bodies
{
    public static byte[] Get(TeamMember member) => Write(writer =>
    {
        writer.WritePropertyName("Item");
        WriteItem(writer, Attributes(member), 0);
    });

    /// <summary>What an update returns: the item as it is after it.</summary>
    public static byte[] Updated(TeamMember member) => Write(writer =>
    {
        writer.WritePropertyName("Attributes");
        WriteItem(writer, Attributes(member), 0);
    });

    /// <summary>What a BatchGetItem of one table returns.</summary>
    public static byte[] Batch(IEnumerable<TeamMember> members) => Write(writer =>
    {
        writer.WriteStartObject("Responses");
        writer.WriteStartArray(BenchTable.TableName);
        foreach (var member in members)
        {
            WriteItem(writer, Attributes(member), 0);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteStartObject("UnprocessedKeys");
        writer.WriteEndObject();
    });

    public static byte[] Page(IEnumerable<TeamMember> members) => Page(members.Select(Attributes), isRotated: false);

    /// <summary>A whole partition. Each item begins with another attribute, so that the type stands anywhere.</summary>
    public static byte[] Partition(Organization organization) => Page(Items(organization), isRotated: true);

    /// <summary>The pages of one read, each with the key that the next one goes on behind.</summary>
    public static List<byte[]> Pages(IEnumerable<TeamMember> members, int size) => Pages(members.Select(Attributes), size, isRotated: false);

    /// <summary>A whole partition in pages.</summary>
    public static List<byte[]> Pages(Organization organization, int size) => Pages(Items(organization), size, isRotated: true);

    private static List<byte[]> Pages(IEnumerable<List<Attribute>> items, int size, bool isRotated)
    {
        var pages = items.Chunk(size).ToList();
        return [.. pages.Select((page, i) => Page(page, isRotated, i + 1 == pages.Count ? null : page[^1]))];
    }

    private static IEnumerable<List<Attribute>> Items(Organization organization) =>
        organization.Teams.SelectMany(t => t.Members.Select(Attributes).Prepend(Attributes(t))).Prepend(Attributes(organization));

    private static byte[] Page(IEnumerable<List<Attribute>> items, bool isRotated, List<Attribute>? last = null) => Write(writer =>
    {
        var count = 0;
        writer.WriteStartArray("Items");
        foreach (var item in items)
        {
            WriteItem(writer, item, isRotated ? count % item.Count : 0);
            count++;
        }

        writer.WriteEndArray();
        writer.WriteNumber("Count", count);
        writer.WriteNumber("ScannedCount", count);
        if (last is not null)
        {
            writer.WritePropertyName("LastEvaluatedKey");
            WriteItem(writer, last.FindAll(a => a.Name is "pk" or "sk"), 0);
        }
    });

    private static List<Attribute> Attributes(TeamMember m) =>
    [
        new("Email", "S", m.Email), new("sk", "S", $"TEAM#{m.TeamId}#MEMBER#{m.Id}"), new("TenantId", "S", m.TenantId), new("Id", "S", m.Id),
        new("LoginCount", "N", Text(m.LoginCount)), new("_type", "S", $"{m.TenantId}#{nameof(TeamMember)}"), new("Username", "S", m.Username),
        new("pk", "S", Sample.PartitionKey), new("Role", "S", m.Role.ToString()), new("TeamId", "S", m.TeamId),
        new("JoinedAt", "S", m.JoinedAt.ToString("O", CultureInfo.InvariantCulture)), new("OrganizationId", "S", m.OrganizationId),
    ];

    private static List<Attribute> Attributes(Team t) =>
    [
        new("sk", "S", $"TEAM#{t.Id}"), new("Name", "S", t.Name), new("_type", "S", $"{t.TenantId}#{nameof(Team)}"), new("Id", "S", t.Id),
        new("MemberCount", "N", Text(t.MemberCount)), new("pk", "S", Sample.PartitionKey), new("TenantId", "S", t.TenantId),
        new("OrganizationId", "S", t.OrganizationId),
    ];

    private static List<Attribute> Attributes(Organization o) =>
    [
        new("sk", "S", "#METADATA"), new("Name", "S", o.Name), new("_type", "S", $"{o.TenantId}#{nameof(Organization)}"), new("Id", "S", o.Id),
        new("MaxUsers", "N", Text(o.MaxUsers)), new("pk", "S", Sample.PartitionKey), new("TenantId", "S", o.TenantId),
    ];

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static void WriteItem(Utf8JsonWriter writer, List<Attribute> attributes, int first)
    {
        writer.WriteStartObject();
        for (var i = 0; i < attributes.Count; i++)
        {
            var (name, type, value) = attributes[(first + i) % attributes.Count];
            writer.WriteStartObject(name);
            writer.WriteString(type, value);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static byte[] Write(Action<Utf8JsonWriter> write)
    {
        var output = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(output, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }

        return output.WrittenSpan.ToArray();
    }

    private readonly record struct Attribute(string Name, string Type, string Value);
}
