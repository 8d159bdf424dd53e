using System.Globalization;
using SingleTable.Linq.Model;

namespace SingleTable.Linq.Execution.Pages;

internal static class PageErrors
{
    public static QueryTranslationException Take(EntityModel entity) =>
        Refused(entity, "Take limits the whole result, and a page has its size. Leave Take out");

    public static QueryTranslationException SeveralPartitions(EntityModel entity) =>
        Refused(entity, "it reads a list of keys or partitions with several requests, which have no common place to go on from. Read it whole with "
            + "ToListAsync(), or page through one partition at a time");

    public static QueryTranslationException Tree(EntityModel entity) =>
        Refused(entity, "a tree is put together from all of its nodes. Read it whole with ToListAsync()");

    public static QueryTranslationException Interleaved(EntityModel entity) =>
        Refused(entity, "between a parent and its children may be other parents (keys of an index may be equal, or go on with a character below the separator), so "
            + "that no page holds whole families. Read it whole with ToListAsync(), or page without Include");

    public static QueryTranslationException Hydrate(EntityModel entity) =>
        Refused(entity, "the items are fetched after their keys. Page through what the index holds (Select), or read with AsAsyncEnumerable()");

    public static QueryTranslationException Segments(EntityModel entity) =>
        Refused(entity, "the segments of a parallel Scan have no order. Write AllowScan() without segments");

    public static ArgumentOutOfRangeException Size(int size, int most) => new(
        nameof(size), size, string.Create(CultureInfo.InvariantCulture, $"A page holds 1 to {most} results (TableOptions.MaxMaterializedItems)."));

    private static QueryTranslationException Refused(EntityModel entity, string reason) =>
        new("STL1302", $"The query of {entity.Name} cannot be read in pages: {reason}.") { Entity = entity.Name };
}
