namespace SingleTable.Linq.Design.Pictures;

/// <summary>What the pages show, in whatever format.</summary>
internal sealed record ReportContent(string Title, TableSchema Model, EntityKinds Kinds, IReadOnlyList<Picture> Pictures, PatternTable Patterns)
{
    /// <summary>What is said of the table at the top.</summary>
    public IEnumerable<(string Name, string Value)> Facts
    {
        get
        {
            yield return ("Keys", $"{Model.PartitionKey}, {Model.SortKey}");
            yield return ("Type", Model.TypeAttribute);
            if (Model.TenantProperty is { } tenant)
            {
                yield return ("Tenant", tenant);
            }

            if (Model.TimeToLiveAttribute is { } expiry)
            {
                yield return ("Expires", expiry);
            }

            yield return ("Entities", Count(Kinds.All.Count));
            yield return ("Item collections", Count(Model.ItemCollections.Count(c => c.Index is null)));
            yield return ("Indexes", Count(Model.Indexes.Count));
            if (Patterns.Rows.Count > 0)
            {
                yield return ("Access patterns", Count(Patterns.Rows.Count));
            }
        }
    }

    public static ReportContent Of(TableReport report)
    {
        var kinds = new EntityKinds(report.Model);
        return new ReportContent(
            report.Title, report.Model, kinds, new PictureFactory(report.Model, kinds, report.Items).All(), PatternTable.Of(report, kinds));
    }

    private static string Count(int count) => count.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
