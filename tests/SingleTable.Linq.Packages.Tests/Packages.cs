[assembly: AssemblyFixture(typeof(SingleTable.Linq.Packages.Tests.Packages))]

namespace SingleTable.Linq.Packages.Tests;

/// <summary>
/// All packages, packed once in a folder of their own that is deleted afterwards: from a copy of the sources under git, whose remote is on a host that SourceLink
/// knows. Building takes about half a minute of all cores, so it is done only where <c>SINGLETABLE_TEST_PACKAGES=1</c> asks for it, as .ci/run does.
/// </summary>
public sealed class Packages : IAsyncLifetime
{
    public const string Remote = "https://github.com/example/singletable.git";

    private const string Asked = "SINGLETABLE_TEST_PACKAGES";

    private static readonly Dictionary<string, string> s_environment = new()
    {
        ["CI"] = "true", ["DOTNET_CLI_UI_LANGUAGE"] = "en", ["DOTNET_NOLOGO"] = "1", ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
        ["MSBUILDDISABLENODEREUSE"] = "1", ["GIT_CONFIG_GLOBAL"] = "", ["GIT_CONFIG_NOSYSTEM"] = "1",
    };

    private readonly string _root = Path.Combine(Path.GetTempPath(), $"singletable-packages-{Guid.NewGuid():N}");
    private readonly Dictionary<string, Package> _packages = [];

    public static bool IsAsked => Environment.GetEnvironmentVariable(Asked) == "1";

    /// <summary>The folder with the packages, as a feed.</summary>
    public string Feed => Path.Combine(_root, "feed");

    /// <summary>The commit of the copy.</summary>
    public string Commit { get; private set; } = "";

    /// <summary>The packages by their names; the test is skipped where they were not made.</summary>
    public IReadOnlyDictionary<string, Package> All
    {
        get
        {
            SkipUnlessPacked();
            return _packages;
        }
    }

    public static void SkipUnlessPacked()
    {
        Assert.SkipUnless(IsAsked, $"Building the packages takes half a minute: set {Asked}=1.");
        Assert.SkipUnless(Command.Exists("git"), "git is not installed, and the packages name the commit that they are made of.");
    }

    public async ValueTask InitializeAsync()
    {
        if (!IsAsked || !Command.Exists("git"))
        {
            return;
        }

        var sources = Folder("sources");
        Repository.CopySourcesTo(sources);
        await GitAsync(sources, "init", "-q", "-b", "main");
        await GitAsync(sources, "add", "-A");
        await GitAsync(sources, "-c", "user.name=Test", "-c", "user.email=test@example.org", "commit", "-q", "-m", "Copy");
        await GitAsync(sources, "remote", "add", "origin", Remote);
        Commit = (await GitAsync(sources, "rev-parse", "HEAD")).Trim();
        await PackAsync(sources, Feed, "src/Packages.proj");
        foreach (var file in Directory.EnumerateFiles(Feed, "*.nupkg"))
        {
            var package = new Package(file);
            _packages.Add(package.Id, package);
        }
    }

    /// <summary>An empty folder that is gone after the tests.</summary>
    public string Folder(string name) => Directory.CreateDirectory(Path.Combine(_root, name)).FullName;

    /// <summary>Packs a project, or all of them.</summary>
    public async Task PackAsync(string sources, string feed, string project) => await Command.RunAsync(
        sources, s_environment, "dotnet", "pack", project, "-o", feed, "--artifacts-path", Path.Combine(sources, "artifacts"),
        "--nologo", "-v", "quiet", "-p:RunAnalyzers=false", "-p:UseSharedCompilation=false");

    public ValueTask DisposeAsync()
    {
        if (Directory.Exists(_root))
        {
            foreach (var file in Directory.EnumerateFiles(_root, "*", SearchOption.AllDirectories))
            {
                File.SetAttributes(file, FileAttributes.Normal);    // git's objects are read-only
            }

            Directory.Delete(_root, recursive: true);
        }

        return ValueTask.CompletedTask;
    }

    private static Task<string> GitAsync(string folder, params string[] arguments) => Command.RunAsync(folder, s_environment, "git", arguments);
}
