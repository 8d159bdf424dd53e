namespace SingleTable.Linq.Docs.Tests.Pages;

/// <summary>The files beside the code.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    /// <summary>All pages, by their paths from the root with '/'.</summary>
    public static IReadOnlyList<string> Pages { get; } =
    [
        .. Directory.EnumerateFiles(Root, "*.md", SearchOption.AllDirectories).Select(Relative)
            .Where(p => !p.Split('/').Any(part => part is "bin" or "obj" or "artifacts" or "node_modules" || part.StartsWith('.')))
            .Order(StringComparer.Ordinal),
    ];

    public static IEnumerable<string> Files(string folder, string pattern) => Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories)
        .Select(Relative).Where(p => !p.Split('/').Any(part => part is "bin" or "obj"));

    public static string Full(string path) => Path.Combine(Root, path.Replace('/', Path.DirectorySeparatorChar));

    public static string Read(string path) => File.ReadAllText(Full(path));

    private static string Relative(string path) => Path.GetRelativePath(Root, path).Replace(Path.DirectorySeparatorChar, '/');

    private static string Find(string folder) => File.Exists(Path.Combine(folder, "SingleTable.Linq.sln"))
        ? folder
        : Find(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests do not run below the repository."));
}
