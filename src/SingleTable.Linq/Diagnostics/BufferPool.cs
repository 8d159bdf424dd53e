using System.Buffers;

namespace SingleTable.Linq.Diagnostics;

/// <summary>
/// Where every buffer comes from that goes back. One place, so that all tests run with a pool that spoils what is returned, and tells of what is returned
/// twice, written to later, or never returned.
/// </summary>
internal static class BufferPool
{
    public static ArrayPool<byte> Bytes { get; set; } = ArrayPool<byte>.Shared;

    /// <summary>For what may be dropped instead of going back: nobody says of a transaction that it will never be committed.</summary>
    public static ArrayPool<byte> Droppable { get; set; } = ArrayPool<byte>.Shared;

    /// <summary>Whether it is such a pool: then nothing is kept that could go back.</summary>
    public static bool IsWatched => !ReferenceEquals(Bytes, ArrayPool<byte>.Shared);
}
