using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using SingleTable.Linq.Execution;

namespace SingleTable.Linq;

/// <summary>
/// Queries that are translated once and then run with other values: no tree is built and none is looked up at a call. Keep what <c>Create</c> returns
/// in a static field.
/// </summary>
/// <example>
/// <code>
/// static readonly Func&lt;SaasTable, string, DateOnly, CompiledList&lt;Project&gt;&gt; s_since = CompiledQuery.Create(
///     (SaasTable db, string team, DateOnly from) => db.Projects.Where(p => p.TeamId == team &amp;&amp; p.Day >= from));
///
/// var projects = await s_since(db, "t1", today).ToListAsync();
/// </code>
/// </example>
/// <remarks>
/// The plan is made at the first call for each table. A value that is null, or a bool that decides a branch, has a plan of its own. What the lambda
/// captures besides its parameters is read at each call.
/// </remarks>
public static partial class CompiledQuery
{
    /// <summary>Compiles a query of a list of results.</summary>
    /// <param name="query">The query, as a lambda of the context and of its values.</param>
    /// <returns>From a context and values to the query that is ready to run.</returns>
    [OverloadResolutionPriority(1)]
    public static Func<TContext, CompiledList<T>> Create<TContext, T>(Expression<Func<TContext, IQueryable<T>>> query)
        where TContext : TableContext => Make(query, null);

    /// <param name="name">What reports call the query.</param>
    /// <param name="query">The query, as a lambda of the context and of its values.</param>
    /// <inheritdoc cref="Create{TContext, T}(Expression{Func{TContext, IQueryable{T}}})"/>
    [OverloadResolutionPriority(1)]
    public static Func<TContext, CompiledList<T>> Create<TContext, T>(string name, Expression<Func<TContext, IQueryable<T>>> query)
        where TContext : TableContext => Make(query, Checked(name));

    private static Func<TContext, CompiledList<T>> Make<TContext, T>(Expression<Func<TContext, IQueryable<T>>> query, string? name)
        where TContext : TableContext
    {
        var plans = new CompiledPlans(query, name);
        return db => new(plans.Call(db));
    }

    /// <inheritdoc cref="Create{TContext, T}(Expression{Func{TContext, IQueryable{T}}})"/>
    [OverloadResolutionPriority(1)]
    public static Func<TContext, T1, CompiledList<T>> Create<TContext, T1, T>(Expression<Func<TContext, T1, IQueryable<T>>> query)
        where TContext : TableContext => Make(query, null);

    /// <param name="name">What reports call the query.</param>
    /// <param name="query">The query, as a lambda of the context and of its values.</param>
    /// <inheritdoc cref="Create{TContext, T}(Expression{Func{TContext, IQueryable{T}}})"/>
    [OverloadResolutionPriority(1)]
    public static Func<TContext, T1, CompiledList<T>> Create<TContext, T1, T>(string name, Expression<Func<TContext, T1, IQueryable<T>>> query)
        where TContext : TableContext => Make(query, Checked(name));

    private static Func<TContext, T1, CompiledList<T>> Make<TContext, T1, T>(Expression<Func<TContext, T1, IQueryable<T>>> query, string? name)
        where TContext : TableContext
    {
        var plans = new CompiledPlans(query, name);
        return (db, a1) => new(plans.Call(db, a1));
    }

    /// <inheritdoc cref="Create{TContext, T}(Expression{Func{TContext, IQueryable{T}}})"/>
    [OverloadResolutionPriority(1)]
    public static Func<TContext, T1, T2, CompiledList<T>> Create<TContext, T1, T2, T>(Expression<Func<TContext, T1, T2, IQueryable<T>>> query)
        where TContext : TableContext => Make(query, null);

    /// <param name="name">What reports call the query.</param>
    /// <param name="query">The query, as a lambda of the context and of its values.</param>
    /// <inheritdoc cref="Create{TContext, T}(Expression{Func{TContext, IQueryable{T}}})"/>
    [OverloadResolutionPriority(1)]
    public static Func<TContext, T1, T2, CompiledList<T>> Create<TContext, T1, T2, T>(string name, Expression<Func<TContext, T1, T2, IQueryable<T>>> query)
        where TContext : TableContext => Make(query, Checked(name));

    private static Func<TContext, T1, T2, CompiledList<T>> Make<TContext, T1, T2, T>(Expression<Func<TContext, T1, T2, IQueryable<T>>> query, string? name)
        where TContext : TableContext
    {
        var plans = new CompiledPlans(query, name);
        return (db, a1, a2) => new(plans.Call(db, a1, a2));
    }

    /// <inheritdoc cref="Create{TContext, T}(Expression{Func{TContext, IQueryable{T}}})"/>
    [OverloadResolutionPriority(1)]
    public static Func<TContext, T1, T2, T3, CompiledList<T>> Create<TContext, T1, T2, T3, T>(Expression<Func<TContext, T1, T2, T3, IQueryable<T>>> query)
        where TContext : TableContext => Make(query, null);

    /// <param name="name">What reports call the query.</param>
    /// <param name="query">The query, as a lambda of the context and of its values.</param>
    /// <inheritdoc cref="Create{TContext, T}(Expression{Func{TContext, IQueryable{T}}})"/>
    [OverloadResolutionPriority(1)]
    public static Func<TContext, T1, T2, T3, CompiledList<T>> Create<TContext, T1, T2, T3, T>(string name, Expression<Func<TContext, T1, T2, T3, IQueryable<T>>> query)
        where TContext : TableContext => Make(query, Checked(name));

    private static Func<TContext, T1, T2, T3, CompiledList<T>> Make<TContext, T1, T2, T3, T>(Expression<Func<TContext, T1, T2, T3, IQueryable<T>>> query, string? name)
        where TContext : TableContext
    {
        var plans = new CompiledPlans(query, name);
        return (db, a1, a2, a3) => new(plans.Call(db, a1, a2, a3));
    }

    /// <inheritdoc cref="Create{TContext, T}(Expression{Func{TContext, IQueryable{T}}})"/>
    [OverloadResolutionPriority(1)]
    public static Func<TContext, T1, T2, T3, T4, CompiledList<T>> Create<TContext, T1, T2, T3, T4, T>(Expression<Func<TContext, T1, T2, T3, T4, IQueryable<T>>> query)
        where TContext : TableContext => Make(query, null);

    /// <param name="name">What reports call the query.</param>
    /// <param name="query">The query, as a lambda of the context and of its values.</param>
    /// <inheritdoc cref="Create{TContext, T}(Expression{Func{TContext, IQueryable{T}}})"/>
    [OverloadResolutionPriority(1)]
    public static Func<TContext, T1, T2, T3, T4, CompiledList<T>> Create<TContext, T1, T2, T3, T4, T>(string name, Expression<Func<TContext, T1, T2, T3, T4, IQueryable<T>>> query)
        where TContext : TableContext => Make(query, Checked(name));

    private static Func<TContext, T1, T2, T3, T4, CompiledList<T>> Make<TContext, T1, T2, T3, T4, T>(Expression<Func<TContext, T1, T2, T3, T4, IQueryable<T>>> query, string? name)
        where TContext : TableContext
    {
        var plans = new CompiledPlans(query, name);
        return (db, a1, a2, a3, a4) => new(plans.Call(db, a1, a2, a3, a4));
    }

    /// <inheritdoc cref="Create{TContext, T}(Expression{Func{TContext, IQueryable{T}}})"/>
    [OverloadResolutionPriority(1)]
    public static Func<TContext, T1, T2, T3, T4, T5, CompiledList<T>> Create<TContext, T1, T2, T3, T4, T5, T>(Expression<Func<TContext, T1, T2, T3, T4, T5, IQueryable<T>>> query)
        where TContext : TableContext => Make(query, null);

    /// <param name="name">What reports call the query.</param>
    /// <param name="query">The query, as a lambda of the context and of its values.</param>
    /// <inheritdoc cref="Create{TContext, T}(Expression{Func{TContext, IQueryable{T}}})"/>
    [OverloadResolutionPriority(1)]
    public static Func<TContext, T1, T2, T3, T4, T5, CompiledList<T>> Create<TContext, T1, T2, T3, T4, T5, T>(string name, Expression<Func<TContext, T1, T2, T3, T4, T5, IQueryable<T>>> query)
        where TContext : TableContext => Make(query, Checked(name));

    private static Func<TContext, T1, T2, T3, T4, T5, CompiledList<T>> Make<TContext, T1, T2, T3, T4, T5, T>(Expression<Func<TContext, T1, T2, T3, T4, T5, IQueryable<T>>> query, string? name)
        where TContext : TableContext
    {
        var plans = new CompiledPlans(query, name);
        return (db, a1, a2, a3, a4, a5) => new(plans.Call(db, a1, a2, a3, a4, a5));
    }

    /// <inheritdoc cref="Create{TContext, T}(Expression{Func{TContext, IQueryable{T}}})"/>
    [OverloadResolutionPriority(1)]
    public static Func<TContext, T1, T2, T3, T4, T5, T6, CompiledList<T>> Create<TContext, T1, T2, T3, T4, T5, T6, T>(Expression<Func<TContext, T1, T2, T3, T4, T5, T6, IQueryable<T>>> query)
        where TContext : TableContext => Make(query, null);

    /// <param name="name">What reports call the query.</param>
    /// <param name="query">The query, as a lambda of the context and of its values.</param>
    /// <inheritdoc cref="Create{TContext, T}(Expression{Func{TContext, IQueryable{T}}})"/>
    [OverloadResolutionPriority(1)]
    public static Func<TContext, T1, T2, T3, T4, T5, T6, CompiledList<T>> Create<TContext, T1, T2, T3, T4, T5, T6, T>(string name, Expression<Func<TContext, T1, T2, T3, T4, T5, T6, IQueryable<T>>> query)
        where TContext : TableContext => Make(query, Checked(name));

    private static Func<TContext, T1, T2, T3, T4, T5, T6, CompiledList<T>> Make<TContext, T1, T2, T3, T4, T5, T6, T>(Expression<Func<TContext, T1, T2, T3, T4, T5, T6, IQueryable<T>>> query, string? name)
        where TContext : TableContext
    {
        var plans = new CompiledPlans(query, name);
        return (db, a1, a2, a3, a4, a5, a6) => new(plans.Call(db, a1, a2, a3, a4, a5, a6));
    }

    private static string Checked(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return name;
    }
}
