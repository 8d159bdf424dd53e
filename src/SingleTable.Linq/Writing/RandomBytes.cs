using System.Buffers.Binary;
using System.Diagnostics;
using System.Security.Cryptography;

namespace SingleTable.Linq.Writing;

/// <summary>Random bytes for ids: many are fetched at once, because the system's generator takes as long for them as for a few.</summary>
internal static class RandomBytes
{
    private const int AtOnce = 1024;

    [ThreadStatic]
    private static byte[]? t_random;

    [ThreadStatic]
    private static int t_left;

    /// <param name="id">Receives the bytes: eight or more.</param>
    public static void Fill(Span<byte> id)
    {
        var random = t_random ??= new byte[AtOnce];
        if (t_left < id.Length)
        {
            RandomNumberGenerator.Fill(random);
            t_left = AtOnce;
        }

        t_left -= id.Length;
        random.AsSpan(t_left, id.Length).CopyTo(id);

        // A process that is restored from a snapshot more than once has the same bytes each time, but not at the same moment.
        BinaryPrimitives.WriteInt64LittleEndian(id, BinaryPrimitives.ReadInt64LittleEndian(id) ^ Stopwatch.GetTimestamp());
    }
}
