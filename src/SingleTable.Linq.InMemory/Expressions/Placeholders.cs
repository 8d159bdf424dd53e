using System.Text.Json;
using SingleTable.Linq.InMemory.Protocol;
using SingleTable.Linq.InMemory.Values;

namespace SingleTable.Linq.InMemory.Expressions;

/// <summary>ExpressionAttributeNames and ExpressionAttributeValues of one request, with the check that each of them is used.</summary>
internal sealed class Placeholders
{
    private const int LongestPlaceholder = 255;

    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DynamoValue> _values = new(StringComparer.Ordinal);
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);

    /// <param name="request">The object that carries the members.</param>
    /// <param name="hasExpression">Whether any expression is there that could use them.</param>
    /// <param name="takesValues">A request with a projection alone knows no values.</param>
    /// <param name="expressions">The expressions that the request has not, for the error.</param>
    public Placeholders(RequestObject request, bool hasExpression, string expressions, bool takesValues = true)
    {
        var names = request.Map("ExpressionAttributeNames");
        var values = takesValues ? request.Map("ExpressionAttributeValues") : null;
        if (!hasExpression)
        {
            if (names is not null)
                throw Errors.Validation("ExpressionAttributeNames can only be specified when using expressions");
            if (values is not null)
                throw Errors.Validation($"ExpressionAttributeValues can only be specified when using expressions: {expressions}");
        }
        if (names is not null) ReadNames(names);
        if (values is not null) ReadValues(values);
    }

    private void ReadNames(List<KeyValuePair<string, JsonElement>> names)
    {
        if (names.Count == 0) throw Errors.Validation("ExpressionAttributeNames must not be empty");
        foreach (var (key, json) in names)
        {
            CheckKey("ExpressionAttributeNames", key, '#');
            string name = json.ValueKind == JsonValueKind.String ? json.GetString()! : throw Errors.Serialization("Unexpected value type in payload");
            if (name.Length == 0)
                throw Errors.Validation($"ExpressionAttributeNames contains invalid value: Value cannot be empty for key {key}");
            _names.Add(key, name);
        }
    }

    private void ReadValues(List<KeyValuePair<string, JsonElement>> values)
    {
        if (values.Count == 0) throw Errors.Validation("ExpressionAttributeValues must not be empty");
        foreach (var (key, json) in values)
        {
            CheckKey("ExpressionAttributeValues", key, ':');
            try
            {
                _values.Add(key, ValueReader.Read(json));
            }
            catch (ServiceException error) when (error.ShortName == "ValidationException")
            {
                throw Errors.Validation($"ExpressionAttributeValues contains invalid value: {error.Message} for key {key}");
            }
        }
    }

    private static void CheckKey(string member, string key, char sign)
    {
        bool valid = key.Length > 1 && key[0] == sign && key.AsSpan(1).IndexOfAnyExcept(WordParts) < 0;
        if (!valid) throw Errors.Validation($"{member} contains invalid key: Syntax error; key: \"{key}\"");
        if (key.Length > LongestPlaceholder)
            throw Errors.Validation($"{member} contains invalid key: The key is longer than {LongestPlaceholder} bytes; key: \"{key}\"");
    }

    private static readonly System.Buffers.SearchValues<char> WordParts =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");

    public string? Name(string placeholder)
    {
        _used.Add(placeholder);
        return _names.GetValueOrDefault(placeholder);
    }

    public DynamoValue? Value(string placeholder)
    {
        _used.Add(placeholder);
        return _values.GetValueOrDefault(placeholder);
    }

    /// <summary>After all expressions of the request were parsed.</summary>
    public void RefuseUnused()
    {
        Refuse("ExpressionAttributeNames", _names.Keys);
        Refuse("ExpressionAttributeValues", _values.Keys);
    }

    private void Refuse(string member, IEnumerable<string> keys)
    {
        var unused = keys.Where(k => !_used.Contains(k)).ToList();
        if (unused.Count > 0) throw Errors.Validation($"Value provided in {member} unused in expressions: keys: {{{string.Join(", ", unused)}}}");
    }
}
