using Amazon.DynamoDBv2.Model;
using SingleTable.Linq.InMemory;
using SingleTable.Linq.Tests.Models;

namespace SingleTable.Linq.Tests.Reading;

public class SmokeTests
{
    [Fact]
    public async Task Explains()
    {
        var db = new InMemoryDynamoDb();
        var lines = new List<string>();
        var client = db.CreateClient();
        var table = new SaasTable(new TableOptions<SaasTable>(client) { Log = lines.Add, SensitiveLogging = true }.ForTenant("acme"));
        await client.CreateTableAsync(table.CreateTableRequest());
        var orgId = "o1"; var teamId = "t1";
        async Task Put(Dictionary<string, string> values)
        {
            await client.PutItemAsync("MultiTenantApp", values.ToDictionary(v => v.Key, v => v.Value.StartsWith("N:", StringComparison.Ordinal) ? new AttributeValue { N = v.Value[2..] } : new AttributeValue(v.Value)));
        }
        var pk = "TENANT#acme#ORG#o1";
        await Put(new() { ["pk"] = pk, ["sk"] = "#METADATA", ["_type"] = "acme#Organization", ["_timestamp"] = "2026", ["Id"] = "o1", ["TenantId"] = "acme", ["Name"] = "Acme", ["Plan"] = "Pro", ["MaxUsers"] = "N:5", ["CreatedAt"] = "2026-01-01T00:00:00.0000000Z" });
        foreach (var t in new[] { "t1", "t10", "t2" })
        {
            await Put(new() { ["pk"] = pk, ["sk"] = $"TEAM#{t}", ["_type"] = "acme#Team", ["_timestamp"] = "2026", ["Id"] = t, ["TenantId"] = "acme", ["OrganizationId"] = "o1", ["Name"] = "Team " + t, ["MemberCount"] = "N:2" });
            foreach (var m in new[] { "m1", "m2" })
                await Put(new() { ["pk"] = pk, ["sk"] = $"TEAM#{t}#MEMBER#{m}", ["_type"] = "acme#TeamMember", ["_timestamp"] = "2026", ["Id"] = m, ["TenantId"] = "acme", ["OrganizationId"] = "o1", ["TeamId"] = t, ["Username"] = "u" + m, ["Role"] = "Admin" });
        }

        var org = await table.Organizations.Include(o => o.Teams).ThenInclude(t => t.Members.OrderByDescending(m => m.Username)).SingleAsync(o => o.Id == orgId);
        org.Teams.Count.ShouldBe(3);
        org.Teams.ShouldAllBe(t => t.Members.Count == 2);
        org.Teams[0].Members[0].Username.ShouldBe("um2");
        (await table.Teams.SingleOrDefaultAsync(t => t.OrganizationId == orgId && t.Id == teamId))!.Name.ShouldBe("Team t1");
        (await table.Teams.FindAsync(orgId, teamId))!.Name.ShouldBe("Team t1");
        (await table.Teams.Where(t => t.OrganizationId == orgId).ToListAsync()).Count.ShouldBe(3);
        var withMembers = await table.Teams.Include(t => t.Members).SingleAsync(t => t.OrganizationId == orgId && t.Id == teamId);
        withMembers.Members.Count.ShouldBe(2);
        (await table.Members.Where(m => m.OrganizationId == orgId && m.TeamId == teamId).Select(m => new { m.Username, m.Role }).ToListAsync()).Count.ShouldBe(2);
        (await table.Teams.CountAsync(t => t.OrganizationId == orgId && t.MemberCount > 1)).ShouldBe(3);
        (await table.Teams.AnyAsync(t => t.OrganizationId == orgId && t.Name == "zzz")).ShouldBeFalse();
        lines.Add(table.Projects.Where(p => p.TeamId == teamId && p.Status == ProjectStatus.Active).OrderByDescending(p => p.CreatedAt).Take(20).Explain());
        lines.Add(table.Projects.Where(p => p.TeamId == teamId && p.Status == ProjectStatus.Active).Explain());
        lines.Add(Should.Throw<QueryTranslationException>(() => table.Organizations.Where(o => o.Name == "x").Explain()).Message);
        lines.Add(table.Organizations.UsingIndex("TypeIndex").Explain());
        lines.Add(table.Readings.Where(r => r.Device == "d" && r.Time >= new DateTime(2026, 1, 1) && r.IsAlarm).Explain());
        lines.Add(table.Readings.Where(r => r.Device == "d" && r.Severity > 3).Explain());
        throw new Exception(string.Join("\n", lines));
    }
}
