using SingleTable.Linq.Browsing;
using SingleTable.Linq.Design.Tests.Models;

namespace SingleTable.Linq.Design.Tests.Browser;

/// <summary>The page in a real browser: everything can be read, in light and dark, and used by the keyboard. The page and pictures of it stay in <see cref="Chromium.Artifacts"/>.</summary>
public sealed class PageTests(OneBrowser browser) : IClassFixture<OneBrowser>, IAsyncLifetime
{
    public ValueTask InitializeAsync()
    {
        Assert.SkipWhen(Chromium.Missing is not null, Chromium.Missing ?? "");
        return default;
    }

    public ValueTask DisposeAsync() => default;

    [Theory]
    [InlineData("seed", "light", 1440)]
    [InlineData("seed", "dark", 1440)]
    [InlineData("shapes", "light", 1440)]
    [InlineData("shapes", "dark", 1440)]
    [InlineData("wide", "light", 1280)]
    [InlineData("wide", "dark", 1900)]
    public async Task Everything_can_be_read(string name, string scheme, int width)
    {
        var page = await OpenAsync(name, scheme, width);
        await page.ScreenshotAsync(Path.Combine(Chromium.Artifacts, $"report-{name}-{scheme}.png"));
        await page.EvaluateAsync<object>("document.querySelectorAll('details').forEach(d => d.open = true)");
        (await page.OverlapsAsync()).ShouldBeEmpty();
        (await page.FaintAsync()).ShouldBeEmpty();
        (await CutAsync(page)).ShouldBeEmpty();
        page.Errors.ShouldBeEmpty();
        page.Loaded.ShouldAllBe(u => u.StartsWith("file:", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("seed", "light")]
    [InlineData("wide", "dark")]
    public async Task On_a_telephone_the_page_stays_and_wide_tables_scroll(string name, string scheme)
    {
        var page = await OpenAsync(name, scheme, 390);
        await page.ScreenshotAsync(Path.Combine(Chromium.Artifacts, $"report-{name}-{scheme}-390.png"));
        await page.EvaluateAsync<object>("document.querySelectorAll('details').forEach(d => d.open = true)");
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBe(390);
        (await page.FaintAsync()).ShouldBeEmpty();
        (await page.EvaluateAsync<bool>("document.querySelector('.scroll').scrollWidth > document.querySelector('.scroll').clientWidth")).ShouldBeTrue();
        await page.TabToAsync(".scroll");
        await page.PressAsync("ArrowRight", 5);
        await page.UntilAsync("document.activeElement.scrollLeft > 0");
    }

    [Fact]
    public async Task The_keyboard_gets_everywhere_in_the_order_of_the_page()
    {
        var page = await OpenAsync("seed", "light", 1440);
        await page.PressAsync("Tab");
        (await page.EvaluateAsync<string>("document.activeElement.textContent")).ShouldBe("Skip to the table");
        await page.UntilAsync("document.activeElement.getBoundingClientRect().top >= 0");
        List<string> order = [];
        for (var i = 0; i < 22; i++)
        {
            (await page.ShowsFocusAsync()).ShouldBeTrue(await page.EvaluateAsync<string>("document.activeElement.outerHTML.slice(0, 200)"));
            order.Add(await page.EvaluateAsync<string>("document.activeElement.className + ' ' + (document.activeElement.matches('.scroll') ? '' : document.activeElement.textContent.trim().slice(0, 14))"));
            await page.PressAsync("Tab");
        }

        order.Select(o => o.Trim()).ShouldBe(
        [
            "skip Skip to the ta", "tag e0 Organization", "tag e1 Team", "tag e2 TeamMember", "tag e3 Project", "tag e4 WebDomain", "tag e5 AuditLog",
            "The table", "Index TypeInde", "Index GSI1", "Access pattern", "Entities", "scroll", "scroll", "scroll", "scroll",
            "Organization T", "Team TENANT#{T", "TeamMember TEN", "Project TENANT", "WebDomain TENA", "AuditLog TENAN",
        ]);

        await page.TabToAsync("#entity-1 > summary", backwards: true);
        await page.PressAsync("Enter");
        await page.UntilAsync("document.querySelector('#entity-1').open");
        await page.TabToAsync(".skip", backwards: true);
        await page.PressAsync("Enter");
        await page.UntilAsync("location.hash === '#main' && document.activeElement.id === 'main'");
    }

    [Fact]
    public async Task Assistive_technology_is_told_of_tables_and_their_names()
    {
        var nodes = await (await OpenAsync("seed", "light", 1440)).AccessibleAsync();
        nodes.Where(n => n.Role == "table").Select(n => n.Name).ShouldBe(
        [
            "Item collections and their items, in the order of the sort key", "Items by _type", "Items by gsi1pk", "Each pattern with the requests that answer it (RCU: read capacity units)",
        ]);
        nodes.Where(n => n.Role == "region").Select(n => n.Name).ShouldContain("Items by gsi1pk");
        nodes.ShouldContain(n => n.Role == "rowheader" && n.Name.Replace(" ", "") == "TENANT#acme#ORG#o1");
        nodes.ShouldContain(n => n.Role == "columnheader" && n.Name == "Sort key sk");
        nodes.Count(n => n.Role == "heading").ShouldBeGreaterThan(6);
        nodes.ShouldContain(n => n.Role == "navigation" && n.Name == "Sections");
        nodes.ShouldContain(n => n.Role == "main");
    }

    // What is wider or higher than its own box. A row is as high as its own cells, also where a cell of several rows begins in it.
    private static Task<List<string>> CutAsync(BrowserPage page) => page.EvaluateAsync<List<string>>("""
        [...document.querySelectorAll('body *')].filter(e => e.checkVisibility() && !e.matches('.scroll, tr, tbody') && getComputedStyle(e).display !== 'inline'
          && (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1) && e.clientWidth > 0)
          .map(e => `${e.tagName} ${e.className} ${e.textContent.trim().slice(0, 40)} ${e.scrollWidth}x${e.scrollHeight} in ${e.clientWidth}x${e.clientHeight}`)
        """);

    private async Task<BrowserPage> OpenAsync(string name, string scheme, int width)
    {
        var (seed, wide) = (Seed.Table(), Wide.Table());
        var report = name switch
        {
            "seed" => Seed.Report(seed),
            "shapes" => Seed.Shapes(seed),
            _ => Wide.Report(wide),
        };
        var file = Path.Combine(Chromium.Artifacts, $"report-{name}.html");
        await File.WriteAllTextAsync(file, report.ToHtml());
        var page = await browser.Chromium!.NewPageAsync(width);
        await page.PreferAsync(scheme);
        await page.GoAsync(new Uri(file));
        return page;
    }
}
