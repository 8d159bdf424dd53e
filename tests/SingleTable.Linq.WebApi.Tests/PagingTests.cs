using System.Text.Json;

namespace SingleTable.Linq.WebApi.Tests;

public sealed class PagingTests(Api api) : IClassFixture<Api>
{
    [Theory]
    [InlineData("")]
    [InlineData("&status=Open")]
    public async Task Links_lead_through_all_items_and_back(string filter)
    {
        using var http = api.CreateClient();
        var items = $"{await http.ProjectAsync(Api.NewTenant(), 7)}/items";
        List<string> there = [], back = [];
        string? url = $"{items}?size=3{filter}", last = null;
        for (; url is not null; url = await ReadAsync(http, url, there, "next"))
        {
            last = url;
            url.ShouldContain("size=3");
            url.Contains("status=Open", StringComparison.Ordinal).ShouldBe(filter.Length > 0);
        }

        there.Count.ShouldBe(7);
        there.ShouldBe(there.Distinct().Order(StringComparer.Ordinal).Reverse().OrderByDescending(x => x, StringComparer.Ordinal));
        var pages = 0;
        for (url = last; url is not null; url = await ReadAsync(http, url, back, "prev"))
        {
            pages++;
        }

        pages.ShouldBe(3);
        back.Order(StringComparer.Ordinal).ShouldBe(there.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_page_is_one_query_and_the_header_has_the_links_of_the_body()
    {
        using var http = api.CreateClient();
        var items = $"{await http.ProjectAsync(Api.NewTenant(), 3)}/items";
        using var response = await http.GetAsync($"{items}?size=2&status=Open");
        var next = (await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync())).RootElement.GetProperty("links").Text("next");
        response.Headers.GetValues("Link").ShouldBe([$"<{next}>; rel=\"next\""]);
        Uri.UnescapeDataString(response.Headers.GetValues("X-DynamoDB-Requests").ShouldHaveSingleItem())
            .ShouldBe("Query Work/ByStatus  gsi1pk = ?  gsi1sk begins_with ?  desc  limit 3");
    }

    // Names of parameters are read in any case.
    [Fact]
    public async Task A_link_has_one_token_however_the_request_writes_its_name()
    {
        using var http = api.CreateClient();
        var items = $"{await http.ProjectAsync(Api.NewTenant(), 5)}/items";
        List<string> ids = [];
        for (var url = $"{items}?size=2"; url is not null; url = (await ReadAsync(http, url, ids, "next"))?.Replace("page=", "Page=", StringComparison.Ordinal))
        {
        }

        ids.Distinct().Count().ShouldBe(5);
    }

    [Theory]
    [InlineData("size=1000000", 100)]
    [InlineData("size=-1", 1)]
    [InlineData("", 20)]
    public async Task Sizes_are_kept_within_reason(string query, int limit)
    {
        using var http = api.CreateClient();
        using var response = await http.GetAsync($"/api/{Api.NewTenant()}/projects?{query}");
        Uri.UnescapeDataString(response.Headers.GetValues("X-DynamoDB-Requests").Single()).ShouldEndWith($"limit {limit + 1}");
    }

    private static async Task<string?> ReadAsync(HttpClient http, string url, List<string> ids, string link)
    {
        var page = await http.JsonAsync(url);
        ids.AddRange(page.GetProperty("items").EnumerateArray().Select(i => i.Text("id")!));
        return page.GetProperty("links").Text(link);
    }
}
