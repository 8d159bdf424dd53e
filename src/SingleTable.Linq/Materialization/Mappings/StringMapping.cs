using System.Text;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Materialization;

/// <summary>Text to <c>S</c>.</summary>
internal sealed class StringMapping() : ScalarMapping<string>(AttributeKind.S)
{
    public override bool IsImmutable => true;

    public override bool IsOrdered => true;

    public override string? Read(ref DynamoJsonReader reader, ref StringMemo memo)
    {
        if (!Begin(ref reader, AttributeTag.S)) return null;
        var value = memo.Get(reader.ReadString());
        reader.EndValue();
        return value;
    }

    public override object? ReadBoxed(ref DynamoJsonReader reader, ref StringMemo memo) => Read(ref reader, ref memo);

    public override void WriteText(DynamoJsonWriter writer, string value)
    {
        if (!writer.TryWritePlainText(value))
        {
            RefuseUnpairedSurrogates(value);
            writer.WriteStringValue(value);
        }
    }

    public override void WriteAttribute(DynamoJsonWriter writer, JsonName name, string value)
    {
        if (!writer.TryWritePlainAttribute(name, value)) base.WriteAttribute(writer, name, value);
    }

    public override string ToText(string value)
    {
        RefuseUnpairedSurrogates(value);
        return value;
    }

    protected override bool TryParse(ReadOnlySpan<byte> text, out string value)
    {
        value = DynamoJsonReader.Decode(text);
        return true;
    }

    // The writer would turn them all into the same replacement character.
    private static void RefuseUnpairedSurrogates(ReadOnlySpan<char> text)
    {
        var at = text.IndexOfAnyInRange('\uD800', '\uDFFF');
        while (at >= 0)
        {
            text = text[at..];
            if (Rune.DecodeFromUtf16(text, out _, out var length) != System.Buffers.OperationStatus.Done)
                throw ItemFormatException.NotStorable(typeof(string), "it holds half of a surrogate pair, which is no Unicode text.");
            text = text[length..];
            at = text.IndexOfAnyInRange('\uD800', '\uDFFF');
        }
    }
}

/// <summary>One UTF-16 unit to <c>S</c>.</summary>
internal sealed class CharMapping() : ShortTextMapping<char>(AttributeKind.S)
{
    public override bool IsImmutable => true;

    // Of all units some need an escape.
    public override void WriteText(DynamoJsonWriter writer, char value)
    {
        Span<byte> buffer = stackalloc byte[4];
        writer.WriteStringValue(buffer[..Format(value, buffer)]);
    }

    protected override bool TryParse(ReadOnlySpan<byte> text, out char value)
    {
        var status = Rune.DecodeFromUtf8(text, out var rune, out var length);
        value = (char)rune.Value;
        return status == System.Buffers.OperationStatus.Done && length == text.Length && rune.IsBmp;
    }

    protected override int Format(char value, Span<byte> destination) =>
        Rune.TryCreate(value, out var rune)
            ? rune.EncodeToUtf8(destination)
            : throw ItemFormatException.NotStorable(typeof(char), "it is half of a surrogate pair. Use a string.");
}
