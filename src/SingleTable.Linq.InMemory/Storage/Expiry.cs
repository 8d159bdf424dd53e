using System.Globalization;
using SingleTable.Linq.InMemory.Values;

namespace SingleTable.Linq.InMemory.Storage;

/// <summary>Keys by the time at which their items may expire. An entry is a hint: the item is asked again before it goes.</summary>
internal sealed class Expiry
{
    private readonly PriorityQueue<ItemKey, DateTimeOffset> _times = new();

    public void Note(ItemKey key, MapValue item, string attribute)
    {
        if (TimeOf(item, attribute) is { } time) _times.Enqueue(key, time);
    }

    public bool TryDequeue(DateTimeOffset now, out ItemKey key) =>
        _times.TryPeek(out key!, out var time) && time <= now && _times.TryDequeue(out key!, out _);

    /// <summary>Seconds since 1970 in a number attribute; anything else never expires.</summary>
    public static DateTimeOffset? TimeOf(MapValue item, string attribute)
    {
        if (item.Get(attribute) is not NumberValue number) return null;
        return double.TryParse(number.Number.ToString(), CultureInfo.InvariantCulture, out double seconds) && seconds is >= 0 and < 253_402_300_800
            ? DateTimeOffset.UnixEpoch.AddSeconds(seconds)
            : null;
    }
}
