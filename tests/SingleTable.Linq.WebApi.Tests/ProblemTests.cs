using System.Net;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using WebApi.Http;

namespace SingleTable.Linq.WebApi.Tests;

public sealed class ProblemTests(Api api) : IClassFixture<Api>
{
    [Fact]
    public async Task What_is_not_there_is_404()
    {
        using var http = api.CreateClient();
        var tenant = Api.NewTenant();
        var project = await http.ProjectAsync(tenant, 0);
        foreach (var url in new[] { $"/api/{tenant}/projects/none", $"{project}/items/none", $"/api/{tenant}/jobs/none", $"/api/{tenant}/jobs/none/events", $"/api/{tenant}/nothing" })
        {
            (await http.ProblemAsync(HttpMethod.Get, url)).Status.ShouldBe(404, url);
        }

        (await http.ProblemAsync(HttpMethod.Post, $"/api/{tenant}/projects/none/items", new { title = "x" })).Problem.Text("detail").ShouldBe("There is no such project.");
        (await http.ProblemAsync(HttpMethod.Post, $"/api/{tenant}/projects/none/jobs")).Status.ShouldBe(404);
        (await http.ProblemAsync(HttpMethod.Patch, $"{project}/items/none", new { title = "x" }, "\"1\"")).Status.ShouldBe(404);
        (await http.ProblemAsync(HttpMethod.Delete, $"{project}/items/none", ifMatch: "\"1\"")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task A_name_that_is_taken_is_409_with_its_code_and_property()
    {
        using var http = api.CreateClient();
        var tenant = Api.NewTenant();
        await http.ProjectAsync(tenant, 0, "Website");
        var (status, problem) = await http.ProblemAsync(HttpMethod.Post, $"/api/{tenant}/projects", new { name = " WEBSITE " });
        status.ShouldBe(409);
        problem.Text("code").ShouldBe("STL3007");
        problem.Text("type").ShouldBe("urn:singletable-linq:error:STL3007");
        problem.Text("entity").ShouldBe("Project");
        problem.Text("property").ShouldBe("Name");
        problem.ToString().ShouldNotContain("WEBSITE", Case.Insensitive);
        await http.ProjectAsync(Api.NewTenant(), 0, "Website");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("   ")]
    public async Task Values_that_are_not_valid_are_400_with_the_failures_of_each_property(string? name)
    {
        using var http = api.CreateClient();
        var (status, problem) = await http.ProblemAsync(HttpMethod.Post, $"/api/{Api.NewTenant()}/projects", new { name });
        status.ShouldBe(400);
        problem.Text("code").ShouldBe("STL3151");
        problem.GetProperty("errors").GetProperty("Name")[0].GetString()!.ShouldContain("required");
    }

    [Fact]
    public async Task What_is_no_request_is_400()
    {
        using var http = api.CreateClient();
        var tenant = Api.NewTenant();
        using var response = await http.PostAsync($"/api/{tenant}/projects", new StringContent("{", null, "application/json"));
        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        (await http.ProblemAsync(HttpMethod.Get, $"/api/{tenant}/projects/p/items?status=Sideways")).Status.ShouldBe(400);
    }

    [Fact]
    public async Task A_page_token_serves_its_own_list_and_tenant_only()
    {
        using var http = api.CreateClient();
        var tenant = Api.NewTenant();
        var items = $"{await http.ProjectAsync(tenant, 3)}/items";
        var next = (await http.JsonAsync($"{items}?size=1")).GetProperty("links").Text("next")!;
        foreach (var url in new[]
        {
            $"{next}x", $"{items}?size=1&page=", next.Replace("size=1", "size=1&status=Open", StringComparison.Ordinal),
            next.Replace(tenant, Api.NewTenant(), StringComparison.Ordinal),
        })
        {
            var (status, problem) = await http.ProblemAsync(HttpMethod.Get, url);
            status.ShouldBe(400, url);
            problem.Text("code").ShouldStartWith("STL130");
        }
    }

    [Fact]
    public async Task An_item_is_changed_only_as_it_was_read()
    {
        using var http = api.CreateClient();
        var project = await http.ProjectAsync(Api.NewTenant(), 0);
        using var created = await http.PostAsJsonAsync($"{project}/items", new { title = "First" });
        var (item, tag) = (created.Headers.Location!.ToString(), created.Headers.ETag!.Tag);
        tag.ShouldBe("\"1\"");
        (await http.ProblemAsync(HttpMethod.Patch, item, new { title = "x" })).Status.ShouldBe(428);
        (await http.ProblemAsync(HttpMethod.Patch, item, new { title = "x" }, "what")).Status.ShouldBe(400);
        (await http.ProblemAsync(HttpMethod.Patch, item, new { title = new string('x', 121) }, tag)).Status.ShouldBe(400);

        using var change = new HttpRequestMessage(HttpMethod.Patch, item) { Content = JsonContent.Create(new { status = "Done" }), Headers = { { "If-Match", tag } } };
        using var changed = await http.SendAsync(change);
        changed.Headers.ETag!.Tag.ShouldBe("\"2\"");
        (await http.JsonAsync(item)).ShouldSatisfyAllConditions(i => i.Text("title").ShouldBe("First"), i => i.Text("status").ShouldBe("Done"));

        var (status, problem) = await http.ProblemAsync(HttpMethod.Patch, item, new { title = "Late" }, tag);
        status.ShouldBe(412);
        problem.Text("code").ShouldBe("STL3011");
        problem.GetProperty("currentVersion").GetInt32().ShouldBe(2);
        (await http.ProblemAsync(HttpMethod.Delete, item, ifMatch: tag)).Status.ShouldBe(412);

        using var delete = new HttpRequestMessage(HttpMethod.Delete, item) { Headers = { { "If-Match", "\"2\"" } } };
        (await http.SendAsync(delete)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await http.ProblemAsync(HttpMethod.Get, item)).Status.ShouldBe(404);
    }

    [Fact]
    public async Task Throttling_is_429_and_an_outage_503_and_neither_tells_what_the_service_said()
    {
        await using var own = new Api();
        using var http = own.CreateClient();
        own.Database.Faults.On("Query").Throttle().Always();
        using (var throttled = await http.GetAsync("/api/t/projects"))
        {
            ((int)throttled.StatusCode).ShouldBe(429);
            throttled.Headers.RetryAfter!.ToString().ShouldBe("1");
            throttled.Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem();
        }

        own.Database.Faults.Clear();
        own.Database.Faults.On("Query").Error("AccessDeniedException", "User: arn:aws:iam::123456789012:user/me").Always();
        var (status, problem) = await http.ProblemAsync(HttpMethod.Get, "/api/t/projects");
        status.ShouldBe(503);
        problem.ToString().ShouldNotContain("arn:");
        problem.Text("code").ShouldBe("AccessDeniedException");
    }

    [Fact]
    public async Task A_lost_answer_is_told_as_such()
    {
        await using var own = new Api();
        using var http = own.CreateClient();
        var project = await http.ProjectAsync("t", 1);
        own.Database.Faults.On("UpdateItem").ResetAfterCommit().Always();
        own.Database.Faults.On("GetItem").Skip(1).ResetBeforeCommit().Always();
        var item = (await http.JsonAsync($"{project}/items")).GetProperty("items")[0].Text("id");
        var (status, problem) = await http.ProblemAsync(HttpMethod.Patch, $"{project}/items/{item}", new { title = "x" }, "\"1\"");
        status.ShouldBe(504, problem.ToString());
    }

    // What is a fault of the application, whoever asks, stays 500; every other error of the library has a status that a client can act on.
    [Fact]
    public void Each_error_of_the_library_has_its_status() => typeof(SingleTableException).Assembly.GetExportedTypes()
        .Where(t => t.IsSubclassOf(typeof(SingleTableException)))
        .Where(t => TableProblems.Status((Exception)RuntimeHelpers.GetUninitializedObject(t)) is not { Code: not 500 }).Select(t => t.Name).Order(StringComparer.Ordinal)
        .ShouldBe(["ClientConfigurationException", "ItemFormatException", "KeyMismatchException", "ModelException", "QueryTranslationException", "TableDriftException",
            "TableWarningException", "WriteException"]);
}
