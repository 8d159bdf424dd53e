using SingleTable.Linq.Design.Tests.Models;
namespace SingleTable.Linq.Design.Tests;
public class SmokeTests
{
    [Fact]
    public void Writes()
    {
        var db = Seed.Table();
        Seed.Report(db).Save("/tmp/design-out", "seed");
        Seed.Patterns(new TableReport(db), db).Save("/tmp/design-out", "shapes");
    }
}
