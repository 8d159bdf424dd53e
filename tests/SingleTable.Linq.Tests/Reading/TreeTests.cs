using SingleTable.Linq.Tests.Engines;
using SingleTable.Linq.Tests.Models;

namespace SingleTable.Linq.Tests.Reading;

public abstract class TreeTests<TEngine> : EngineTests<TEngine>
    where TEngine : Engine, new()
{
    private const string Drive = "Query Table  pk = DRIVE#d";

    // Names that sort around the separator and the escape, a node without its parent, and a longer sibling.
    private static readonly string[] s_paths = ["a", "a/b", "a/b/c", "a/b/c/d", "a/b-x", "a/b.y/z", "a/bc", "a/b c", "a/b0", "a/x/y/z", "ab", "a#1/b", "e/f"];

    private DriveTable Drives { get; set; } = null!;

    protected override async Task SeedAsync()
    {
        Drives = new DriveTable(new TableOptions<DriveTable>(Client) { TableName = Options.TableName, Log = Options.Log, SensitiveLogging = true });
        await Drives.Folders.BatchPutAsync(s_paths.Select(p => new Folder { Drive = "d", Path = p, Title = p.ToUpperInvariant() }));
        await Drives.Documents.BatchPutAsync(s_paths.Select((p, i) => new Document { Drive = "d", Folder = p, Name = $"n{i % 3}" }));
    }

    [Theory]
    [InlineData("a", "a(a/b(a/b/c(a/b/c/d())) a/b c() a/b-x() a/b.y/z() a/b0() a/bc() a/x/y/z())")]
    [InlineData("a/b", "a/b(a/b/c(a/b/c/d()))")]
    [InlineData("a#1", "")]
    [InlineData("e/f", "e/f()")]
    [InlineData("a/b/c/d/nothing", "")]
    public async Task A_subtree_is_one_query(string root, string expected)
    {
        var found = await Drives.Folders.Include(f => f.Children).Where(f => f.Drive == "d" && f.Path == root).ToListAsync();

        string.Join(' ', found.Select(Text)).ShouldBe(string.Join(' ', Expected(root).Select(Text)));
        Sorted(found.Select(Text)).ShouldBe(Sorted(expected.Length == 0 ? [] : [expected]));
        TakeRequests().Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_range_is_the_root_and_what_is_below_it()
    {
        var query = Drives.Folders.Include(f => f.Children).Include(f => f.Documents).Where(f => f.Drive == "d" && f.Path == "a/b");
        var root = await query.SingleAsync();

        root.Children.Single().Children.Single().Documents.Single().Folder.ShouldBe("a/b/c/d");
        root.Documents.Single().Folder.ShouldBe("a/b");
        TakeRequests().ShouldBe([$"{Drive}  sk between FOLDER#a/b and FOLDER#a/b0  asc"]);
        Normalize(query.Explain()).ShouldBe($"{Drive}  sk between FOLDER#a/b and FOLDER#a/b0  asc  ~1 request");
    }

    [Fact]
    public async Task Without_a_root_every_node_is_a_result_with_its_children()
    {
        var all = await Drives.Folders.Include(f => f.Children.OrderByDescending(c => c.Title)).Where(f => f.Drive == "d").ToListAsync();

        all.Select(f => f.Path).ShouldBe(s_paths.OrderBy(Key, StringComparer.Ordinal));
        all.Single(f => f.Path == "a").Children.Select(c => c.Path).ShouldBe(
            Expected("a").Single().Children.OrderByDescending(c => c.Title, StringComparer.Ordinal).Select(c => c.Path));
        all.Single(f => f.Path == "a/b").Children.Single().ShouldBeSameAs(all.Single(f => f.Path == "a/b/c"));
        TakeRequests().ShouldBe([$"{Drive}  sk begins_with FOLDER#  asc  filter type = Folder"]);
    }

    [Fact]
    public async Task Backwards_and_by_a_prefix()
    {
        var below = await Drives.Folders.Include(f => f.Children).Where(f => f.Drive == "d" && f.Path.StartsWith("a/b")).OrderByDescending(f => f.Path).ToListAsync();

        below.Select(f => f.Path).ShouldBe(s_paths.Where(p => p.StartsWith("a/b", StringComparison.Ordinal)).OrderBy(Key, StringComparer.Ordinal).Reverse());
        Text(below.Single(f => f.Path == "a/b")).ShouldBe("a/b(a/b/c(a/b/c/d()))");
        await foreach (var folder in Drives.Folders.Include(f => f.Children).Where(f => f.Drive == "d" && f.Path == "a/b").Reverse().AsAsyncEnumerable())
        {
            Text(folder).ShouldBe("a/b(a/b/c(a/b/c/d()))");
        }
    }

    [Fact]
    public async Task What_would_cut_the_tree_is_refused()
    {
        var tree = Drives.Folders.Include(f => f.Children).Where(f => f.Drive == "d");
        IQueryable<Folder>[] refused =
        [
            tree.Where(f => f.Title == "A"),
            tree.Where(f => string.Compare(f.Path, "b") > 0),
            Drives.Folders.Include(f => f.Children.Where(c => c.Title != "")).Where(f => f.Drive == "d"),
            Drives.Folders.Include(f => f.Children.Take(1)).Where(f => f.Drive == "d"),
            Drives.Folders.Include(f => f.Children).ThenInclude(f => f.Children).Where(f => f.Drive == "d"),
        ];
        foreach (var query in refused)
        {
            (await Should.ThrowAsync<QueryTranslationException>(() => query.ToListAsync())).Code.ShouldBe("STL1205");
        }

        (await Should.ThrowAsync<QueryTranslationException>(() => tree.ToPageAsync(5))).Code.ShouldBe("STL1302");
        TakeRequests().ShouldBeEmpty();
    }

    // The tree as memory makes it, by looking at every pair.
    private static List<Folder> Expected(string root)
    {
        List<Folder> Below(string path) =>
        [
            .. s_paths.Where(p => p.StartsWith(path + "/", StringComparison.Ordinal)
                    && !s_paths.Any(q => q.StartsWith(path + "/", StringComparison.Ordinal) && p.StartsWith(q + "/", StringComparison.Ordinal)))
                .OrderBy(Key, StringComparer.Ordinal).Select(Node),
        ];
        Folder Node(string path) => new() { Drive = "d", Path = path, Title = path.ToUpperInvariant(), Children = Below(path) };
        return [.. s_paths.Where(p => p == root).Select(Node)];
    }

    private static string Key(string path) => path.Replace(" ", "$P", StringComparison.Ordinal).Replace("#", "$S", StringComparison.Ordinal);

    private static string Text(Folder folder) => $"{folder.Path}({string.Join(' ', folder.Children.Select(Text))})";

    private static string Sorted(IEnumerable<string> texts) => string.Join(' ', texts.Order(StringComparer.Ordinal));
}

public sealed class TreeTests_Embedded : TreeTests<Embedded>;

public sealed class TreeTests_Wrapped : TreeTests<Wrapped>;

public sealed class TreeTests_Endpoint : TreeTests<Endpoint>;

public sealed class TreeTests_Container : TreeTests<Container>;
