namespace SingleTable.Linq.Packages.Tests;

/// <summary>The files of this repository.</summary>
internal static class Repository
{
    private static readonly string[] s_packed = ["src", "assets", "Directory.Build.props", "Directory.Packages.props", "global.json", "LICENSE", ".gitignore"];

    public static string Root { get; } = Find(AppContext.BaseDirectory);

    public static string Read(params string[] path) => File.ReadAllText(Path.Combine([Root, .. path]));

    /// <summary>What the packages are made of, as it is now and not only as it was committed; without what was built of it.</summary>
    public static void CopySourcesTo(string folder)
    {
        foreach (var path in s_packed.SelectMany(Files))
        {
            var target = Path.Combine(folder, Path.GetRelativePath(Root, path));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(path, target);
        }
    }

    private static IEnumerable<string> Files(string name)
    {
        var path = Path.Combine(Root, name);
        return File.Exists(path)
            ? [path]
            : Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Where(f => !IsBuilt(Path.GetRelativePath(path, f)));
    }

    private static bool IsBuilt(string path) => path.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj");

    private static string Find(string folder) => File.Exists(Path.Combine(folder, "SingleTable.Linq.sln"))
        ? folder
        : Find(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests do not run below the repository."));
}
