using System.Globalization;

namespace SingleTable.Linq.InMemory.Testing;

/// <summary>Numbers in messages.</summary>
internal static class Counted
{
    public static string Requests(int count) => string.Create(CultureInfo.InvariantCulture, $"{count} request{(count == 1 ? "" : "s")}");
}
