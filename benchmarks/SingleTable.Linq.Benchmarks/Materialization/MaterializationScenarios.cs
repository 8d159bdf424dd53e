using Amazon.DynamoDBv2.Model;
using Amazon.DynamoDBv2.Model.Internal.MarshallTransformations;
using Amazon.Runtime.Internal.Transform;
using SingleTable.Linq.Benchmarks.Canned;
using SingleTable.Linq.Benchmarks.Model;
using SingleTable.Linq.Benchmarks.Peers;
using SingleTable.Linq.Execution;
using SingleTable.Linq.Materialization;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Benchmarks.Materialization;

/// <summary>From the body of a Query to entities, without client and request.</summary>
internal static class MaterializationScenarios
{
    public const string Utf8Name = "utf8-json-reader";
    public const string SdkName = "sdk-unmarshaller";

    private const int Items = 100;

    public static IEnumerable<Scenario> All => [Page()];

    public static Scenario Page()
    {
        var expected = Sample.Members(Items);
        var body = Bodies.Page(expected);
        var table = BenchTable.Over(CannedClient.Create(body));
        var (organizationId, teamId) = (Sample.OrganizationId, Sample.TeamId);
        var query = table.Executor.Bind(table.Members.Where(m => m.OrganizationId == organizationId && m.TeamId == teamId).Expression);
        return new(
            Area.Materialization,
            "materialize-100",
            "Body of 100 items (55 KB)",
            expected,
            new("own-reader", () => Own(table, query, body)),
            new Variant(Utf8Name, () => Utf8MemberReader.Page(body)),
            new Variant(SdkName, () => Sdk(body)));
    }

    // With the checks of type and key that every query makes.
    private static List<TeamMember> Own(BenchTable table, BoundQuery query, byte[] body)
    {
        var members = new List<TeamMember>();
        var reader = new ItemReader(table.Scope, query, query.Plan.Entity);
        var page = new PageReader(body);
        reader.StartPage();
        while (page.MoveNextItem())
        {
            var frame = new ItemFrame();
            if (reader.Read(ref page.Item, ref frame, out _) is { } member)
            {
                members.Add((TeamMember)member);
            }
        }

        return members;
    }

    private static List<TeamMember> Sdk(byte[] body)
    {
        using var context = new JsonUnmarshallerContext(new MemoryStream(body), maintainResponseBody: false, responseData: null, isException: false);
        var response = (QueryResponse)QueryResponseUnmarshaller.Instance.Unmarshall(context);
        var members = new List<TeamMember>(response.Items.Count);
        foreach (var item in response.Items)
        {
            members.Add(LowLevel.Member(item));
        }

        return members;
    }
}
