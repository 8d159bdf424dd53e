using System.Reflection;
using Amazon.DynamoDBv2;
using SingleTable.Linq.Tool;
using SingleTable.Linq.Tool.Loading;

namespace SingleTable.Linq.Design.Tests.Models;

/// <summary>The contexts of all models that the library's own tests have, by the loader of the tool.</summary>
internal static class TestModels
{
    private static readonly Lazy<Assembly> s_assembly = new(() => UserAssembly.Open(Path));
    private static readonly Lazy<IReadOnlyList<Type>> s_types = new(Find);

    public static string Path => Sibling("SingleTable.Linq.Tests");

    /// <summary>The assembly of another project, built as this one is.</summary>
    public static string Sibling(string project, string under = "tests")
    {
        var own = new DirectoryInfo(AppContext.BaseDirectory);      // tests/X/bin/Debug/net10.0
        var root = own.Parent!.Parent!.Parent!.Parent!.Parent!.FullName;
        return System.IO.Path.Combine(root, under, project, "bin", own.Parent.Name, own.Name, $"{project}.dll");
    }

    /// <summary>Makes each context whose model is right, on a client.</summary>
    public static IEnumerable<TableContext> All(Func<IAmazonDynamoDB> client)
    {
        yield return Seed.Table();
        yield return new WideTable(new TableOptions<WideTable>(client()).ForTenant("acme"));
        foreach (var type in s_types.Value)
        {
            TableContext context;
            try
            {
                context = ContextFinder.Create(type, client(), "acme", null);
            }
            catch (ToolException)
            {
                // A model that is wrong, for another test.
                continue;
            }

            yield return context;
        }
    }

    private static IReadOnlyList<Type> Find() =>
        [.. UserAssembly.TypesOf(s_assembly.Value).Where(ContextFinder.IsContext).OrderBy(t => t.FullName, StringComparer.Ordinal)];
}
