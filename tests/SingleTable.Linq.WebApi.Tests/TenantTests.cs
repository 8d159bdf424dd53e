using System.Net;
using WebApi.Http;
using WebApi.Model;
using Microsoft.Extensions.DependencyInjection;

namespace SingleTable.Linq.WebApi.Tests;

public sealed class TenantTests(Api api) : IClassFixture<Api>
{
    [Fact]
    public async Task Nothing_of_another_tenant_is_there()
    {
        using var http = api.CreateClient();
        var (mine, other) = (Api.NewTenant(), Api.NewTenant());
        var project = await http.ProjectAsync(mine, 1);
        var item = $"{project}/items/{(await http.JsonAsync($"{project}/items")).GetProperty("items")[0].Text("id")}";
        foreach (var url in new[] { project, item })
        {
            (await http.ProblemAsync(HttpMethod.Get, url.Replace(mine, other, StringComparison.Ordinal))).Status.ShouldBe(404);
        }

        (await http.JsonAsync($"/api/{other}/projects")).GetProperty("items").GetArrayLength().ShouldBe(0);
        (await http.JsonAsync($"{project.Replace(mine, other, StringComparison.Ordinal)}/items")).GetProperty("items").GetArrayLength().ShouldBe(0);
        (await http.ProblemAsync(HttpMethod.Patch, item.Replace(mine, other, StringComparison.Ordinal), new { title = "mine now" }, "\"1\"")).Status.ShouldBe(404);
        (await http.ProblemAsync(HttpMethod.Delete, item.Replace(mine, other, StringComparison.Ordinal), ifMatch: "\"1\"")).Status.ShouldBe(404);
        (await http.ProblemAsync(HttpMethod.Post, $"{project.Replace(mine, other, StringComparison.Ordinal)}/jobs")).Status.ShouldBe(404);
        (await http.JsonAsync(item)).Text("title").ShouldBe("Item 1");
    }

    [Theory]
    [InlineData("a%23PROJECT")]
    [InlineData("%20")]
    [InlineData("%C3%BC%F0%9F%98%80")]
    [InlineData("..%2F..")]
    public async Task Any_text_is_a_tenant_of_its_own(string tenant)
    {
        using var http = api.CreateClient();
        await http.ProjectAsync("a", 0, $"of a {tenant}");
        (await http.JsonAsync($"/api/{tenant}/projects")).GetProperty("items").GetArrayLength().ShouldBe(0);
        await http.ProjectAsync(tenant, 0);
        (await http.JsonAsync($"/api/{tenant}/projects")).GetProperty("items").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task Outside_of_a_request_there_is_no_tenant_and_nothing_can_be_read()
    {
        _ = api.CreateClient();
        await using var scope = api.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<WorkTable>();
        db.Options.Tenant.ShouldBeNull();
        var error = await Should.ThrowAsync<TenantScopeException>(() => db.Projects.ToListAsync());
        TableProblems.Of(error)!.Status.ShouldBe((int)HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task The_application_is_healthy()
    {
        using var http = api.CreateClient();
        (await http.GetStringAsync("/health")).ShouldBe("Healthy");
    }
}
