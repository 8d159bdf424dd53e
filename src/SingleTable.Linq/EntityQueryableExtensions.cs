using System.Linq.Expressions;
using System.Reflection;
using SingleTable.Linq.Querying;

namespace SingleTable.Linq;

/// <summary>A query whose last operator was an Include, so that ThenInclude can follow.</summary>
/// <typeparam name="T">The type of the query's results.</typeparam>
/// <typeparam name="TProperty">The type of the included property.</typeparam>
public interface IIncludableQueryable<out T, out TProperty> : IQueryable<T>;

/// <summary>How a query is to be read, and which children come along.</summary>
public static partial class EntityQueryableExtensions
{
    /// <summary>
    /// Reads the children of each result along with it: both live in one partition, so it stays one Query. Inside, <c>Where</c>, <c>OrderBy</c>,
    /// <c>ThenBy</c> and <c>Take</c> choose and order the children of each parent; a parent without children gets an empty list. References are read
    /// after that, each item once: up to 100 of them with one BatchGetItem; one that is not there stays as it was, null.
    /// </summary>
    /// <param name="source">A query of an entity set.</param>
    /// <param name="path">The collection, for example <c>o => o.Teams.Where(t => t.MemberCount > 0)</c>, or the reference, <c>m => m.Team</c>.</param>
    public static IIncludableQueryable<T, TProperty> Include<T, TProperty>(this IQueryable<T> source, Expression<Func<T, TProperty>> path)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(path);
        var method = ((Func<IQueryable<T>, Expression<Func<T, TProperty>>, IIncludableQueryable<T, TProperty>>)Include).Method;
        return Includable<T, TProperty>(source, method, path);
    }

    /// <summary>Reads the children of the children that the Include before it named.</summary>
    /// <param name="source">A query that ends in an Include or ThenInclude of a collection.</param>
    /// <param name="path">The collection, as in <see cref="Include"/>.</param>
    public static IIncludableQueryable<T, TProperty> ThenInclude<T, TPrevious, TProperty>(
        this IIncludableQueryable<T, IEnumerable<TPrevious>> source, Expression<Func<TPrevious, TProperty>> path)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(path);
        var method = ((Func<IIncludableQueryable<T, IEnumerable<TPrevious>>, Expression<Func<TPrevious, TProperty>>, IIncludableQueryable<T, TProperty>>)
            ThenInclude).Method;
        return Includable<T, TProperty>(source, method, path);
    }

    /// <summary>Reads what belongs to the reference that the Include before it named.</summary>
    /// <param name="source">A query that ends in an Include or ThenInclude of a reference.</param>
    /// <param name="path">A reference of the entity that was included.</param>
    public static IIncludableQueryable<T, TProperty> ThenInclude<T, TPrevious, TProperty>(
        this IIncludableQueryable<T, TPrevious?> source, Expression<Func<TPrevious, TProperty>> path)
        where T : class
        where TPrevious : class
    {
        ArgumentNullException.ThrowIfNull(path);
        var method = ((Func<IIncludableQueryable<T, TPrevious?>, Expression<Func<TPrevious, TProperty>>, IIncludableQueryable<T, TProperty>>)ThenInclude).Method;
        return Includable<T, TProperty>(source, method, path);
    }

    /// <summary>
    /// Accepts that Include reads entities of other partitions, which takes requests of their own: after the results, and again after what was read so,
    /// the distinct keys of references are read with one BatchGetItem for each 100, and collections with one Query for each distinct partition, 50 of
    /// them at most. A reference that is included with children of its own takes one Query for each distinct target, and children of results that an
    /// index gave one for each result, also 50 at most.
    /// </summary>
    /// <param name="source">A query of an entity set.</param>
    public static IQueryable<T> AcrossPartitions<T>(this IQueryable<T> source) =>
        Append(source, ((Func<IQueryable<T>, IQueryable<T>>)AcrossPartitions).Method);

    /// <summary>
    /// Reads one entity and the children that Include names with a Query for each range of the sort key, at once, instead of one Query over all that lies
    /// between. Without this, ranges are divided only where items of another entity, of which there may be any number, can lie between: a further Query
    /// costs a request and half a read unit (one with <see cref="ConsistentRead"/>) at most, and what lies between may be any number of items. Ranges that
    /// overlap, as those of children and of their own children, stay one Query.
    /// </summary>
    /// <remarks>
    /// The whole key of the parent must be fixed, with == on each of its properties; for several parents it is refused (STL1205), because their children
    /// stand between them. The Queries see the table at slightly different times, as the pages of one Query do.
    /// </remarks>
    /// <param name="source">A query of an entity set.</param>
    public static IQueryable<T> AsSplitQuery<T>(this IQueryable<T> source) =>
        Append(source, ((Func<IQueryable<T>, IQueryable<T>>)AsSplitQuery).Method);

    /// <summary>
    /// Reads one entity and the children that Include names with one Query, whatever lies between them; the service reads that too, and it is paid for.
    /// See <see cref="AsSplitQuery"/> for what is done otherwise.
    /// </summary>
    /// <param name="source">A query of an entity set.</param>
    public static IQueryable<T> AsSingleQuery<T>(this IQueryable<T> source) =>
        Append(source, ((Func<IQueryable<T>, IQueryable<T>>)AsSingleQuery).Method);

    /// <summary>Reads what was written last. Costs twice the read capacity; not possible on a global secondary index.</summary>
    /// <param name="source">A query of an entity set.</param>
    public static IQueryable<T> ConsistentRead<T>(this IQueryable<T> source) =>
        Append(source, ((Func<IQueryable<T>, IQueryable<T>>)ConsistentRead).Method);

    /// <summary>
    /// Reads from an index that you name, instead of the one that would be chosen. With Include it also says that the children are on it beside their
    /// parents: where a child's key on the index is made of properties of its own that repeat its parent's (a copied CustomerId), a child whose copy
    /// differs is not found. Where the keys on the index are made of what is in the keys of the table, that is certain and need not be said.
    /// </summary>
    /// <param name="source">A query of an entity set.</param>
    /// <param name="index">The name of an index that the entity is on, or of the type index.</param>
    public static IQueryable<T> UsingIndex<T>(this IQueryable<T> source, string index)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(index);
        return Append(source, ((Func<IQueryable<T>, string, IQueryable<T>>)UsingIndex).Method, Expression.Constant(index));
    }

    /// <summary>
    /// Lets the query use an index that does not hold all that the query needs: the keys are read from the index, and then the items from the
    /// table, 100 a request (BatchGetItem), in the order of the index. Where the index holds everything, or the table answers, nothing changes.
    /// </summary>
    /// <remarks>
    /// The index follows the table with a delay: an item that was deleted meanwhile is left out, and one that was changed comes as it is now. What
    /// the query filters by must still be in the index, because the service filters before the items are read.
    /// </remarks>
    /// <param name="source">A query of an entity set.</param>
    public static IQueryable<T> Hydrate<T>(this IQueryable<T> source) =>
        Append(source, ((Func<IQueryable<T>, IQueryable<T>>)Hydrate).Method);

    /// <summary>
    /// Gives the items that are deleted too, of entities with <see cref="EntityBuilder{T}.HasSoftDelete"/>: the results, and all that is included with
    /// them. What has expired stays hidden.
    /// </summary>
    /// <param name="source">A query of an entity set.</param>
    public static IQueryable<T> IncludeDeleted<T>(this IQueryable<T> source) =>
        Append(source, ((Func<IQueryable<T>, IQueryable<T>>)IncludeDeleted).Method);

    /// <summary>Accepts that the whole table is read, and paid for, when no key answers the query.</summary>
    /// <param name="source">A query of an entity set.</param>
    public static IQueryable<T> AllowScan<T>(this IQueryable<T> source) =>
        Append(source, ((Func<IQueryable<T>, IQueryable<T>>)AllowScan).Method);

    internal static IEntityQuery Query<T>(IQueryable<T> source, string method)
    {
        ArgumentNullException.ThrowIfNull(source);
        return source as IEntityQuery ?? throw QueryingErrors.ForeignQuery(method);
    }

    private static IQueryable<T> Append<T>(IQueryable<T> source, MethodInfo method, params ReadOnlySpan<Expression> arguments)
    {
        Query(source, method.Name);
        return source.Provider.CreateQuery<T>(Expression.Call(method, [source.Expression, .. arguments]));
    }

    private static IncludableQueryable<T, TProperty> Includable<T, TProperty>(IQueryable<T> source, MethodInfo method, LambdaExpression path)
    {
        Query(source, method.Name);
        var tree = Expression.Call(method, source.Expression, Expression.Quote(path));
        return new IncludableQueryable<T, TProperty>((EntityQueryProvider)source.Provider, tree);
    }
}
