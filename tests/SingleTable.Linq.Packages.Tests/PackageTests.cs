using System.Buffers.Binary;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;
using System.Xml.Linq;

namespace SingleTable.Linq.Packages.Tests;

/// <summary>What is in the packages, and what they say of themselves.</summary>
public sealed class PackageTests(Packages packages)
{
    [Fact]
    public void Each_library_is_packed_with_the_dependencies_of_its_project()
    {
        foreach (var package in packages.All.Values.Where(p => !p.IsTool))
        {
            package.Dependencies.ShouldBe(References(package.Id), ignoreOrder: true);
        }

        foreach (var package in new[] { packages.All["SingleTable.Linq"], packages.All["SingleTable.Linq.InMemory"] })
        {
            package.Dependencies.ShouldContain("AWSSDK.DynamoDBv2 [4.0.110.2]", "the doors into the SDK's pipeline are those of one version");
        }
    }

    [Fact]
    public void Each_says_what_it_is_under_which_licence_and_from_which_commit()
    {
        foreach (var package in packages.All.Values)
        {
            package.Value("version").ShouldBe("0.1.0", package.Id);
            package.Value("license").ShouldBe("MIT", package.Id);
            package.Attribute("license", "type").ShouldBe("expression", package.Id);
            package.Value("authors").ShouldNotBeEmpty();
            package.Value("description").ShouldContain("DynamoDB", Case.Sensitive, package.Id);
            package.Value("description").ShouldNotBe("Package Description");
            package.Value("tags").ShouldContain("dynamodb");
            package.Attribute("repository", "type").ShouldBe("git", package.Id);
            package.Attribute("repository", "url").ShouldBe(Packages.Remote, package.Id);
            package.Attribute("repository", "commit").ShouldBe(packages.Commit, package.Id);
        }
    }

    [Fact]
    public void Each_has_a_page_without_relative_links_and_a_picture()
    {
        foreach (var package in packages.All.Values)
        {
            package.Value("readme").ShouldBe("README.md");
            var page = Encoding.UTF8.GetString(package.Read("README.md"));
            page.ShouldStartWith($"# {package.Id}\n");
            page.ShouldBe(Repository.Read("src", package.Id, "README.md"));
            page.ShouldNotContain("](.", Case.Sensitive, "a feed shows the page without the files beside it");
            page.ShouldNotContain("](docs/");
            package.Value("icon").ShouldBe("icon.png");
            var picture = package.Read("icon.png");
            picture.Length.ShouldBeLessThan(20_000);
            picture.AsSpan(1, 3).SequenceEqual("PNG"u8).ShouldBeTrue();
            BinaryPrimitives.ReadInt32BigEndian(picture.AsSpan(16)).ShouldBe(128);
            BinaryPrimitives.ReadInt32BigEndian(picture.AsSpan(20)).ShouldBe(128);
        }
    }

    [Fact]
    public void Each_library_has_documentation_of_all_its_public_types()
    {
        foreach (var package in packages.All.Values.Where(p => !p.IsTool))
        {
            package.Files.ShouldContain($"lib/net10.0/{package.Id}.dll");
            var documented = XElement.Parse(Encoding.UTF8.GetString(package.Read($"lib/net10.0/{package.Id}.xml")).TrimStart('\uFEFF'))
                .Descendants("member").Where(m => m.Element("summary") is not null).Select(m => (string)m.Attribute("name")!).ToHashSet();
            var types = PublicTypes(package.Read($"lib/net10.0/{package.Id}.dll"));
            types.ShouldNotBeEmpty(package.Id);
            types.Where(t => !documented.Contains($"T:{t}")).ShouldBeEmpty(package.Id);
        }
    }

    [Fact]
    public void Binaries_are_reproducible()
    {
        foreach (var package in packages.All.Values)
        {
            package.Assemblies.ShouldNotBeEmpty(package.Id);
            foreach (var assembly in package.Assemblies)
            {
                using var file = new PEReader(new MemoryStream(package.Read(assembly)));
                var entries = file.ReadDebugDirectory();
                entries.ShouldContain(e => e.Type == DebugDirectoryEntryType.Reproducible, assembly);
                var symbols = entries.Single(e => e.Type == DebugDirectoryEntryType.CodeView);
                file.ReadCodeViewDebugDirectoryData(symbols).Path.ShouldStartWith("/_/", Case.Sensitive, $"{assembly}: no path of the machine that built it");
            }
        }
    }

    [Fact]
    public void The_library_has_machine_code_for_usual_machines_beside_the_same_IL_for_all()
    {
        var package = packages.All["SingleTable.Linq"];
        using var any = new PEReader(new MemoryStream(package.Read("lib/net10.0/SingleTable.Linq.dll")));
        HasMachineCode(any).ShouldBeFalse("any machine can run it");
        var machines = package.Assemblies.Where(a => a.StartsWith("runtimes/", StringComparison.Ordinal)).ToDictionary(a => a.Split('/')[1]);
        machines.Keys.ShouldBe(["linux-arm64", "linux-x64", "osx-arm64", "win-x64"], ignoreOrder: true);
        foreach (var (machine, assembly) in machines)
        {
            assembly.ShouldBe($"runtimes/{machine}/lib/net10.0/SingleTable.Linq.dll");
            using var file = new PEReader(new MemoryStream(package.Read(assembly)));
            HasMachineCode(file).ShouldBeTrue(assembly);
            Version(file).ShouldBe(Version(any), $"{assembly} is compiled of the assembly for any machine");
        }
    }

    [Fact]
    public void Symbols_lead_to_the_sources_at_the_commit()
    {
        foreach (var package in packages.All.Values.Where(p => !p.IsTool))
        {
            var pdb = package.ReadSymbols();
            Symbols.SourceLink(pdb).ShouldNotBeNull(package.Id)
                .ShouldContainKeyAndValue("/_/*", $"https://raw.githubusercontent.com/example/singletable/{packages.Commit}/*");
            var sources = Symbols.Sources(pdb);
            sources.Keys.ShouldContain(s => s.StartsWith($"/_/src/{package.Id}/", StringComparison.Ordinal));
            var unreachable = sources.Where(s => !s.Value && !s.Key.StartsWith("/_/src/", StringComparison.Ordinal)).Select(s => s.Key);
            unreachable.ShouldBeEmpty("what git does not know is in the symbols");
        }
    }

    [Fact]
    public async Task Without_a_remote_that_SourceLink_knows_the_sources_are_in_the_symbols()
    {
        Packages.SkipUnlessPacked();
        var sources = packages.Folder("local-sources");
        Repository.CopySourcesTo(sources);
        var feed = packages.Folder("local-feed");
        await packages.PackAsync(sources, feed, "src/SingleTable.Linq.InMemory/SingleTable.Linq.InMemory.csproj");
        var package = new Package(Directory.EnumerateFiles(feed, "*.nupkg").Single());
        var pdb = package.ReadSymbols();
        Symbols.SourceLink(pdb).ShouldBeNull();
        Symbols.Sources(pdb).Where(s => !s.Value).Select(s => s.Key).ShouldBeEmpty();
    }

    private static bool HasMachineCode(PEReader file) => file.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size > 0;

    private static Guid Version(PEReader file)
    {
        var metadata = file.GetMetadataReader();
        return metadata.GetGuid(metadata.GetModuleDefinition().Mvid);
    }

    private static IReadOnlyList<string> References(string id)
    {
        var versions = XElement.Parse(Repository.Read("Directory.Packages.props")).Descendants("PackageVersion")
            .ToDictionary(e => (string)e.Attribute("Include")!, e => (string)e.Attribute("Version")!);
        var project = XElement.Parse(Repository.Read("src", id, $"{id}.csproj"));
        return
        [
            .. project.Descendants("PackageReference").Where(r => (string?)r.Attribute("PrivateAssets") != "all").Select(r => (string)r.Attribute("Include")!)
                .Select(name => $"{name} {versions[name]}"),
            .. project.Descendants("ProjectReference").Select(r => $"{Path.GetFileNameWithoutExtension((string)r.Attribute("Include")!)} 0.1.0"),
        ];
    }

    private static List<string> PublicTypes(byte[] assembly)
    {
        using var file = new PEReader(new MemoryStream(assembly));
        var reader = file.GetMetadataReader();
        return [.. reader.TypeDefinitions.Select(reader.GetTypeDefinition)
            .Where(t => (t.Attributes & System.Reflection.TypeAttributes.VisibilityMask) == System.Reflection.TypeAttributes.Public)
            .Select(t => $"{reader.GetString(t.Namespace)}.{reader.GetString(t.Name)}")];
    }
}
