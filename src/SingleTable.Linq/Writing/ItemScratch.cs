using System.Buffers;
using System.Text.Json;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Writing;

/// <summary>
/// A buffer and a writer that a thread keeps for the items it writes: an item is copied out once, in its own size, instead of growing a buffer of its own.
/// </summary>
internal sealed class ItemScratch
{
    // A rare large item must not stay with the thread.
    private const int LargestKept = 64 * 1024;

    [ThreadStatic]
    private static ItemScratch? t_spare;

    private readonly ArrayBufferWriter<byte> _buffer = new(2048);
    private readonly Utf8JsonWriter _writer;

    private ItemScratch() => _writer = new Utf8JsonWriter(_buffer, BodyMarshaller.WriterOptions);

    public ReadOnlySpan<byte> Written => _buffer.WrittenSpan;

    // Taken while it is in use: a converter of the user's may write an item itself.
    public static ItemScratch Take()
    {
        var scratch = t_spare ?? new ItemScratch();
        t_spare = null;
        return scratch;
    }

    public Utf8JsonWriter Begin()
    {
        _buffer.ResetWrittenCount();
        _writer.Reset(_buffer);
        return _writer;
    }

    public void Return() => t_spare = _buffer.Capacity <= LargestKept ? this : null;
}
