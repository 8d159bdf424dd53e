using System.Text.Json;
using SingleTable.Linq.Design.Tests.Models;
using SingleTable.Linq.InMemory;

namespace SingleTable.Linq.Design.Tests.Exports;

/// <summary>The data models have the shape of those that AWS publishes for NoSQL Workbench.</summary>
public sealed class WorkbenchTests
{
    [Fact]
    public void All_models_have_the_shape_of_the_public_ones()
    {
        var (count, omitted) = (0, 0);
        foreach (var context in TestModels.All(InMemoryDynamoDb.NewClient))
        {
            var isWhole = context.Model.Indexes.All(i => !i.IsLocal && i.PartitionAttributes.Count == 1 && i.SortAttributes.Count <= 1);
            if (isWhole)
            {
                WorkbenchShape.Check(TableExport.Workbench(context));
            }
            else
            {
                var error = Should.Throw<ExportException>(() => TableExport.Workbench(context));
                error.Code.ShouldBe("STL5301");
                var json = TableExport.Workbench(context, omitUnsupportedIndexes: true);
                WorkbenchShape.Check(json);
                json.ShouldContain(" Left out: index ");
                omitted++;
            }

            count++;
        }

        count.ShouldBeGreaterThan(25);
        omitted.ShouldBeGreaterThan(1);
    }

    [Fact]
    public void The_seed_with_its_sample_items()
    {
        var db = Seed.Table();
        var json = TableExport.Workbench(db, Seed.Report(db).Items);
        WorkbenchShape.Check(json);
        using var document = JsonDocument.Parse(json);
        var table = document.RootElement.GetProperty("DataModel")[0];
        table.GetProperty("TableData").GetArrayLength().ShouldBe(11);
        var facets = table.GetProperty("TableFacets").EnumerateArray().ToDictionary(f => f.GetProperty("FacetName").GetString()!);
        facets.Keys.ShouldBe(["Organization", "Team", "TeamMember", "Project", "WebDomain", "AuditLog"]);
        facets["Team"].GetProperty("TableData").GetArrayLength().ShouldBe(2);
        facets["Team"].GetProperty("KeyAttributeAlias").GetProperty("SortKeyAlias").GetString().ShouldBe("TEAM#{Id}");
        table.GetProperty("GlobalSecondaryIndexes").EnumerateArray().Select(i => i.GetProperty("IndexName").GetString()).ShouldBe(["GSI1", "TypeIndex"], ignoreOrder: true);
        table.GetProperty("NonKeyAttributes").EnumerateArray().Select(a => $"{a.GetProperty("AttributeName")} {a.GetProperty("AttributeType")}")
            .ShouldContain(a => a == "Changes M");
    }

    [Fact]
    public void The_same_model_gives_the_same_text() => TableExport.Workbench(Seed.Table()).ShouldBe(TableExport.Workbench(Seed.Table("other")));
}
