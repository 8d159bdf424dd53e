namespace AccessPatterns.Devices;

internal sealed class DeviceDesign() : TableDesign<DeviceTable>("devices", "Device log", """
    Devices, their readings and alerts. Readings are divided by device and day, so that no partition grows without end and old ones are never touched again; a range over
    midnight reads two. Open alerts of the whole fleet are on a sparse index with write sharding: four partitions, read at once and merged in order. The state of a device only moves
    forward, whatever order its messages come in.
    """, options => new DeviceTable(options))
{
    private static readonly DateTimeOffset s_midnight = new(2026, 1, 2, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly s_day = new(2026, 1, 1);

    protected override Task SeedAsync(TestTable<DeviceTable> table) => table.SeedAsync(
        null,
        [
            new Device { Id = "pump-1", Site = "north" }, new Device { Id = "pump-2", Site = "north" }, new Device { Id = "fan-1", Site = "south" },
            .. Enumerable.Range(-6, 12).Select(i => Reading.Of("pump-1", s_midnight.AddMinutes(10 * i), i)),
            Alert("pump-1", 0), Alert("pump-2", 1), Alert("fan-1", 2), Alert("fan-1", 3),
        ]);

    protected override IEnumerable<AccessPattern<DeviceTable>> Patterns(TestTable<DeviceTable> table) =>
    [
        Pattern.Done(
            "Store a batch of readings",
            (DeviceTable db) => db.Readings.BatchPutAsync(Enumerable.Range(0, 60).Select(i => Reading.Of("pump-2", s_midnight.AddSeconds(i), i))),
            async db => await db.Readings.CountAsync(r => r.DeviceId == "pump-2" && r.Day == s_day.AddDays(1)) == 60),
        Pattern.Of(
            "The last readings of a day",
            (DeviceTable db) => db.Readings.Where(r => r.DeviceId == "pump-1" && r.Day == s_day).OrderByDescending(r => r.At).Take(2).ToListAsync(),
            all => all.Select(r => r.Value).SequenceEqual([-1.0, -2.0])),
        Pattern.Of(
            "An hour over midnight: two partitions, in order",
            (DeviceTable db) => db.Readings.Where(r => r.DeviceId == "pump-1" && new[] { s_day, s_day.AddDays(1) }.Contains(r.Day)
                && r.At >= s_midnight.AddMinutes(-30) && r.At < s_midnight.AddMinutes(30)).OrderBy(r => r.At).ToListAsync(),
            all => all.Select(r => r.Value).SequenceEqual([-3.0, -2, -1, 0, 1, 2])),
        Pattern.Of(
            "The state of a device, unless a later one is there",
            (DeviceTable db) => db.Devices.Where(d => d.Id == "pump-1")
                .UpdateAsync(u => u.Set(d => d.LastValue, 7.5).Set(d => d.LastAt, s_midnight), when: d => d.LastAt == null || d.LastAt < s_midnight),
            d => d.LastValue == 7.5),
        Pattern.Refused(
            "A message that comes late",
            (DeviceTable db) => db.Devices.Where(d => d.Id == "pump-1")
                .UpdateAsync(u => u.Set(d => d.LastValue, 1.0).Set(d => d.LastAt, s_midnight), when: d => d.LastAt == null || d.LastAt < s_midnight),
            (ConditionFailedException e) => e.Current is Device { LastValue: 7.5 }),
        Pattern.Of("Devices of a site", (DeviceTable db) => db.Devices.Where(d => d.Site == "north").ToListAsync(), all => all.Select(d => d.Id).SequenceEqual(["pump-1", "pump-2"])),
        Pattern.Of(
            "Raise an alert",
            (DeviceTable db) => db.Alerts.CreateAsync(Alert("pump-2", 4)),
            a => a.Shard is not null),
        Pattern.Of(
            "Open alerts of the fleet, newest first",
            (DeviceTable db) => db.Alerts.Where(a => DeviceTable.Shards.Contains(a.Shard!.Value)).OrderByDescending(a => a.At).Take(3).ToListAsync(),
            all => all.Select(a => a.DeviceId).SequenceEqual(["pump-2", "fan-1", "fan-1"])),
        Pattern.Of(
            "Look after one: it leaves the index",
            (DeviceTable db) => db.Alerts.Where(a => a.DeviceId == "fan-1" && a.At == s_midnight.AddMinutes(3)).UpdateAsync(u => u.Remove(a => a.Shard).Set(a => a.Operator, "ada")),
            a => a is { Shard: null, Operator: "ada" }),
        Pattern.Of(
            "All alerts of a device, open or not",
            (DeviceTable db) => db.Alerts.Where(a => a.DeviceId == "fan-1").ToListAsync(),
            all => all.Select(a => a.Operator).SequenceEqual([null, "ada"])),
        Pattern.Of(
            "A device and its alerts, in one query",
            (DeviceTable db) => db.Partition<Device>(d => d.Id == "pump-2").ReadAsync(),
            all => all.Of<Device>().Count == 1 && all.Of<Alert>().Count == 2),
    ];

    private static Alert Alert(string device, int minute) =>
        new() { DeviceId = device, At = s_midnight.AddMinutes(minute), Severity = Severity.Alarm, Shard = DeviceTable.ShardOf(device) };
}
