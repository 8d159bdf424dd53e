using System.Text.Json;

namespace SingleTable.Linq.Design.Tests.Exports;

/// <summary>What the public samples of AWS have in common: these members, of these kinds, and names that refer to each other.</summary>
internal static class WorkbenchShape
{
    private static readonly string[] s_types = ["S", "N", "B", "BOOL", "NULL", "M", "L", "SS", "NS", "BS"];

    public static void Check(string json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        Members(root, "ModelName", "ModelMetadata", "DataModel");
        Members(root.GetProperty("ModelMetadata"), "Author", "DateCreated", "DateLastModified", "Description", "AWSService", "Version");
        root.GetProperty("ModelMetadata").EnumerateObject().ShouldAllBe(m => m.Value.ValueKind == JsonValueKind.String);
        DateTime.TryParseExact(root.GetProperty("ModelMetadata").GetProperty("DateCreated").GetString(), "MMM dd, yyyy, hh:mm tt", System.Globalization.CultureInfo.InvariantCulture, default, out _).ShouldBeTrue();
        Table(root.GetProperty("DataModel").EnumerateArray().Single());
    }

    private static void Table(JsonElement table)
    {
        Members(table, "TableName", "KeyAttributes", "NonKeyAttributes", "TableFacets", "GlobalSecondaryIndexes", "TableData", "DataAccess", "BillingMode");
        var types = new Dictionary<string, string>();
        Keys(table, types, isNew: true);
        foreach (var attribute in table.GetProperty("NonKeyAttributes").EnumerateArray())
        {
            types.Add(Attribute(attribute), attribute.GetProperty("AttributeType").GetString()!);
        }

        string[] keys = [.. table.GetProperty("KeyAttributes").EnumerateObject().Select(k => Attribute(k.Value))];
        foreach (var facet in table.GetProperty("TableFacets").EnumerateArray())
        {
            Members(facet, "FacetName", "KeyAttributeAlias", "TableData", "NonKeyAttributes", "DataAccess");
            Members(facet.GetProperty("KeyAttributeAlias"), "PartitionKeyAlias", "SortKeyAlias");
            facet.GetProperty("NonKeyAttributes").EnumerateArray().Select(a => a.GetString()!).ShouldAllBe(a => types.ContainsKey(a) && !keys.Contains(a));
            facet.GetProperty("NonKeyAttributes").EnumerateArray().Select(a => a.GetString()).ShouldBeUnique();
            Source(facet);
            Items(facet, keys);
        }

        foreach (var index in table.GetProperty("GlobalSecondaryIndexes").EnumerateArray())
        {
            Members(index, "IndexName", "KeyAttributes", "Projection");
            Keys(index, types, isNew: false);
            var projection = index.GetProperty("Projection");
            var isInclude = projection.GetProperty("ProjectionType").GetString() == "INCLUDE";
            projection.TryGetProperty("NonKeyAttributes", out var some).ShouldBe(isInclude);
            (isInclude ? some.EnumerateArray().Select(a => a.GetString()!) : []).ShouldAllBe(a => types.ContainsKey(a));
        }

        Source(table);
        Items(table, keys);
        table.GetProperty("BillingMode").GetString().ShouldBe("PAY_PER_REQUEST");
    }

    private static void Keys(JsonElement owner, Dictionary<string, string> types, bool isNew)
    {
        foreach (var key in owner.GetProperty("KeyAttributes").EnumerateObject())
        {
            key.Name.ShouldBeOneOf("PartitionKey", "SortKey");
            var (name, type) = (Attribute(key.Value), key.Value.GetProperty("AttributeType").GetString()!);
            type.ShouldBeOneOf("S", "N", "B");
            (isNew ? types.TryAdd(name, type) : types[name] == type).ShouldBeTrue(name);
        }
    }

    private static void Items(JsonElement owner, string[] keys)
    {
        foreach (var item in owner.GetProperty("TableData").EnumerateArray())
        {
            keys.ShouldAllBe(k => item.GetProperty(k).GetProperty("S").GetString() != null);
            item.EnumerateObject().ShouldAllBe(a => a.Value.EnumerateObject().Count() == 1 && s_types.Contains(a.Value.EnumerateObject().First().Name));
        }
    }

    private static string Attribute(JsonElement attribute)
    {
        Members(attribute, "AttributeName", "AttributeType");
        attribute.GetProperty("AttributeType").GetString().ShouldBeOneOf(s_types);
        return attribute.GetProperty("AttributeName").GetString()!;
    }

    private static void Source(JsonElement owner) => owner.GetProperty("DataAccess").GetProperty("MySql").EnumerateObject().ShouldBeEmpty();

    private static void Members(JsonElement element, params string[] names) => element.EnumerateObject().Select(m => m.Name).ShouldBe(names, ignoreOrder: true);
}
