namespace SingleTable.Linq;

/// <summary>What a <see cref="ValueGenerator"/> knows about the write it makes a value for.</summary>
/// <param name="entity">The name of the entity type.</param>
/// <param name="timeProvider">The clock.</param>
/// <param name="tenant">The tenant of the scope, where there is one.</param>
/// <param name="context">The table context that writes.</param>
public sealed class GenerationContext(string entity, TimeProvider timeProvider, string? tenant = null, object? context = null)
{
    /// <summary>The name of the entity type.</summary>
    public string Entity { get; } = entity ?? throw new ArgumentNullException(nameof(entity));

    /// <summary>The tenant of the scope, where there is one.</summary>
    public string? Tenant { get; } = tenant;

    /// <summary>The clock.</summary>
    public TimeProvider TimeProvider { get; } = timeProvider ?? throw new ArgumentNullException(nameof(timeProvider));

    /// <summary>The time of the write: the same for all properties of one item.</summary>
    public DateTimeOffset UtcNow { get; } = timeProvider.GetUtcNow();

    /// <summary>The table context that writes, where there is one.</summary>
    public object? Context { get; } = context;

    /// <summary>The values that were awaited, by their properties.</summary>
    internal Dictionary<object, object?> Awaited => field ??= [];
}
