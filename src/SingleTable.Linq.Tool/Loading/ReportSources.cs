using System.Reflection;
using SingleTable.Linq.Design;

namespace SingleTable.Linq.Tool.Loading;

/// <summary>Lets the classes of an assembly add to a report.</summary>
internal static class ReportSources
{
    /// <exception cref="ToolException">One of them failed.</exception>
    public static void Apply(Assembly assembly, TableContext context, TableReport report)
    {
        foreach (var type in UserAssembly.TypesOf(assembly).Where(t => t is { IsAbstract: false, ContainsGenericParameters: false }).OrderBy(t => t.FullName, StringComparer.Ordinal))
        {
            foreach (var contract in type.GetInterfaces().Where(i => Takes(i, context)))
            {
                try
                {
                    var source = Activator.CreateInstance(type, nonPublic: true)!;
                    contract.GetMethod(nameof(ITableReportSource<>.Describe))!.Invoke(source, [context, report]);
                }
                catch (Exception e) when (e is TargetInvocationException or MissingMethodException)
                {
                    throw new ToolException($"{type.FullName} could not describe the table: {(e.InnerException ?? e).Message}", e);
                }
            }
        }
    }

    private static bool Takes(Type contract, TableContext context) => contract.IsGenericType && contract.GetGenericTypeDefinition() == typeof(ITableReportSource<>)
        && contract.GetGenericArguments()[0].IsInstanceOfType(context);
}
