using SingleTable.Linq.InMemory.Protocol;
using SingleTable.Linq.InMemory.Storage;
using SingleTable.Linq.InMemory.Values;

namespace SingleTable.Linq.InMemory.Operations;

/// <summary>Attribute definitions, key schemas, indexes and throughput of CreateTable and UpdateTable.</summary>
internal sealed class SchemaReader(Dictionary<string, KeyAttribute> attributes, bool onDemand)
{
    private const int MostKeyAttributes = 4;

    public static KeyAttribute[] Attributes(RequestObject request)
    {
        var definitions = request.Objects("AttributeDefinitions") ?? [];
        var read = definitions.ConvertAll(d =>
        {
            string name = d.Text("AttributeName") ?? throw Errors.Missing("attributeDefinitions.1.member.attributeName");
            string type = d.Choice("AttributeType", "", "attributeDefinitions.1.member.attributeType", "B", "N", "S");
            d.Done();
            return new KeyAttribute(name, Enum.Parse<ValueKind>(type));
        });
        if (read.DistinctBy(a => a.Name, StringComparer.Ordinal).Count() < read.Count)
            throw Errors.InvalidParameter("Cannot have two attributes with the same name");
        return [.. read];
    }

    /// <param name="owner">The object with the KeySchema.</param>
    /// <param name="most">One hash and one range attribute, but up to four of each in a global index.</param>
    public KeyDesign Key(RequestObject owner, int most = 1)
    {
        var elements = owner.Objects("KeySchema") ?? throw Errors.Missing("keySchema");
        var parts = elements.ConvertAll(e =>
        {
            string name = e.Text("AttributeName") ?? throw Errors.Missing("keySchema.1.member.attributeName");
            string type = e.Choice("KeyType", "", "keySchema.1.member.keyType", "HASH", "RANGE");
            e.Done();
            return (Name: name, Hash: type == "HASH");
        });
        if (parts.Count == 0) throw Errors.Constraint("[]", "keySchema", "Member must have length greater than or equal to 1");
        if (!parts[0].Hash) throw Errors.Validation("Invalid KeySchema: The first KeySchemaElement is not a HASH key type");
        if (parts.Count > 2 * most) throw Errors.Constraint("[...]", "keySchema", $"Member must have length less than or equal to {2 * most}");
        int hashes = parts.TakeWhile(p => p.Hash).Count();
        bool wellOrdered = parts.Skip(hashes).All(p => !p.Hash);
        if (most == 1 && parts.Count == 2 && parts[1].Hash)
            throw Errors.Validation("Invalid KeySchema: The second KeySchemaElement is not a RANGE key type");
        if (!wellOrdered || hashes > most || parts.Count - hashes > most)
            throw Errors.Validation($"Invalid KeySchema: at most {most} HASH elements followed by at most {most} RANGE elements are allowed");
        if (parts.DistinctBy(p => p.Name, StringComparer.Ordinal).Count() < parts.Count)
            throw Errors.Validation("Both the Hash Key and the Range Key element in the KeySchema have the same name");
        var undefined = parts.Where(p => !attributes.ContainsKey(p.Name)).Select(p => p.Name).ToList();
        if (undefined.Count > 0)
        {
            throw Errors.InvalidParameter("Some index key attributes are not defined in AttributeDefinitions. " +
                $"Keys: [{string.Join(", ", undefined)}], AttributeDefinitions: [{string.Join(", ", attributes.Keys)}]");
        }
        return new KeyDesign([.. parts.Take(hashes).Select(p => attributes[p.Name])], [.. parts.Skip(hashes).Select(p => attributes[p.Name])]);
    }

    public IndexDefinition Index(RequestObject request, KeyDesign table, bool global)
    {
        string name = request.Text("IndexName") ?? throw Errors.Missing("indexName");
        if (name.Length is < 3 or > 255)
            throw Errors.Constraint(name, "indexName", "Member must have length between 3 and 255");
        var key = Key(request, global ? MostKeyAttributes : 1);
        if (!global)
        {
            if (table.Range.Length == 0)
                throw Errors.InvalidParameter("Table KeySchema does not have a range key, which is required when specifying a LocalSecondaryIndex");
            if (key.Range.Length == 0) throw Errors.InvalidParameter($"Index KeySchema does not have a range key for index: {name}");
            if (key.Hash[0] != table.Hash[0])
                throw Errors.InvalidParameter($"Index KeySchema does not have the same leading hash key as table KeySchema for index: {name}");
        }
        var projection = request.Object("Projection") ?? throw Errors.Missing("projection");
        string type = projection.Text("ProjectionType") ?? throw Errors.InvalidParameter("Unknown ProjectionType: null");
        var included = projection.Texts("NonKeyAttributes");
        projection.Done();
        var throughput = global ? Throughput(request, onDemand) : null;
        request.Done();
        if (type is not ("ALL" or "KEYS_ONLY" or "INCLUDE")) throw Errors.InvalidParameter($"Unknown ProjectionType: {type}");
        if (type != "INCLUDE" && included is not null)
            throw Errors.InvalidParameter($"ProjectionType is {type}, but NonKeyAttributes is specified");
        if (type == "INCLUDE" && included is null)
            throw Errors.InvalidParameter("ProjectionType is INCLUDE, but NonKeyAttributes is not specified");
        var keys = key.All.Concat(table.All).Select(k => k.Name);
        IReadOnlySet<string>? projected = type == "ALL" ? null : keys.Concat(included ?? []).ToHashSet(StringComparer.Ordinal);
        return new IndexDefinition(name, key, global, type, included?.ToArray() ?? [], projected, throughput);
    }

    public static Throughput? Throughput(RequestObject request, bool onDemand)
    {
        var units = request.Object("ProvisionedThroughput");
        long read = units?.Long("ReadCapacityUnits") ?? 0;
        long write = units?.Long("WriteCapacityUnits") ?? 0;
        units?.Done();
        if (onDemand)
        {
            if (units is not null && (read, write) != (0, 0))
            {
                throw Errors.InvalidParameter("Neither ReadCapacityUnits nor WriteCapacityUnits can be specified " +
                    "when BillingMode is PAY_PER_REQUEST");
            }
            return null;
        }
        if (units is null)
            throw Errors.InvalidParameter("ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED");
        if (read < 1)
            throw Errors.Constraint($"{read}", "provisionedThroughput.readCapacityUnits", "Member must have value greater than or equal to 1");
        if (write < 1)
            throw Errors.Constraint($"{write}", "provisionedThroughput.writeCapacityUnits", "Member must have value greater than or equal to 1");
        return new Throughput(read, write);
    }
}
