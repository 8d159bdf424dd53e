using SingleTable.Linq.Browsing;

namespace SingleTable.Linq.Design.Tests.Browser;

/// <summary>One browser for all tests of a class, where there is one.</summary>
public sealed class OneBrowser : IAsyncLifetime
{
    public Chromium? Chromium { get; private set; }

    public async ValueTask InitializeAsync() => Chromium = Chromium.Missing is null ? await Chromium.StartAsync(TestContext.Current.CancellationToken) : null;

    public ValueTask DisposeAsync() => Chromium?.DisposeAsync() ?? default;
}
