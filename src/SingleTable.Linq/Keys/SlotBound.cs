namespace SingleTable.Linq.Keys;

/// <summary>What a predicate says about one slot beyond equality: a lower and an upper bound, or a prefix.</summary>
internal readonly record struct SlotBound
{
    public object? Lower { get; init; }
    public object? Upper { get; init; }
    public string? Prefix { get; init; }
    public bool HasLower { get; init; }
    public bool HasUpper { get; init; }
    public bool LowerInclusive { get; init; }
    public bool UpperInclusive { get; init; }

    public static SlotBound AtLeast(object? value) => new() { HasLower = true, Lower = value, LowerInclusive = true };

    public static SlotBound MoreThan(object? value) => new() { HasLower = true, Lower = value };

    public static SlotBound AtMost(object? value) => new() { HasUpper = true, Upper = value, UpperInclusive = true };

    public static SlotBound LessThan(object? value) => new() { HasUpper = true, Upper = value };

    public static SlotBound Between(object? lower, object? upper) => AtLeast(lower).And(AtMost(upper));

    public static SlotBound StartsWith(string prefix) => new() { Prefix = prefix };

    /// <summary>Joins a lower bound with an upper one.</summary>
    public SlotBound And(SlotBound other)
    {
        if ((HasLower && other.HasLower) || (HasUpper && other.HasUpper) || Prefix is not null || other.Prefix is not null)
            throw new ArgumentException("Only a lower bound and an upper bound can be joined.", nameof(other));
        return HasLower
            ? this with { HasUpper = other.HasUpper, Upper = other.Upper, UpperInclusive = other.UpperInclusive }
            : other with { HasUpper = HasUpper, Upper = Upper, UpperInclusive = UpperInclusive };
    }
}
