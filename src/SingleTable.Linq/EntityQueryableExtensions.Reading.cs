using System.Linq.Expressions;

namespace SingleTable.Linq;

public static partial class EntityQueryableExtensions
{
    private const int MaxSegments = 1_000_000;

    /// <summary>
    /// Accepts that the whole table is read, and paid for, when no key answers the query, and reads it in segments at once. The results have no
    /// order.
    /// </summary>
    /// <param name="source">A query of an entity set.</param>
    /// <param name="segments">How many parts the table is divided into, 1 to 1,000,000. More of them than readers even out unequal parts.</param>
    /// <param name="concurrency">How many segments are read at once.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public static IQueryable<T> AllowScan<T>(this IQueryable<T> source, int segments, int concurrency = 8)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(segments);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(segments, MaxSegments);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(concurrency);
        return Append(
            source, ((Func<IQueryable<T>, int, int, IQueryable<T>>)AllowScan).Method, Expression.Constant(segments),
            Expression.Constant(concurrency));
    }

    /// <summary>
    /// Limits what the query may use. It is checked before each request: the query ends with <see cref="BudgetExceededException"/> when it needs
    /// another request and a limit is reached; <see cref="AsyncQueryExtensions.ToPageAsync"/> returns what it has with a token instead (but throws
    /// with Include, whose pages are whole). A later WithBudget replaces an earlier one.
    /// </summary>
    /// <param name="source">A query of an entity set.</param>
    /// <param name="requests">The most requests; the SDK's own retries are not counted.</param>
    /// <param name="items">
    /// The most items that the service evaluates, before filtering; a request asks for no more than are left. Requests that run at once (segments,
    /// partitions) may together go over it by what they have under way.
    /// </param>
    /// <param name="capacityUnits">
    /// Read capacity units, as DynamoDB reports them (it is asked with each request). The last request may go over it: at most by 128 units, for 1
    /// MB, or 256 with ConsistentRead.
    /// </param>
    /// <param name="time">The most time, by the clock of the options; it also ends a request that is under way.</param>
    /// <exception cref="ArgumentOutOfRangeException">A limit is not positive.</exception>
    public static IQueryable<T> WithBudget<T>(
        this IQueryable<T> source, int? requests = null, long? items = null, double? capacityUnits = null, TimeSpan? time = null)
    {
        ThrowIfNotPositive(requests, nameof(requests));
        ThrowIfNotPositive(items, nameof(items));
        ThrowIfNotPositive(capacityUnits, nameof(capacityUnits));
        ThrowIfNotPositive(time?.Ticks, nameof(time));
        return Append(
            source, ((Func<IQueryable<T>, int?, long?, double?, TimeSpan?, IQueryable<T>>)WithBudget).Method,
            Expression.Constant(requests, typeof(int?)), Expression.Constant(items, typeof(long?)), Expression.Constant(capacityUnits, typeof(double?)),
            Expression.Constant(time, typeof(TimeSpan?)));
    }

    /// <summary>
    /// Slows the query down to a rate, for a Scan beside other work: what a request used is waited for before the next one, by the clock of the
    /// options. All segments of a parallel Scan share the rate.
    /// </summary>
    /// <param name="source">A query of an entity set.</param>
    /// <param name="itemsPerSecond">Items that the service evaluates in a second; a request asks for no more than those of one second.</param>
    /// <param name="capacityUnitsPerSecond">Read capacity units in a second, as DynamoDB reports them.</param>
    /// <exception cref="ArgumentOutOfRangeException">A rate is not positive.</exception>
    public static IQueryable<T> WithRateLimit<T>(this IQueryable<T> source, double? itemsPerSecond = null, double? capacityUnitsPerSecond = null)
    {
        ThrowIfNotPositive(itemsPerSecond, nameof(itemsPerSecond));
        ThrowIfNotPositive(capacityUnitsPerSecond, nameof(capacityUnitsPerSecond));
        return Append(
            source, ((Func<IQueryable<T>, double?, double?, IQueryable<T>>)WithRateLimit).Method,
            Expression.Constant(itemsPerSecond, typeof(double?)), Expression.Constant(capacityUnitsPerSecond, typeof(double?)));
    }

    /// <summary>
    /// Lets AsAsyncEnumerable read the next page (up to 1 MB) while your loop is at this one; one page ahead at most. A loop that ends early has paid
    /// for one page more.
    /// </summary>
    /// <param name="source">A query of an entity set.</param>
    /// <param name="isOn">False switches <see cref="TableOptions.Prefetch"/> off for this query.</param>
    public static IQueryable<T> Prefetch<T>(this IQueryable<T> source, bool isOn = true) =>
        Append(source, ((Func<IQueryable<T>, bool, IQueryable<T>>)Prefetch).Method, Expression.Constant(isOn));

    // Written so that NaN is refused too.
    private static void ThrowIfNotPositive(double? value, string name)
    {
        if (value is { } number && !(number > 0))
        {
            throw new ArgumentOutOfRangeException(name, number, "A limit is positive; leave it out for none.");
        }
    }
}
