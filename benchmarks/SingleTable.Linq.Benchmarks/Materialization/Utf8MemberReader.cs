using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using SingleTable.Linq.Benchmarks.Model;

namespace SingleTable.Linq.Benchmarks.Materialization;

/// <summary>A page of members by Utf8JsonReader, mapped by hand: no string for a name, a number or a date.</summary>
internal static class Utf8MemberReader
{
    public static List<TeamMember> Page(ReadOnlySpan<byte> body)
    {
        var members = new List<TeamMember>();
        var reader = new Utf8JsonReader(body);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isItems = reader.ValueTextEquals("Items"u8);
            reader.Read();
            if (!isItems)
            {
                reader.Skip();
                continue;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
            {
                members.Add(Member(ref reader));
            }
        }

        return members;
    }

    private static TeamMember Member(ref Utf8JsonReader reader)
    {
        string id = "", tenant = "", organization = "", team = "", username = "", email = "";
        var (role, joinedAt, logins) = (Role.Viewer, default(DateTime), 0);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            switch (reader.ValueSpan)
            {
                case var name when name.SequenceEqual("Id"u8):
                    id = Text(ref reader);
                    break;
                case var name when name.SequenceEqual("TenantId"u8):
                    tenant = Text(ref reader);
                    break;
                case var name when name.SequenceEqual("OrganizationId"u8):
                    organization = Text(ref reader);
                    break;
                case var name when name.SequenceEqual("TeamId"u8):
                    team = Text(ref reader);
                    break;
                case var name when name.SequenceEqual("Username"u8):
                    username = Text(ref reader);
                    break;
                case var name when name.SequenceEqual("Email"u8):
                    email = Text(ref reader);
                    break;
                case var name when name.SequenceEqual("Role"u8):
                    role = RoleOf(Value(ref reader));
                    reader.Read();
                    break;
                case var name when name.SequenceEqual("JoinedAt"u8):
                    joinedAt = Utf8Parser.TryParse(Value(ref reader), out DateTime time, out _, 'O') ? time : throw new FormatException();
                    reader.Read();
                    break;
                case var name when name.SequenceEqual("LoginCount"u8):
                    logins = Utf8Parser.TryParse(Value(ref reader), out int number, out _) ? number : throw new FormatException();
                    reader.Read();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new()
        {
            Id = id, TenantId = tenant, OrganizationId = organization, TeamId = team, Username = username, Email = email, Role = role, JoinedAt = joinedAt,
            LoginCount = logins,
        };
    }

    private static string Text(ref Utf8JsonReader reader)
    {
        Value(ref reader);
        var text = reader.GetString()!;
        reader.Read();
        return text;
    }

    // {"S": value}: behind it stands the end of the object.
    private static ReadOnlySpan<byte> Value(ref Utf8JsonReader reader)
    {
        reader.Read();
        reader.Read();
        reader.Read();
        return reader.ValueSpan;
    }

    private static Role RoleOf(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("Viewer"u8) ? Role.Viewer
        : name.SequenceEqual("Member"u8) ? Role.Member
        : name.SequenceEqual("Admin"u8) ? Role.Admin
        : Enum.Parse<Role>(Encoding.UTF8.GetString(name));
}
