namespace SingleTable.Linq.Keys;

internal sealed class StringCodec(KeyEncoding encoding) : SlotCodec<string>
{
    public override bool PreservesOrderBeforeSeparator => encoding == KeyEncoding.Escaped;
    public override bool SupportsPrefix => true;

    public override void Write(ref KeyWriter writer, string value)
    {
        if (value.Length == 0)
            throw new SlotValueException(KeyValueCodes.Empty, "is empty");
        writer.AppendEscaped(value, encoding);
    }
}

internal sealed class CharCodec(KeyEncoding encoding) : SlotCodec<char>
{
    public override bool PreservesOrderBeforeSeparator => encoding == KeyEncoding.Escaped;

    public override void Write(ref KeyWriter writer, char value) => writer.AppendEscaped([value], encoding);
}

internal sealed class BooleanCodec : SlotCodec<bool>
{
    public override IReadOnlyList<string> Masks { get; } = ["true", "false"];

    public override void Write(ref KeyWriter writer, bool value) => writer.Append(value ? "true"u8 : "false"u8);
}

/// <summary>Lower-case hexadecimal. Its order is that of <see cref="Guid.CompareTo(Guid)"/>, which compares the fields as unsigned numbers.</summary>
internal sealed class GuidCodec(char format) : SlotCodec<Guid>
{
    public override IReadOnlyList<string> Masks { get; } =
        [string.Join(format == 'D' ? "-" : "", new[] { 8, 4, 4, 4, 12 }.Select(count => new string(KeyMask.HexDigit, count)))];

    public override void Write(ref KeyWriter writer, Guid value)
    {
        value.TryFormat(writer.GetSpan(36), out var written, [format]);
        writer.Advance(written);
    }
}
