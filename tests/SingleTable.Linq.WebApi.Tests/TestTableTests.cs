using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SingleTable.Linq.InMemory;
using WebApi.Model;

namespace SingleTable.Linq.WebApi.Tests;

/// <summary>A whole application on the table of a test, as docs/testing.md says it.</summary>
public sealed class TestTableTests
{
    [Fact]
    public async Task What_an_endpoint_sends_is_asserted()
    {
        using var test = new TestTable<WorkTable>(options => new WorkTable(options));
        await test.SeedAsync("acme", new Project { Id = "p1", Name = "Apollo" });
        await using var application = new Application(test);
        using var client = application.CreateClient();
        using var sent = test.Requests.Record();

        (await client.JsonAsync("/api/acme/projects/p1")).Text("name").ShouldBe("Apollo");

        // The application's own seed may still be under way.
        sent.Where(line => line.Contains("TENANT#acme ", StringComparison.Ordinal)).ShouldBe(["GetItem Work  pk = TENANT#acme  sk = PROJECT#p1"]);
    }

    [Fact]
    public async Task A_fault_becomes_what_the_application_makes_of_it()
    {
        using var test = new TestTable<WorkTable>(options => new WorkTable(options));
        test.Faults.On("GetItem").Key("TENANT#acme").Always().Throttle();
        await using var application = new Application(test);
        using var client = application.CreateClient();

        using var answer = await client.GetAsync("/api/acme/projects/p1");

        ((int)answer.StatusCode).ShouldBe(429);
        test.Faults.ShouldHaveStruck();
    }

    private sealed class Application(TestTable<WorkTable> test) : WebApplicationFactory<Program>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder) => builder
            .ConfigureLogging(log => log.ClearProviders())
            .ConfigureTestServices(services => services.AddSingleTable<WorkTable>(o => o.UseTestTable(test)));
    }
}
