using System.Linq.Expressions;
using System.Reflection;

namespace SingleTable.Linq.Querying;

/// <summary>The operators that end a query, and the one that mostly begins it, looked up once for each element type: a lookup costs as much as the rest of a small tree.</summary>
internal static class QueryMethods<T>
{
    public static MethodInfo Where => field ??= new Func<IQueryable<T>, Expression<Func<T, bool>>, IQueryable<T>>(Queryable.Where).Method;

    public static MethodInfo First => field ??= new Func<IQueryable<T>, T>(Queryable.First).Method;

    public static MethodInfo FirstWhere => field ??= new Func<IQueryable<T>, Expression<Func<T, bool>>, T>(Queryable.First).Method;

    public static MethodInfo FirstOrDefault => field ??= new Func<IQueryable<T>, T?>(Queryable.FirstOrDefault).Method;

    public static MethodInfo FirstOrDefaultWhere => field ??= new Func<IQueryable<T>, Expression<Func<T, bool>>, T?>(Queryable.FirstOrDefault).Method;

    public static MethodInfo Single => field ??= new Func<IQueryable<T>, T>(Queryable.Single).Method;

    public static MethodInfo SingleWhere => field ??= new Func<IQueryable<T>, Expression<Func<T, bool>>, T>(Queryable.Single).Method;

    public static MethodInfo SingleOrDefault => field ??= new Func<IQueryable<T>, T?>(Queryable.SingleOrDefault).Method;

    public static MethodInfo SingleOrDefaultWhere =>
        field ??= new Func<IQueryable<T>, Expression<Func<T, bool>>, T?>(Queryable.SingleOrDefault).Method;

    public static MethodInfo Any => field ??= new Func<IQueryable<T>, bool>(Queryable.Any).Method;

    public static MethodInfo AnyWhere => field ??= new Func<IQueryable<T>, Expression<Func<T, bool>>, bool>(Queryable.Any).Method;

    public static MethodInfo Count => field ??= new Func<IQueryable<T>, int>(Queryable.Count).Method;

    public static MethodInfo CountWhere => field ??= new Func<IQueryable<T>, Expression<Func<T, bool>>, int>(Queryable.Count).Method;

    public static MethodInfo LongCount => field ??= new Func<IQueryable<T>, long>(Queryable.LongCount).Method;

    public static MethodInfo LongCountWhere => field ??= new Func<IQueryable<T>, Expression<Func<T, bool>>, long>(Queryable.LongCount).Method;
}
