using System.Security.Cryptography;
using System.Text;

namespace SingleTable.Linq.Writing.Bulk;

/// <summary>How far an operation on many items is: the content of its token.</summary>
/// <param name="Operation">The id that it leaves in the items that it updates.</param>
/// <param name="Part">Which of the requests it is at.</param>
/// <param name="Key">The raw key to read on behind; empty for the start.</param>
/// <param name="Done">Items behind that place that need no write any more, by the marks of their keys: not many, because writes overtake each other only a little.</param>
/// <param name="Open">Items whose write was sent, and whose answer nobody got.</param>
internal sealed record BulkPosition(string Operation, int Part, byte[] Key, IReadOnlyCollection<Guid> Done, IReadOnlyCollection<Guid> Open)
{
    public static BulkPosition Start() => new(WriteId.Next(), 0, [], [], []);

    /// <summary>A key in 16 bytes, whatever its length.</summary>
    public static Guid Mark(ItemKey key)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{key.Partition.Length}:{key.Partition}{key.Sort}"), hash);
        return new Guid(hash[..16]);
    }

    public byte[] ToBytes()
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write(Operation);
        writer.Write(Part);
        writer.Write(Key.Length);
        writer.Write(Key);
        Write(writer, Done);
        Write(writer, Open);
        return stream.ToArray();
    }

    /// <param name="bytes">What <see cref="ToBytes"/> made: tokens are sealed.</param>
    public static BulkPosition Of(byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes));
        return new(reader.ReadString(), reader.ReadInt32(), reader.ReadBytes(reader.ReadInt32()), Read(reader), Read(reader));
    }

    private static void Write(BinaryWriter writer, IReadOnlyCollection<Guid> marks)
    {
        writer.Write(marks.Count);
        foreach (var mark in marks)
        {
            writer.Write(mark.ToByteArray());
        }
    }

    private static Guid[] Read(BinaryReader reader)
    {
        var marks = new Guid[reader.ReadInt32()];
        for (var i = 0; i < marks.Length; i++)
        {
            marks[i] = new Guid(reader.ReadBytes(16));
        }

        return marks;
    }
}
