using System.Text;
using System.Text.Json;

namespace SingleTable.Linq.Design.Tests.Policies;

/// <summary>Decides as IAM does, with the part of its language that the policies use; anything else is an error.</summary>
internal sealed class PolicyInterpreter(string json, IReadOnlyDictionary<string, string>? variables = null)
{
    /// <summary>Whether a request is allowed: one statement allows it, none denies.</summary>
    /// <param name="action">The action.</param>
    /// <param name="resource">The ARN.</param>
    /// <param name="leadingKeys">The partition keys that the request names; null where it names none.</param>
    public bool Allows(string action, string resource, IReadOnlyList<string>? leadingKeys)
    {
        using var policy = JsonDocument.Parse(json);
        policy.RootElement.EnumerateObject().Select(m => m.Name).ShouldBe(["Version", "Statement"]);
        policy.RootElement.GetProperty("Version").GetString().ShouldBe("2012-10-17", "older versions have no variables");
        return policy.RootElement.GetProperty("Statement").EnumerateArray().ToList().Exists(s => Applies(s, action, resource, leadingKeys));
    }

    private bool Applies(JsonElement statement, string action, string resource, IReadOnlyList<string>? leadingKeys)
    {
        statement.EnumerateObject().Select(m => m.Name).ShouldBe(["Sid", "Effect", "Action", "Resource", "Condition"]);
        statement.GetProperty("Sid").GetString()!.ShouldMatch("^[A-Za-z0-9]+$");
        statement.GetProperty("Effect").GetString().ShouldBe("Allow");
        return statement.GetProperty("Action").EnumerateArray().Any(a => a.GetString() == action)
            && Like(resource, statement.GetProperty("Resource").GetString()!)
            && statement.GetProperty("Condition").EnumerateObject().All(c => Holds(c, leadingKeys));
    }

    private bool Holds(JsonProperty condition, IReadOnlyList<string>? leadingKeys)
    {
        var key = condition.Value.EnumerateObject().Single();
        key.Name.ShouldBe("dynamodb:LeadingKeys");
        return condition.Name switch
        {
            // True also where the request has no such key at all.
            "ForAllValues:StringLike" => (leadingKeys ?? []).All(value => key.Value.EnumerateArray().Any(p => Like(value, p.GetString()!))),
            "Null" => leadingKeys is null == (key.Value.GetString() == "true"),
            var other => throw new NotSupportedException(other),
        };
    }

    // "*" is any text, "?" one character; "${*}", "${?}" and "${$}" are the signs themselves, and other "${…}" variables, whose values are taken as they are.
    private bool Like(string value, string pattern)
    {
        var tokens = new List<(char C, bool IsWildcard)>();
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == '$' && i + 1 < pattern.Length && pattern[i + 1] == '{')
            {
                var end = pattern.IndexOf('}', i);
                var name = pattern[(i + 2)..end];
                if (name is not ("*" or "?" or "$") && !(variables?.ContainsKey(name) ?? false))
                {
                    // Without a value nothing matches.
                    return false;
                }

                tokens.AddRange((name is "*" or "?" or "$" ? name : variables![name]).Select(c => (c, name is not ("*" or "?" or "$") && c is '*' or '?')));
                i = end;
            }
            else
            {
                tokens.Add((pattern[i], pattern[i] is '*' or '?'));
            }
        }

        var matches = new bool[value.Length + 1];
        matches[0] = true;
        foreach (var (c, isWildcard) in tokens)
        {
            var next = new bool[value.Length + 1];
            for (var i = 0; i <= value.Length; i++)
            {
                next[i] = (isWildcard, c) switch
                {
                    (true, '*') => matches[i] || (i > 0 && next[i - 1]),
                    (true, _) => i > 0 && matches[i - 1],
                    _ => i > 0 && matches[i - 1] && value[i - 1] == c,
                };
            }

            matches = next;
        }

        return matches[value.Length];
    }
}
