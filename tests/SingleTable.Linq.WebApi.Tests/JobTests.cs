using System.Net.ServerSentEvents;
using System.Text.Json;

namespace SingleTable.Linq.WebApi.Tests;

public sealed class JobTests(Api api) : IClassFixture<Api>
{
    [Fact]
    public async Task A_job_tells_its_steps_until_it_is_done()
    {
        using var http = api.CreateClient();
        var tenant = Api.NewTenant();
        var project = await http.ProjectAsync(tenant, 25);
        using var started = await http.PostAsync($"{project}/jobs", null);
        ((int)started.StatusCode).ShouldBe(202);
        var job = started.Headers.Location!.ToString();
        var states = await WatchAsync(http, job);
        states[^1].Text("phase").ShouldBe("Done");
        states[^1].GetProperty("changed").GetInt32().ShouldBe(25);
        states[^1].GetProperty("total").GetInt32().ShouldBe(25);
        states.Select(s => s.GetProperty("changed").GetInt32()).ShouldBe(states.Select(s => s.GetProperty("changed").GetInt32()).Order());
        (await http.JsonAsync($"{project}/items?status=Open")).GetProperty("items").GetArrayLength().ShouldBe(0);
        (await http.JsonAsync(job)).Text("phase").ShouldBe("Done");
        (await WatchAsync(http, job)).ShouldHaveSingleItem().Text("phase").ShouldBe("Done");
        (await http.ProblemAsync(HttpMethod.Get, job.Replace(tenant, Api.NewTenant(), StringComparison.Ordinal))).Status.ShouldBe(404);
        (await http.ProblemAsync(HttpMethod.Post, $"{job}/resume")).Status.ShouldBe(409);
    }

    [Fact]
    public async Task A_job_that_was_stopped_goes_on_where_it_was()
    {
        await using var slow = new Api { Settings = { ["Jobs:Pause"] = "00:10:00", ["Jobs:Step"] = "10" } };
        using var http = slow.CreateClient();
        var project = await http.ProjectAsync("t", 25);
        using var started = await http.PostAsync($"{project}/jobs", null);
        var job = started.Headers.Location!.ToString();
        await UntilAsync(http, job, s => s.GetProperty("changed").GetInt32() == 10);
        var watching = WatchAsync(http, job);
        (await http.PostAsync($"{job}/stop", null)).EnsureSuccessStatusCode();
        (await watching)[^1].ShouldSatisfyAllConditions(s => s.Text("phase").ShouldBe("Stopped"), s => s.GetProperty("changed").GetInt32().ShouldBe(10));

        for (var done = 20; done <= 30; done += 10)
        {
            (await http.PostAsync($"{job}/resume", null)).EnsureSuccessStatusCode();
            await UntilAsync(http, job, s => s.GetProperty("changed").GetInt32() == Math.Min(done, 25));
            (await http.PostAsync($"{job}/stop", null)).EnsureSuccessStatusCode();
            await UntilAsync(http, job, s => s.GetProperty("isOver").GetBoolean());
        }

        var items = (await http.JsonAsync($"{project}/items?size=100")).GetProperty("items").EnumerateArray().ToList();
        items.ShouldAllBe(i => i.Text("status") == "Done" && i.GetProperty("version").GetInt32() == 2);
    }

    [Fact]
    public async Task A_job_whose_table_fails_says_so_and_can_be_gone_on_with()
    {
        await using var own = new Api();
        using var http = own.CreateClient();
        var project = await http.ProjectAsync("t", 5);
        var rule = own.Database.Faults.On("UpdateItem").Error("AccessDeniedException", "no").Always();
        using var started = await http.PostAsync($"{project}/jobs", null);
        var job = started.Headers.Location!.ToString();
        (await WatchAsync(http, job))[^1].ShouldSatisfyAllConditions(s => s.Text("phase").ShouldBe("Failed"), s => s.Text("error").ShouldBe("STL3140"));
        rule.Hits.ShouldBeGreaterThan(0);
        own.Database.Faults.Clear();
        (await http.PostAsync($"{job}/resume", null)).EnsureSuccessStatusCode();
        (await WatchAsync(http, job))[^1].ShouldSatisfyAllConditions(s => s.Text("phase").ShouldBe("Done"), s => s.GetProperty("changed").GetInt32().ShouldBe(5));
    }

    [Fact]
    public async Task A_job_whose_connection_breaks_fails_alone()
    {
        await using var own = new Api();
        using var http = own.CreateClient();
        var project = await http.ProjectAsync("t", 5);
        own.Database.Faults.On("Query").ResetBeforeCommit().Always();
        using var started = await http.PostAsync($"{project}/jobs", null);
        var job = started.Headers.Location!.ToString();
        (await WatchAsync(http, job))[^1].Text("phase").ShouldBe("Failed");
        own.Database.Faults.Clear();
        (await http.PostAsync($"{job}/resume", null)).EnsureSuccessStatusCode();
        (await WatchAsync(http, job))[^1].Text("phase").ShouldBe("Done");
    }

    private static async Task UntilAsync(HttpClient http, string job, Func<JsonElement, bool> condition)
    {
        for (var i = 0; i < 400; i++)
        {
            if (condition(await http.JsonAsync(job)))
            {
                return;
            }

            await Task.Delay(25);
        }

        throw new TimeoutException((await http.JsonAsync(job)).ToString());
    }

    private static async Task<List<JsonElement>> WatchAsync(HttpClient http, string job)
    {
        await using var stream = await http.GetStreamAsync($"{job}/events");
        List<JsonElement> states = [];
        await foreach (var step in SseParser.Create(stream).EnumerateAsync())
        {
            step.EventType.ShouldBe("progress");
            states.Add(JsonSerializer.Deserialize<JsonElement>(step.Data));
        }

        return states;
    }
}
