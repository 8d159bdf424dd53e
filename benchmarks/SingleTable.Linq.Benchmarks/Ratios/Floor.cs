using System.Text.Json;
using SingleTable.Linq.Benchmarks.Canned;
using SingleTable.Linq.Benchmarks.Model;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Benchmarks.Ratios;

internal static class Floor
{
    public static int Run()
    {
        foreach (var (op, len) in new[] { (DynamoOperation.GetItem, 200), (DynamoOperation.PutItem, 620), (DynamoOperation.UpdateItem, 500), (DynamoOperation.TransactWriteItems, 1800), (DynamoOperation.BatchWriteItem, 16000), (DynamoOperation.BatchGetItem, 9000) })
        {
            foreach (var own in new[] { false, true })
            {
                var client = CannedClient.Create(op == DynamoOperation.UpdateItem ? Bodies.Updated(Sample.Member(1)) : op == DynamoOperation.GetItem ? Bodies.Get(Sample.Member(1)) : op == DynamoOperation.BatchGetItem ? Bodies.Batch(Sample.Members(100)) : "{}"u8.ToArray(), own ? new CachedEndpointProvider() : null);
                var transport = DynamoTransport.For(client);
                var request = new Fixed(op, len);
                var cost = new Interleaved([() => { using var r = Scenario.Now(transport.SendAsync(request, default)); return null; }]).Measure(20);
                Console.WriteLine($"{op} own={own} time={cost[0].Nanoseconds / 1000:F2} alloc={cost[0].Bytes:F0}");
            }
        }

        var db = new BenchTable(new TableOptions<BenchTable>(CannedClient.Create([])).ForTenant("T"));
        Tree("where3", () => Where(db, "a", "b", "c"));
        Tree("where3+when", () => { Where(db, "a", "b", "c"); return When(5); });
        Tree("where2", () => Where2(db, "a", "b"));
        Tree("where1", () => Where1(db, "a"));
        Tree("member", () => Member());
        return 0;
    }

    private static object Where(BenchTable db, string o, string t, string i) => db.Members.Where(m => m.OrganizationId == o && m.TeamId == t && m.Id == i);
    private static object Where2(BenchTable db, string o, string t) => db.Teams.Where(m => m.OrganizationId == o && m.Id == t);
    private static object Where1(BenchTable db, string o) => db.Organizations.Where(m => m.Id == o);
    private static object When(int n) { System.Linq.Expressions.Expression<Func<TeamMember, bool>> e = m => m.LoginCount >= n; return e; }
    private static object Member() { System.Linq.Expressions.Expression<Func<TeamMember, int>> e = m => m.LoginCount; return e; }

    private static void Tree(string name, Func<object?> f)
    {
        var cost = new Interleaved([f]).Measure(20);
        Console.WriteLine($"{name} time={cost[0].Nanoseconds / 1000:F2} alloc={cost[0].Bytes:F0}");
    }

    private sealed class Fixed(DynamoOperation op, int len) : WireRequest
    {
        private readonly string _text = new('x', len);
        public override DynamoOperation Operation => op;
        public override string TableName => BenchTable.TableName;
        public override void WriteBody(DynamoJsonWriter writer)
        {
            writer.WriteStartObject();
            writer.WriteString("T"u8, _text);
            writer.WriteEndObject();
        }
    }
}
