using System.Runtime.CompilerServices;
using SingleTable.Linq.Tests.Models;

namespace SingleTable.Linq.Tests.Docs;

/// <summary>A query of the documentation: its C# as it is written, and what it does.</summary>
internal sealed record LinqExample(string Topic, string Code, Func<DocWorld, Task> Run)
{
    /// <summary>A query whose list is read.</summary>
    public static LinqExample Of<T>(string topic, Func<SaasTable, IQueryable<T>> query, [CallerArgumentExpression(nameof(query))] string code = "") =>
        new(topic, Text(code), world => query(world.Context<SaasTable>()).ToListAsync());

    /// <summary>A query that is awaited.</summary>
    public static LinqExample Of(string topic, Func<SaasTable, Task> query, [CallerArgumentExpression(nameof(query))] string code = "") =>
        new(topic, Text(code), world => query(world.Context<SaasTable>()));

    /// <summary>A query of another model, whose list is read.</summary>
    public static LinqExample Of<TContext, T>(string topic, Func<TContext, IQueryable<T>> query, [CallerArgumentExpression(nameof(query))] string code = "")
        where TContext : TableContext =>
        new(topic, Text(code), world => query(world.Context<TContext>()).ToListAsync());

    private static string Text(string code)
    {
        var lines = code[(code.IndexOf("=> ", StringComparison.Ordinal) + 3)..].Replace(".AsTask()", "", StringComparison.Ordinal).Split('\n');
        return string.Join('\n', lines.Select((l, i) => i == 0 ? l.TrimEnd() : $"    {l.Trim()}"));
    }
}
