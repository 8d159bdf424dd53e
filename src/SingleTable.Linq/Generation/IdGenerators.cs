using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace SingleTable.Linq;

/// <summary>UUIDs of RFC 9562: version 4, or version 7 with the time of the write.</summary>
internal sealed class UuidGenerator(bool timeOrdered) : TypedGenerator
{
    protected override string Name => timeOrdered ? nameof(Generate.UuidV7) : nameof(Generate.UuidV4);

    protected override bool Makes(Type type) => type == typeof(Guid) || type == typeof(string);

    protected override object Make(GenerationContext context, Type type)
    {
        Span<byte> bytes = stackalloc byte[16];
        RandomNumberGenerator.Fill(bytes);
        if (timeOrdered)
            IdBytes.WriteTime48(bytes, context.UtcNow);
        bytes[6] = (byte)((bytes[6] & 0x0F) | (timeOrdered ? 0x70 : 0x40));
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        var uuid = new Guid(bytes, bigEndian: true);
        return type == typeof(Guid) ? uuid : uuid.ToString("D");
    }
}

/// <summary>48 bits of time and 80 random bits, in Crockford's base 32. Within one millisecond of one clock the next id is the last one plus one.</summary>
internal sealed class UlidGenerator : TypedGenerator
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private readonly ConditionalWeakTable<TimeProvider, Last> _lasts = [];

    protected override string Name => nameof(Generate.Ulid);

    protected override bool Makes(Type type) => type == typeof(string);

    protected override object Make(GenerationContext context, Type type)
    {
        Span<byte> bytes = stackalloc byte[16];
        RandomNumberGenerator.Fill(bytes);
        IdBytes.WriteTime48(bytes, context.UtcNow);
        // Half of the random range stays free, so that counting up never reaches the next millisecond.
        bytes[6] &= 0x7F;
        return IdBytes.ToText(_lasts.GetOrCreateValue(context.TimeProvider).Following(BinaryPrimitives.ReadUInt128BigEndian(bytes)), Alphabet, 26);
    }

    private sealed class Last
    {
        private readonly Lock _lock = new();
        private UInt128 _id;

        public UInt128 Following(UInt128 fresh)
        {
            lock (_lock)
            {
                _id = fresh >> 80 == _id >> 80 ? _id + 1 : fresh;
                return _id;
            }
        }
    }
}

/// <summary>32 bits of seconds since KSUID's own epoch and 128 random bits, in base 62.</summary>
internal sealed class KsuidGenerator : TypedGenerator
{
    public const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const long Epoch = 1_400_000_000;

    protected override string Name => nameof(Generate.Ksuid);

    protected override bool Makes(Type type) => type == typeof(string);

    protected override object Make(GenerationContext context, Type type)
    {
        Span<byte> bytes = stackalloc byte[20];
        RandomNumberGenerator.Fill(bytes);
        BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)(context.UtcNow.ToUnixTimeSeconds() - Epoch));
        return IdBytes.ToText(new BigInteger(bytes, isUnsigned: true, isBigEndian: true), Alphabet, 27);
    }
}

internal static class IdBytes
{
    public static void WriteTime48(Span<byte> bytes, DateTimeOffset time)
    {
        var milliseconds = time.ToUnixTimeMilliseconds();
        BinaryPrimitives.WriteUInt16BigEndian(bytes, (ushort)(milliseconds >> 32));
        BinaryPrimitives.WriteUInt32BigEndian(bytes[2..], (uint)milliseconds);
    }

    public static string ToText<T>(T number, string alphabet, int length)
        where T : IBinaryInteger<T>
    {
        Span<char> text = stackalloc char[length];
        var radix = T.CreateChecked(alphabet.Length);
        for (var i = length - 1; i >= 0; i--)
        {
            (number, var digit) = T.DivRem(number, radix);
            text[i] = alphabet[int.CreateChecked(digit)];
        }
        return new string(text);
    }
}
