using SingleTable.Linq.InMemory.Expressions;

namespace SingleTable.Linq.InMemory.Legacy;

/// <summary>A top-level attribute; dots and brackets in the name mean nothing here.</summary>
internal static class LegacyPath
{
    public static DocumentPath Of(string attribute) => new([new PathStep(attribute, 0)]);
}
