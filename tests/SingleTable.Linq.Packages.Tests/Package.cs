using System.IO.Compression;
using System.Xml.Linq;

namespace SingleTable.Linq.Packages.Tests;

/// <summary>A .nupkg, and the .snupkg beside it.</summary>
public sealed class Package
{
    private readonly string _file;
    private readonly XElement _metadata;

    public Package(string file)
    {
        _file = file;
        using var archive = ZipFile.OpenRead(file);
        Files = [.. archive.Entries.Select(e => e.FullName)];
        var text = System.Text.Encoding.UTF8.GetString(Read(file, Files.Single(f => f.EndsWith(".nuspec", StringComparison.Ordinal))));
        _metadata = XElement.Parse(text.TrimStart('\uFEFF')).Elements().Single();
    }

    public string Id => Value("id");

    public IReadOnlyList<string> Files { get; }

    public string SymbolFile => Path.ChangeExtension(_file, ".snupkg");

    /// <summary>A command for "dotnet tool install", and no library.</summary>
    public bool IsTool => _metadata.Descendants().Any(e => e.Name.LocalName == "packageType" && (string?)e.Attribute("name") == "DotnetTool");

    public IReadOnlyList<string> Dependencies =>
        [.. _metadata.Descendants().Where(e => e.Name.LocalName == "dependency").Select(e => $"{(string?)e.Attribute("id")} {(string?)e.Attribute("version")}")];

    public string Value(string name) => Element(name).Value;

    public string Attribute(string name, string attribute) => (string?)Element(name).Attribute(attribute) ?? "";

    public byte[] Read(string path) => Read(_file, path);

    /// <summary>The assembly of the package, for any machine and for some.</summary>
    public IEnumerable<string> Assemblies => Files.Where(f => f.EndsWith($"/{Id}.dll", StringComparison.Ordinal));

    public byte[] ReadSymbols()
    {
        using var archive = ZipFile.OpenRead(SymbolFile);
        return Read(SymbolFile, archive.Entries.Single(e => e.FullName.EndsWith($"/{Id}.pdb", StringComparison.Ordinal)).FullName);
    }

    private XElement Element(string name) =>
        _metadata.Elements().SingleOrDefault(e => e.Name.LocalName == name) ?? throw new InvalidOperationException($"{_file} has no <{name}>.");

    private static byte[] Read(string file, string path)
    {
        using var archive = ZipFile.OpenRead(file);
        using var stream = archive.GetEntry(path)!.Open();
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
