namespace SingleTable.Linq;

/// <summary>A key that a batch or a transaction asked for.</summary>
/// <param name="EntityType">The entity type.</param>
/// <param name="Values">The values of the key's slots in the order of the key's templates, without the tenant.</param>
public sealed record BatchKey(Type EntityType, IReadOnlyList<object?> Values);

/// <summary>What a batch of keys gave, or a transaction that reads.</summary>
public sealed class BatchGetResult
{
    internal BatchGetResult(IReadOnlyList<BatchKey> keys, IReadOnlyList<object?> entities) => (Keys, Entities) = (keys, entities);

    /// <summary>All keys, in the order in which they were asked for, also those that were asked for twice.</summary>
    public IReadOnlyList<BatchKey> Keys { get; }

    /// <summary>What was found for each of <see cref="Keys"/>, at the same place; null where there is nothing.</summary>
    public IReadOnlyList<object?> Entities { get; }

    /// <summary>The keys that belong to no item of their entity, or to one that has expired; each once.</summary>
    public IReadOnlyList<BatchKey> Missing => [.. Keys.Where((_, i) => Entities[i] is null).DistinctBy(k => (k.EntityType, new Key(k.Values)))];

    /// <summary>The entities of one type that were found, in the order in which they were asked for, each once.</summary>
    /// <typeparam name="T">An entity type.</typeparam>
    public IReadOnlyList<T> Of<T>()
        where T : class =>
        [.. Entities.OfType<T>().Distinct<T>(ReferenceEqualityComparer.Instance)];

    /// <summary>One for each key of a type, in the order in which they were asked for; null where there is nothing.</summary>
    /// <typeparam name="T">The entity type that was asked for.</typeparam>
    public IReadOnlyList<T?> InOrder<T>()
        where T : class =>
        [.. Entities.Where((_, i) => Keys[i].EntityType == typeof(T)).Select(e => (T?)e)];

    private readonly struct Key(IReadOnlyList<object?> values) : IEquatable<Key>
    {
        private readonly IReadOnlyList<object?> _values = values;

        public bool Equals(Key other) => _values.SequenceEqual(other._values);

        public override bool Equals(object? obj) => obj is Key other && Equals(other);

        public override int GetHashCode() => _values.Aggregate(0, HashCode.Combine);
    }
}
