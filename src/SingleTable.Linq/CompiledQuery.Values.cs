using System.Linq.Expressions;
using SingleTable.Linq.Execution;

namespace SingleTable.Linq;

public static partial class CompiledQuery
{
    /// <summary>Compiles a query that ends in <c>First</c>, <c>Single</c>, <c>Any</c>, <c>Count</c> or one of their forms.</summary>
    /// <param name="query">The query, as a lambda of the context and of its values.</param>
    /// <returns>From a context and values to the query that is ready to run.</returns>
    public static Func<TContext, CompiledValue<TResult>> Create<TContext, TResult>(Expression<Func<TContext, TResult>> query)
        where TContext : TableContext => Make(query, null);

    /// <param name="name">What reports call the query.</param>
    /// <param name="query">The query, as a lambda of the context and of its values.</param>
    /// <inheritdoc cref="Create{TContext, TResult}(Expression{Func{TContext, TResult}})"/>
    public static Func<TContext, CompiledValue<TResult>> Create<TContext, TResult>(string name, Expression<Func<TContext, TResult>> query)
        where TContext : TableContext => Make(query, Checked(name));

    private static Func<TContext, CompiledValue<TResult>> Make<TContext, TResult>(Expression<Func<TContext, TResult>> query, string? name)
        where TContext : TableContext
    {
        var plans = new CompiledPlans(query, name);
        return db => new(plans.Call(db));
    }

    /// <inheritdoc cref="Create{TContext, TResult}(Expression{Func{TContext, TResult}})"/>
    public static Func<TContext, T1, CompiledValue<TResult>> Create<TContext, T1, TResult>(Expression<Func<TContext, T1, TResult>> query)
        where TContext : TableContext => Make(query, null);

    /// <param name="name">What reports call the query.</param>
    /// <param name="query">The query, as a lambda of the context and of its values.</param>
    /// <inheritdoc cref="Create{TContext, TResult}(Expression{Func{TContext, TResult}})"/>
    public static Func<TContext, T1, CompiledValue<TResult>> Create<TContext, T1, TResult>(string name, Expression<Func<TContext, T1, TResult>> query)
        where TContext : TableContext => Make(query, Checked(name));

    private static Func<TContext, T1, CompiledValue<TResult>> Make<TContext, T1, TResult>(Expression<Func<TContext, T1, TResult>> query, string? name)
        where TContext : TableContext
    {
        var plans = new CompiledPlans(query, name);
        return (db, a1) => new(plans.Call(db, a1));
    }

    /// <inheritdoc cref="Create{TContext, TResult}(Expression{Func{TContext, TResult}})"/>
    public static Func<TContext, T1, T2, CompiledValue<TResult>> Create<TContext, T1, T2, TResult>(Expression<Func<TContext, T1, T2, TResult>> query)
        where TContext : TableContext => Make(query, null);

    /// <param name="name">What reports call the query.</param>
    /// <param name="query">The query, as a lambda of the context and of its values.</param>
    /// <inheritdoc cref="Create{TContext, TResult}(Expression{Func{TContext, TResult}})"/>
    public static Func<TContext, T1, T2, CompiledValue<TResult>> Create<TContext, T1, T2, TResult>(string name, Expression<Func<TContext, T1, T2, TResult>> query)
        where TContext : TableContext => Make(query, Checked(name));

    private static Func<TContext, T1, T2, CompiledValue<TResult>> Make<TContext, T1, T2, TResult>(Expression<Func<TContext, T1, T2, TResult>> query, string? name)
        where TContext : TableContext
    {
        var plans = new CompiledPlans(query, name);
        return (db, a1, a2) => new(plans.Call(db, a1, a2));
    }

    /// <inheritdoc cref="Create{TContext, TResult}(Expression{Func{TContext, TResult}})"/>
    public static Func<TContext, T1, T2, T3, CompiledValue<TResult>> Create<TContext, T1, T2, T3, TResult>(Expression<Func<TContext, T1, T2, T3, TResult>> query)
        where TContext : TableContext => Make(query, null);

    /// <param name="name">What reports call the query.</param>
    /// <param name="query">The query, as a lambda of the context and of its values.</param>
    /// <inheritdoc cref="Create{TContext, TResult}(Expression{Func{TContext, TResult}})"/>
    public static Func<TContext, T1, T2, T3, CompiledValue<TResult>> Create<TContext, T1, T2, T3, TResult>(string name, Expression<Func<TContext, T1, T2, T3, TResult>> query)
        where TContext : TableContext => Make(query, Checked(name));

    private static Func<TContext, T1, T2, T3, CompiledValue<TResult>> Make<TContext, T1, T2, T3, TResult>(Expression<Func<TContext, T1, T2, T3, TResult>> query, string? name)
        where TContext : TableContext
    {
        var plans = new CompiledPlans(query, name);
        return (db, a1, a2, a3) => new(plans.Call(db, a1, a2, a3));
    }

    /// <inheritdoc cref="Create{TContext, TResult}(Expression{Func{TContext, TResult}})"/>
    public static Func<TContext, T1, T2, T3, T4, CompiledValue<TResult>> Create<TContext, T1, T2, T3, T4, TResult>(Expression<Func<TContext, T1, T2, T3, T4, TResult>> query)
        where TContext : TableContext => Make(query, null);

    /// <param name="name">What reports call the query.</param>
    /// <param name="query">The query, as a lambda of the context and of its values.</param>
    /// <inheritdoc cref="Create{TContext, TResult}(Expression{Func{TContext, TResult}})"/>
    public static Func<TContext, T1, T2, T3, T4, CompiledValue<TResult>> Create<TContext, T1, T2, T3, T4, TResult>(string name, Expression<Func<TContext, T1, T2, T3, T4, TResult>> query)
        where TContext : TableContext => Make(query, Checked(name));

    private static Func<TContext, T1, T2, T3, T4, CompiledValue<TResult>> Make<TContext, T1, T2, T3, T4, TResult>(Expression<Func<TContext, T1, T2, T3, T4, TResult>> query, string? name)
        where TContext : TableContext
    {
        var plans = new CompiledPlans(query, name);
        return (db, a1, a2, a3, a4) => new(plans.Call(db, a1, a2, a3, a4));
    }

    /// <inheritdoc cref="Create{TContext, TResult}(Expression{Func{TContext, TResult}})"/>
    public static Func<TContext, T1, T2, T3, T4, T5, CompiledValue<TResult>> Create<TContext, T1, T2, T3, T4, T5, TResult>(Expression<Func<TContext, T1, T2, T3, T4, T5, TResult>> query)
        where TContext : TableContext => Make(query, null);

    /// <param name="name">What reports call the query.</param>
    /// <param name="query">The query, as a lambda of the context and of its values.</param>
    /// <inheritdoc cref="Create{TContext, TResult}(Expression{Func{TContext, TResult}})"/>
    public static Func<TContext, T1, T2, T3, T4, T5, CompiledValue<TResult>> Create<TContext, T1, T2, T3, T4, T5, TResult>(string name, Expression<Func<TContext, T1, T2, T3, T4, T5, TResult>> query)
        where TContext : TableContext => Make(query, Checked(name));

    private static Func<TContext, T1, T2, T3, T4, T5, CompiledValue<TResult>> Make<TContext, T1, T2, T3, T4, T5, TResult>(Expression<Func<TContext, T1, T2, T3, T4, T5, TResult>> query, string? name)
        where TContext : TableContext
    {
        var plans = new CompiledPlans(query, name);
        return (db, a1, a2, a3, a4, a5) => new(plans.Call(db, a1, a2, a3, a4, a5));
    }

    /// <inheritdoc cref="Create{TContext, TResult}(Expression{Func{TContext, TResult}})"/>
    public static Func<TContext, T1, T2, T3, T4, T5, T6, CompiledValue<TResult>> Create<TContext, T1, T2, T3, T4, T5, T6, TResult>(Expression<Func<TContext, T1, T2, T3, T4, T5, T6, TResult>> query)
        where TContext : TableContext => Make(query, null);

    /// <param name="name">What reports call the query.</param>
    /// <param name="query">The query, as a lambda of the context and of its values.</param>
    /// <inheritdoc cref="Create{TContext, TResult}(Expression{Func{TContext, TResult}})"/>
    public static Func<TContext, T1, T2, T3, T4, T5, T6, CompiledValue<TResult>> Create<TContext, T1, T2, T3, T4, T5, T6, TResult>(string name, Expression<Func<TContext, T1, T2, T3, T4, T5, T6, TResult>> query)
        where TContext : TableContext => Make(query, Checked(name));

    private static Func<TContext, T1, T2, T3, T4, T5, T6, CompiledValue<TResult>> Make<TContext, T1, T2, T3, T4, T5, T6, TResult>(Expression<Func<TContext, T1, T2, T3, T4, T5, T6, TResult>> query, string? name)
        where TContext : TableContext
    {
        var plans = new CompiledPlans(query, name);
        return (db, a1, a2, a3, a4, a5, a6) => new(plans.Call(db, a1, a2, a3, a4, a5, a6));
    }
}
