using System.Buffers;
using System.Buffers.Text;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Materialization;

/// <summary>Bytes to <c>B</c>.</summary>
internal sealed class ByteArrayMapping() : ScalarMapping<byte[]>(AttributeKind.B)
{
    public override void WriteText(DynamoJsonWriter writer, byte[] value) => writer.WriteBase64StringValue(value);

    public override string ToText(byte[] value) => Convert.ToBase64String(value);

    protected override bool TryParse(ReadOnlySpan<byte> text, out byte[] value) => TryDecode(text, out value);

    internal static bool TryDecode(ReadOnlySpan<byte> text, out byte[] value)
    {
        value = [];
        if (text.IsEmpty) return true;
        if (!Base64.IsValid(text, out var length)) return false;
        value = new byte[length];
        return Base64.DecodeFromUtf8(text, value, out _, out _) == OperationStatus.Done;
    }
}

/// <inheritdoc/>
internal sealed class MemoryMapping() : ScalarMapping<ReadOnlyMemory<byte>>(AttributeKind.B)
{
    public override void WriteText(DynamoJsonWriter writer, ReadOnlyMemory<byte> value) => writer.WriteBase64StringValue(value.Span);

    public override AttributeMapping Nullable() => new NullableMapping<ReadOnlyMemory<byte>>(this);

    public override string ToText(ReadOnlyMemory<byte> value) => Convert.ToBase64String(value.Span);

    protected override bool TryParse(ReadOnlySpan<byte> text, out ReadOnlyMemory<byte> value)
    {
        var read = ByteArrayMapping.TryDecode(text, out var bytes);
        value = bytes;
        return read;
    }
}
