using SingleTable.Linq.Browsing;

namespace SingleTable.Linq.WebApi.Tests;

/// <summary>The page of the sample in a real browser, with the keyboard alone. Pictures of it stay in <see cref="Chromium.Artifacts"/>.</summary>
public sealed class BrowserTests(OneBrowser browser) : IClassFixture<OneBrowser>, IAsyncLifetime
{
    private readonly Api _api = new() { Settings = { ["Jobs:Pause"] = "00:00:00.6" } };

    public ValueTask InitializeAsync()
    {
        Assert.SkipWhen(Chromium.Missing is not null, Chromium.Missing ?? "");
        _api.UseKestrel(0);
        _api.StartServer();
        return default;
    }

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task Everything_can_be_done_with_the_keyboard()
    {
        var page = await OpenAsync();
        await page.UntilAsync("document.querySelectorAll('#items li').length === 8");

        // The first stop leads past the projects.
        await page.PressAsync("Tab");
        (await page.EvaluateAsync<string>("document.activeElement.textContent")).ShouldBe("Skip to the items");

        // A project, and a second one of the same name.
        await AddAsync(page, "#project-name", "Launch");
        await page.UntilAsync("document.querySelector('#projects [aria-current=true]')?.textContent === 'Launch' && !document.querySelector('#empty').hidden");
        await AddAsync(page, "#project-name", "launch");
        await page.UntilAsync("!document.querySelector('#problem').hidden");
        (await page.EvaluateAsync<string>("document.querySelector('#problem').textContent")).ShouldStartWith("STL3007: The value is taken.");
        (await page.EvaluateAsync<bool>("document.activeElement.value === 'launch'")).ShouldBeTrue();

        // Items: added, done, renamed, deleted.
        for (var i = 1; i <= 12; i++)
        {
            await AddAsync(page, "#item-title", $"Step {i}");
            await page.UntilAsync($"document.querySelector('#status').textContent === 'Step {i} is added.'");
        }

        (await page.EvaluateAsync<bool>("document.querySelector('#problem').hidden")).ShouldBeTrue();
        await page.TabToAsync("#items li:first-child input");
        await page.PressAsync(" ");
        await page.UntilAsync("document.querySelector('#items li:first-child').classList.contains('done') && document.activeElement.matches('#items li:first-child input')");
        await page.TabToAsync("[aria-label='Rename Step 11']");
        await page.PressAsync("Enter");
        await page.TypeAsync("The eleventh step");
        await page.PressAsync("Enter");
        await page.UntilAsync("document.activeElement.ariaLabel === 'Rename The eleventh step'");
        await page.PressAsync("Enter");
        await page.PressAsync("Escape");
        await page.UntilAsync("document.activeElement.ariaLabel === 'Rename The eleventh step'");
        await page.TabToAsync("[aria-label='Delete Step 10']");
        await page.PressAsync("Enter");
        await page.UntilAsync("document.querySelector('#status').textContent === 'Step 10 is deleted.' && document.activeElement.id === 'items'");

        // Pages, there and back.
        await page.TabToAsync("#next");
        await page.PressAsync("Enter");
        await page.UntilAsync("document.querySelectorAll('#items li').length === 3 && document.activeElement.id === 'prev'");
        await page.PressAsync("Enter");
        await page.UntilAsync("document.querySelectorAll('#items li').length === 8 && document.activeElement.id === 'next'");

        // One status by the index.
        await page.TabToAsync("input[name=status]", backwards: true);
        await page.PressAsync("ArrowDown", 2);
        await page.UntilAsync("document.querySelectorAll('#items li').length === 1 && document.querySelector('#requests li').textContent.startsWith('Query Work/ByStatus ')");
        await page.PressAsync("ArrowUp", 2);
        await page.UntilAsync("document.querySelectorAll('#items li').length === 8");

        // The other tenant has none of it.
        await page.TabToAsync("#tenant", backwards: true);
        await page.PressAsync("ArrowDown");
        await page.UntilAsync("document.querySelectorAll('#projects li').length === 1 && document.querySelectorAll('#items li').length === 3");
        page.Errors.ShouldAllBe(e => e.Contains("409", StringComparison.Ordinal));
        page.Loaded.ShouldAllBe(url => url.StartsWith(Address.AbsoluteUri, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_job_is_watched_stopped_and_gone_on_with()
    {
        var page = await OpenAsync();
        await page.TabToAsync("#job-start");
        await page.PressAsync("Enter");
        await page.UntilAsync("document.activeElement.id === 'job-stop' && document.querySelector('#job-progress').value >= 20");
        await page.PressAsync("Enter");
        await page.UntilAsync("document.querySelector('#job-text').textContent.startsWith('Stopped:') && document.activeElement.id === 'job-resume'");
        await page.PressAsync("Enter");
        await page.UntilAsync("document.querySelector('#job-text').textContent === 'Done: 75 of 75 items.' && document.activeElement.id === 'job-start'");
        await page.UntilAsync("document.querySelectorAll('#items .done').length === 8");
        page.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_somebody_else_has_changed_is_not_overwritten()
    {
        var (mine, theirs) = (await OpenAsync(), await OpenAsync());
        await theirs.TabToAsync("#items li:first-child input");
        await theirs.PressAsync(" ");
        await theirs.UntilAsync("document.querySelector('#items li:first-child').classList.contains('done')");
        await mine.TabToAsync("#items li:first-child input");
        await mine.PressAsync(" ");
        await mine.UntilAsync("document.querySelector('#problem').textContent.startsWith('STL3011: It was changed in the meantime.')");
        (await mine.EvaluateAsync<bool>("document.querySelector('#items li:first-child input').checked")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("light", 1280)]
    [InlineData("dark", 1280)]
    [InlineData("light", 420)]
    [InlineData("dark", 420)]
    public async Task Everything_can_be_read(string scheme, int width)
    {
        var page = await OpenAsync(scheme, width);
        await ReadableAsync(page, $"webapi-{scheme}-{width}");

        // With a problem, a form in a row, a job under way and the focus somewhere.
        await AddAsync(page, "#project-name", "website");
        await page.UntilAsync("!document.querySelector('#problem').hidden");
        await page.TabToAsync("#items li:nth-child(2) button");
        await page.PressAsync("Enter");
        await page.EvaluateAsync<object>("document.querySelector('#job-start').click()");
        await page.UntilAsync("document.querySelector('#job-progress').value >= 10");
        await page.TabToAsync("#job-stop");
        await page.EvaluateAsync<object>("""
            const problem = document.querySelector('#problem');
            problem.textContent = 'STL3007: The value is taken. Create of Project: another item has the value that Project.Name makes unique.';
            problem.hidden = false;
            """);
        await ReadableAsync(page, $"webapi-{scheme}-{width}-busy");
    }

    [Fact]
    public async Task Each_control_has_a_name_and_shows_that_it_has_the_focus()
    {
        var page = await OpenAsync();
        var controls = (await page.AccessibleAsync()).Where(n => n.Role is "button" or "textbox" or "checkbox" or "radio" or "combobox" or "progressbar" or "link" or "list" or "group").ToList();
        controls.Count(c => c.Role == "button").ShouldBeGreaterThan(15);
        controls.Where(c => c.Name.Length == 0 && c.Role != "list").ShouldBeEmpty();
        controls.Where(c => c.Role is "button" or "checkbox").GroupBy(c => c).Where(g => g.Key.Name != "Add" && g.Count() > 1).Select(g => g.Key).ShouldBeEmpty();
        for (var i = 0; i < 30; i++)
        {
            await page.PressAsync("Tab");
            (await page.ShowsFocusAsync()).ShouldBeTrue(await page.EvaluateAsync<string>("document.activeElement.outerHTML"));
        }
    }

    private Uri Address => _api.ClientOptions.BaseAddress;

    private async Task<BrowserPage> OpenAsync(string scheme = "light", int width = 1280)
    {
        var page = await browser.Chromium!.NewPageAsync(width);
        await page.PreferAsync(scheme);
        await page.GoAsync(Address);
        await page.UntilAsync("document.querySelectorAll('#items li').length > 0");
        return page;
    }

    private static async Task AddAsync(BrowserPage page, string field, string text)
    {
        await page.TabToAsync(field);
        await page.EvaluateAsync<object>("document.activeElement.select()");
        await page.TypeAsync(text);
        await page.PressAsync("Enter");
    }

    private static async Task ReadableAsync(BrowserPage page, string name)
    {
        await page.ScreenshotAsync(Path.Combine(Chromium.Artifacts, $"{name}.png"));
        (await page.OverlapsAsync()).ShouldBeEmpty();
        (await page.FaintAsync()).ShouldBeEmpty();
    }
}
