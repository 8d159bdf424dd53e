namespace SingleTable.Linq;

public abstract partial record TableOptions
{
    private readonly int _maxParallelRequests = 4;

    /// <summary>
    /// How many requests of one batch or bulk operation are under way at once: 4 unless set. With 1 they are sent one after the other, in the order of
    /// their items.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive.</exception>
    public int MaxParallelRequests
    {
        get => _maxParallelRequests;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
            _maxParallelRequests = value;
        }
    }
}
