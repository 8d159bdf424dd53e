using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace SingleTable.Linq.Materialization;

/// <summary>Finds the index of a name by its UTF-8 bytes: open addressing, one multiplication, one comparison.</summary>
internal sealed class NameTable
{
    private const ulong Mix = 0x9E3779B97F4A7C15UL;

    private readonly Slot[] _slots;
    private readonly int _shift;

    public NameTable(IReadOnlyList<string> names)
    {
        var bits = 3;
        while (1 << bits < names.Count * 2) bits++;
        _slots = new Slot[1 << bits];
        _shift = 64 - bits;
        for (var i = 0; i < names.Count; i++)
        {
            var name = Encoding.UTF8.GetBytes(names[i]);
            var key = KeyOf(name);
            var at = (int)((key * Mix) >> _shift);
            while (_slots[at].Name is not null) at = (at + 1) & (_slots.Length - 1);
            _slots[at] = new Slot(key, i, name);
        }
    }

    /// <summary>The index of the name, or -1.</summary>
    public int Find(ReadOnlySpan<byte> name)
    {
        var key = KeyOf(name);
        var slots = _slots;
        var at = (int)((key * Mix) >> _shift);
        while (true)
        {
            ref readonly var slot = ref slots[at & (slots.Length - 1)];
            if (slot.Name is null) return -1;
            if (slot.Key == key && name.SequenceEqual(slot.Name)) return slot.Index;
            at++;
        }
    }

    // The first and the last bytes and the length tell nearly all names of an item apart; equality is checked anyway.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong KeyOf(ReadOnlySpan<byte> name)
    {
        var length = name.Length;
        var key = length switch
        {
            >= 8 => MemoryMarshal.Read<ulong>(name) ^ (MemoryMarshal.Read<ulong>(name[(length - 8)..]) * Mix),
            >= 4 => MemoryMarshal.Read<uint>(name) | ((ulong)MemoryMarshal.Read<uint>(name[(length - 4)..]) << 32),
            >= 1 => name[0] | ((ulong)name[length >> 1] << 8) | ((ulong)name[length - 1] << 16),
            _ => 0UL,
        };
        return key + ((ulong)length << 56);
    }

    private readonly record struct Slot(ulong Key, int Index, byte[]? Name);
}
