using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace SingleTable.Linq.Docs.Tests.Snippets;

/// <summary>C# into an assembly in memory, against all that this test project refers to.</summary>
internal static class SnippetCompiler
{
    /// <summary>To it the internals of this project are visible.</summary>
    public const string AssemblyName = "SingleTable.Linq.Docs.Snippets";

    public static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.CSharp14);

    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private const string PageUsings = """
        global using Amazon;
        global using Amazon.DynamoDBv2;
        global using Amazon.DynamoDBv2.Model;
        global using Microsoft.Extensions.DependencyInjection;
        global using SingleTable.Linq;
        global using SingleTable.Linq.Design;
        global using SingleTable.Linq.InMemory;
        global using SingleTable.Linq.Docs.Tests.Application;
        global using SingleTable.Linq.Tests.Indexes;
        global using SingleTable.Linq.Tests.Inheritance;
        global using SingleTable.Linq.Tests.Models;
        global using Note = SingleTable.Linq.Docs.Tests.Application.Note;
        """;

    private static readonly IReadOnlyList<MetadataReference> s_references =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(p => !Path.GetFileName(p).StartsWith("SingleTable.Linq.Docs.Tests", StringComparison.Ordinal))
            .Append(typeof(SnippetCompiler).Assembly.Location)
            .Select(p => MetadataReference.CreateFromFile(p)),
    ];

    /// <summary>Null with the errors, where it cannot be compiled.</summary>
    public static (Assembly? Assembly, IReadOnlyList<string> Errors) Compile(string path, string source)
    {
        var compilation = Create(OutputKind.DynamicallyLinkedLibrary, (path + ".cs", source), ("Usings.cs", ImplicitUsings + "\n" + PageUsings));
        return Emit(compilation);
    }

    /// <summary>A whole program as a fresh console project compiles it.</summary>
    public static (Assembly? Assembly, IReadOnlyList<string> Errors) CompileProgram(string path, string source) =>
        Emit(Create(OutputKind.ConsoleApplication, (path, source), ("Usings.cs", ImplicitUsings)));

    private static CSharpCompilation Create(OutputKind kind, params (string Path, string Source)[] files) => CSharpCompilation.Create(
        AssemblyName,
        files.Select(f => CSharpSyntaxTree.ParseText(f.Source, ParseOptions, f.Path)),
        s_references,
        new CSharpCompilationOptions(kind, nullableContextOptions: NullableContextOptions.Enable, allowUnsafe: false));

    private static (Assembly?, IReadOnlyList<string>) Emit(CSharpCompilation compilation)
    {
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        return result.Success ? (Assembly.Load(image.ToArray()), []) : (null, [.. result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Select(Text)]);
    }

    private static string Text(Diagnostic error)
    {
        var place = error.Location.GetMappedLineSpan();
        return $"{place.Path}:{place.StartLinePosition.Line + 1}: {error.Id} {error.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}";
    }
}
