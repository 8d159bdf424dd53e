namespace AccessPatterns.Devices;

public enum Severity { Info, Warning, Alarm }

public sealed record Device
{
    public required string Id { get; init; }
    public required string Site { get; init; }
    public double? LastValue { get; init; }
    public DateTimeOffset? LastAt { get; init; }
}

public sealed record Reading
{
    public required string DeviceId { get; init; }

    /// <summary>The day that <see cref="At"/> is on, in UTC: with the device it is the partition, which so stays small.</summary>
    public DateOnly Day { get; init; }

    public DateTimeOffset At { get; init; }
    public double Value { get; init; }
    public DateTimeOffset? ExpiresAt { get; init; }

    public static Reading Of(string device, DateTimeOffset at, double value) =>
        new() { DeviceId = device, At = at, Day = DateOnly.FromDateTime(at.UtcDateTime), Value = value };
}

public sealed record Alert
{
    public required string DeviceId { get; init; }
    public DateTimeOffset At { get; init; }
    public Severity Severity { get; init; }

    /// <summary>Null when somebody has looked after it, which takes it off the index of open ones.</summary>
    public int? Shard { get; init; }

    public string? Operator { get; init; }
}
