using System.Buffers;
using System.Text.Json;
using SingleTable.Linq.Design.Exports;

namespace SingleTable.Linq.Design.Policies;

/// <summary>Writes the policy of a tenant: a statement for the table and one for each index, each with the keys that the tenant has there.</summary>
internal static class PolicyWriter
{
    private const int MostCharacters = 6144;

    private static readonly string[] s_reads = ["dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query"];
    private static readonly string[] s_writes =
        ["dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem", "dynamodb:BatchWriteItem", "dynamodb:ConditionCheckItem"];
    private static readonly SearchValues<char> s_variable = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789:/._+=@-");

    public static TenantPolicy Write(TableSchema model, TenantPolicyOptions options)
    {
        Check(model, options);
        List<PolicyPlace> places = [.. new PolicyPlaces(model, options).All()];
        if (places.All(p => p.Patterns.Count == 0))
        {
            throw new ExportException("STL5303", $"No key of table {model.Name} begins with the tenant, so that no policy can keep tenants apart: {string.Join(' ', places.SelectMany(p => p.Warnings).Distinct())}");
        }

        var table = $"arn:{options.Partition}:dynamodb:{options.Region}:{options.Account}:table/{model.Name}";
        var json = JsonText.Write(json =>
        {
            json.WriteString("Version", "2012-10-17");
            json.WriteObjects("Statement", places.Where(p => p.Patterns.Count > 0).Select((place, i) => (place, i)), entry =>
            {
                var (place, i) = entry;
                json.WriteString("Sid", FormattableString.Invariant($"{(place.Index is null ? "Table" : "Index")}{i}"));
                json.WriteString("Effect", "Allow");
                json.WriteArray("Action", place.Index is not null ? ["dynamodb:Query"] : options.IsReadOnly ? s_reads : [.. s_reads, .. s_writes], json.WriteStringValue);
                json.WriteString("Resource", place.Index is null ? table : $"{table}/index/{place.Index}");
                json.WriteObject("Condition", () =>
                {
                    json.WriteObject("ForAllValues:StringLike", () => json.WriteArray("dynamodb:LeadingKeys", place.Patterns, json.WriteStringValue));

                    // Of no values at all the line above is true.
                    json.WriteObject("Null", () => json.WriteString("dynamodb:LeadingKeys", "false"));
                });
            });
        });
        return new TenantPolicy(json, [.. Warnings(options, json), .. places.SelectMany(p => p.Warnings).Distinct()]);
    }

    private static void Check(TableSchema model, TenantPolicyOptions options)
    {
        if (model.TenantProperty is null)
        {
            throw new ExportException("STL5302", $"The table {model.Name} has no tenants, so there is no policy for one. Name the tenant's property with HasTenant.");
        }

        if (options.Variable.Length == 0 || options.Variable.AsSpan().ContainsAnyExcept(s_variable))
        {
            throw new ArgumentException($"'{options.Variable}' is no policy variable. Name one without the braces, for example aws:PrincipalTag/tenant.", nameof(options));
        }

        foreach (var part in new[] { options.Partition, options.Region, options.Account })
        {
            if (part != "*" && (part.Length == 0 || !part.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')))
            {
                throw new ArgumentException($"'{part}' cannot be in the name of a resource (ARN).", nameof(options));
            }
        }
    }

    private static IEnumerable<string> Warnings(TenantPolicyOptions options, string json)
    {
        yield return "Scans, and statements of PartiQL, are not allowed: they have no leading keys.";
        if (options.Tenant is null)
        {
            yield return $"The value of {options.Variable} is taken as it is: a tenant whose id holds a space, '!', '\"', '#' or '$' reaches nothing.";
            if (!options.Variable.StartsWith("aws:PrincipalTag/", StringComparison.Ordinal) && !options.Variable.StartsWith("aws:RequestTag/", StringComparison.Ordinal))
            {
                yield return $"Values of {options.Variable} must never hold '#', '*' or '?', which tags cannot hold: they would reach other keys.";
            }
        }

        var length = json.Count(c => !char.IsWhiteSpace(c));
        if (length > MostCharacters)
        {
            yield return FormattableString.Invariant($"The policy has {length} characters, but IAM takes {MostCharacters} in a managed one: divide its statements.");
        }
    }
}
