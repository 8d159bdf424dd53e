using System.Globalization;

namespace SingleTable.Linq;

internal sealed class TimestampGenerator : TypedGenerator
{
    protected override string Name => nameof(Generate.Timestamp);

    protected override bool Makes(Type type) =>
        type == typeof(DateTime) || type == typeof(DateTimeOffset) || type == typeof(DateOnly) || type == typeof(string) || type == typeof(long);

    protected override object Make(GenerationContext context, Type type)
    {
        var now = context.UtcNow;
        if (type == typeof(DateTimeOffset))
            return now;
        if (type == typeof(DateTime))
            return now.UtcDateTime;
        if (type == typeof(DateOnly))
            return DateOnly.FromDateTime(now.UtcDateTime);
        return type == typeof(long) ? now.ToUnixTimeMilliseconds() : now.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
    }
}
