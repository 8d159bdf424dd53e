using System.Collections.Concurrent;
using System.Text.Json;

namespace SingleTable.Linq.Browsing;

/// <summary>A page of a browser, as a person at the keyboard has it.</summary>
public sealed class BrowserPage
{
    private static readonly Dictionary<string, (int Code, string Text)> s_keys = new(StringComparer.Ordinal)
    {
        ["Tab"] = (9, ""), ["Enter"] = (13, "\r"), ["Escape"] = (27, ""), [" "] = (32, " "), ["ArrowUp"] = (38, ""), ["ArrowDown"] = (40, ""), ["End"] = (35, ""), ["Home"] = (36, ""),
        ["ArrowLeft"] = (37, ""), ["ArrowRight"] = (39, ""),
    };

    private readonly DevTools _tools;
    private readonly string _session;

    private BrowserPage(DevTools tools, string session)
    {
        (_tools, _session) = (tools, session);
        tools.Event += Take;
    }

    /// <summary>What the page wrote to the console as errors, its exceptions, and what it was not allowed to load.</summary>
    public ConcurrentQueue<string> Errors { get; } = [];

    /// <summary>The addresses of everything that it loaded.</summary>
    public ConcurrentQueue<string> Loaded { get; } = [];

    internal static async Task<BrowserPage> OpenAsync(DevTools tools, string session, int width, int height)
    {
        var page = new BrowserPage(tools, session);
        foreach (var domain in new[] { "Page", "Runtime", "Log", "Network", "Accessibility" })
        {
            await page.CallAsync($"{domain}.enable", new { });
        }

        await page.ResizeAsync(width, height);
        return page;
    }

    public Task ResizeAsync(int width, int height) => CallAsync("Emulation.setDeviceMetricsOverride", new { width, height, deviceScaleFactor = 1, mobile = false });

    /// <summary>Prefers light or dark colours, as a person's system does.</summary>
    public Task PreferAsync(string scheme) => CallAsync("Emulation.setEmulatedMedia", new { features = new[] { new { name = "prefers-color-scheme", value = scheme } } });

    public async Task GoAsync(Uri address)
    {
        await CallAsync("Page.navigate", new { url = address.AbsoluteUri });
        await UntilAsync("document.readyState === 'complete' && location.href !== 'about:blank'");
    }

    /// <summary>The value of an expression.</summary>
    public async Task<T> EvaluateAsync<T>(string expression)
    {
        var answer = await CallAsync("Runtime.evaluate", new { expression, returnByValue = true, awaitPromise = true });
        return answer.TryGetProperty("exceptionDetails", out var wrong)
            ? throw new InvalidOperationException($"{expression}: {wrong}")
            : answer.GetProperty("result").TryGetProperty("value", out var value) ? value.Deserialize<T>()! : default!;
    }

    /// <summary>Waits until a condition holds.</summary>
    public async Task UntilAsync(string condition, int seconds = 20)
    {
        for (var i = 0; i < seconds * 40; i++)
        {
            if (await EvaluateAsync<bool>($"!!({condition})"))
            {
                return;
            }

            await Task.Delay(25);
        }

        throw new TimeoutException($"Not within {seconds} s: {condition}. The page: {await EvaluateAsync<string>("document.body.innerText")}");
    }

    /// <summary>Presses a key, several times if asked.</summary>
    public async Task PressAsync(string key, int times = 1, bool shift = false)
    {
        var (code, text) = s_keys[key];
        var modifiers = shift ? 8 : 0;
        for (var i = 0; i < times; i++)
        {
            var name = key == " " ? "Space" : key;
            await CallAsync("Input.dispatchKeyEvent", new { type = text.Length > 0 ? "keyDown" : "rawKeyDown", key, code = name, windowsVirtualKeyCode = code, text, modifiers });
            await CallAsync("Input.dispatchKeyEvent", new { type = "keyUp", key, code = name, windowsVirtualKeyCode = code, modifiers });
        }
    }

    public Task TypeAsync(string text) => CallAsync("Input.insertText", new { text });

    /// <summary>Presses Tab until what has the focus is what a CSS selector means; fails where no number of them gets there.</summary>
    public async Task TabToAsync(string selector, bool backwards = false)
    {
        for (var i = 0; i < 120; i++)
        {
            if (await EvaluateAsync<bool>($"document.activeElement.matches({JsonSerializer.Serialize(selector)})"))
            {
                return;
            }

            await PressAsync("Tab", shift: backwards);
        }

        throw new InvalidOperationException($"The keyboard does not get to {selector}.");
    }

    /// <summary>The whole page as a picture.</summary>
    public async Task ScreenshotAsync(string path)
    {
        var size = (await CallAsync("Page.getLayoutMetrics", new { })).GetProperty("cssContentSize");
        var clip = new { x = 0, y = 0, width = size.GetProperty("width").GetDouble(), height = size.GetProperty("height").GetDouble(), scale = 1 };
        var picture = await CallAsync("Page.captureScreenshot", new { format = "png", captureBeyondViewport = true, clip });
        await File.WriteAllBytesAsync(path, picture.GetProperty("data").GetBytesFromBase64());
    }

    /// <summary>Role and name of what assistive technology is told of, in order.</summary>
    public async Task<List<(string Role, string Name)>> AccessibleAsync()
    {
        var nodes = (await CallAsync("Accessibility.getFullAXTree", new { })).GetProperty("nodes");
        return [.. nodes.EnumerateArray().Where(n => !n.GetProperty("ignored").GetBoolean()).Select(n => (Text(n, "role"), Text(n, "name")))];

        static string Text(JsonElement node, string property) => node.TryGetProperty(property, out var value) && value.TryGetProperty("value", out var text) ? text.ToString() : "";
    }

    private Task<JsonElement> CallAsync(string method, object parameters) => _tools.CallAsync(method, parameters, _session);

    private void Take(string? session, string name, JsonElement parameters)
    {
        if (session != _session)
        {
            return;
        }

        switch (name)
        {
            case "Runtime.exceptionThrown":
                Errors.Enqueue(parameters.GetProperty("exceptionDetails").ToString());
                break;
            case "Runtime.consoleAPICalled" when parameters.GetProperty("type").GetString() == "error":
                Errors.Enqueue(parameters.GetProperty("args").ToString());
                break;
            case "Log.entryAdded" when parameters.GetProperty("entry").GetProperty("level").GetString() == "error":
                Errors.Enqueue(parameters.GetProperty("entry").GetProperty("text").ToString());
                break;
            case "Network.requestWillBeSent":
                Loaded.Enqueue(parameters.GetProperty("request").GetProperty("url").GetString()!);
                break;
        }
    }
}
