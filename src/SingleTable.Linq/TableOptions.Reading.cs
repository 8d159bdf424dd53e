using SingleTable.Linq.Execution.Pages;

namespace SingleTable.Linq;

public abstract partial record TableOptions
{
    private readonly int _maxMaterializedItems = 100_000;

    /// <summary>
    /// The most results that ToListAsync, ToArrayAsync and Include hold in memory at once, children included: 100,000 unless set. More of them end in
    /// <see cref="BudgetExceededException"/> (<c>STL4202</c>). AsAsyncEnumerable has no such limit. It is also the largest size of a page.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive.</exception>
    public int MaxMaterializedItems
    {
        get => _maxMaterializedItems;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
            _maxMaterializedItems = value;
        }
    }

    /// <summary>
    /// Whether AsAsyncEnumerable reads the next page (up to 1 MB) while your loop is at this one. Off unless set, because a loop that ends early has
    /// then paid for one page more. <see cref="EntityQueryableExtensions.Prefetch"/> decides for one query.
    /// </summary>
    public bool Prefetch { get; init; }

    /// <summary>
    /// The secrets that page tokens are sealed with: at least 32 random bytes each. The first one seals, all of them open, so that a key is
    /// replaced by putting the new one first and removing the old one when its tokens have been used up. Without any, a random key of this process
    /// is used, and tokens end with the process and are not understood by another one: set it when several servers share the work. They are copied,
    /// and cannot be read back.
    /// </summary>
    /// <exception cref="ArgumentException">There is none, or one of them is shorter than 32 bytes.</exception>
    public IReadOnlyList<byte[]> PagingKeys
    {
        init => PageKeys = PageKeyRing.Of(value);
    }

    internal PageKeyRing PageKeys { get; private init; } = PageKeyRing.OfProcess;
}
