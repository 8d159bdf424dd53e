using System.Text.Json;
using SingleTable.Linq.InMemory.Protocol;
using SingleTable.Linq.InMemory.Values;

namespace SingleTable.Linq.InMemory.Operations;

/// <summary>Members that many requests have.</summary>
internal static class RequestParts
{
    public static string TableName(RequestObject request, string member = "tableName")
    {
        string name = request.Text("TableName") ?? throw Errors.Missing(member);
        CheckTableName(name, member);
        return TableFromArn(name);
    }

    public static void CheckTableName(string name, string member)
    {
        if (name.Length == 0) throw Errors.Constraint(name, member, "Member must have length greater than or equal to 1");
    }

    // an ARN may stand wherever a table name may
    public static string TableFromArn(string name) =>
        name.StartsWith("arn:", StringComparison.Ordinal) ? name[(name.IndexOf(":table/", StringComparison.Ordinal) + 7)..] : name;

    public static string? IndexName(RequestObject request)
    {
        string? name = request.Text("IndexName");
        if (name is { Length: < 3 }) throw Errors.Constraint(name, "indexName", "Member must have length greater than or equal to 3");
        return name;
    }

    public static MapValue Attributes(RequestObject request, string member)
    {
        JsonElement json = request.Take(member) ?? throw Errors.Missing(char.ToLowerInvariant(member[0]) + member[1..]);
        return ValueReader.ReadItem(json);
    }
}
