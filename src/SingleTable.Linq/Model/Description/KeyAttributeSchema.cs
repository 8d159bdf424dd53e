using SingleTable.Linq.Keys;

namespace SingleTable.Linq;

/// <summary>One attribute of a key of one entity: text of several parts, or the value of one property.</summary>
/// <param name="Name">The attribute's name.</param>
/// <param name="Type">Its type by DynamoDB's name: <c>S</c>, <c>N</c> or <c>B</c>.</param>
/// <param name="IsPartition">Whether it is of the partition key; else it is of the sort key.</param>
public sealed record KeyAttributeSchema(string Name, string Type, bool IsPartition)
{
    /// <summary>The parts of the text, in their order; empty where the attribute is the value of <see cref="Property"/>.</summary>
    public IReadOnlyList<KeyPartSchema> Parts { get; init; } = [];

    /// <summary>The property whose value the attribute is, as it is stored; null where it is text of <see cref="Parts"/>.</summary>
    public string? Property { get; init; }

    /// <summary>Whether <see cref="Property"/> is the tenant of the scope. Of a text its parts tell.</summary>
    public bool IsTenant { get; init; }

    /// <summary>The attribute as the model says it, for example <c>TENANT#{TenantId}#ORG#{Id}</c>.</summary>
    public override string ToString() => Property ?? string.Concat(Parts);
}

/// <summary>One part of the text of a key; exactly one of the two is set.</summary>
/// <param name="Literal">Text that is the same in all keys.</param>
/// <param name="Property">The property whose value stands here.</param>
public sealed record KeyPartSchema(string? Literal, string? Property)
{
    /// <summary>The format of the value, as in <c>{Id:D4}</c>; or null.</summary>
    public string? Format { get; init; }

    /// <summary>Whether the value is the tenant of the scope.</summary>
    public bool IsTenant { get; init; }

    /// <summary>How the text of the value is written.</summary>
    public KeyEncoding Encoding { get; init; }

    /// <summary>The text of a string as it stands in this place of a key, with its escapes.</summary>
    /// <param name="value">The value of the property.</param>
    /// <exception cref="KeyValueException">It is empty, not well-formed, or holds what <see cref="KeyEncoding.Raw"/> cannot carry.</exception>
    public string Encode(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (value.Length == 0)
        {
            throw new KeyValueException(KeyValueCodes.Empty, $"{Property ?? "The text"} is empty, and cannot stand in a key. Give it a value.") { Property = Property };
        }

        var writer = new KeyWriter(stackalloc byte[128]);
        try
        {
            writer.AppendEscaped(value, Encoding);
            return writer.ToString();
        }
        catch (SlotValueException fault)
        {
            throw new KeyValueException(fault.Code, $"{Property ?? "The text"} {fault.Message}.", fault) { Property = Property };
        }
        finally
        {
            writer.Dispose();
        }
    }

    /// <summary>The part as the model says it.</summary>
    public override string ToString() => Literal ?? (Format is null ? $"{{{Property}}}" : $"{{{Property}:{Format}}}");
}
