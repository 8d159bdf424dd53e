using System.Linq.Expressions;
using SingleTable.Linq.Model;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Writing.Batches;

/// <summary>A write of a batch: as it was asked for, and, when it is prepared, as JSON in a buffer that the batch has.</summary>
/// <param name="source">What the error gives back when it is left.</param>
/// <param name="subject">The entity of the source, or the tree of a query that names the item: kept, because the batch can be sent again.</param>
/// <param name="isPut">Whether it is a put, or a deletion.</param>
internal struct BatchItem(object source, object subject, bool isPut)
{
    private EntityModel? _entity;
    private DynamoJsonWriter? _buffer;
    private int _start;
    private int _length;
    private int _keyLength;

    public readonly object Source => source;

    public readonly bool IsPut => isPut;

    /// <summary>The query that names the item; null where an entity does.</summary>
    public readonly Expression? Target => subject as Expression;

    /// <summary>The entity; of a query known only when it is prepared.</summary>
    public readonly EntityModel Entity => _entity ?? (EntityModel)subject;

    public readonly int Length => _length;

    /// <summary>The item, or the key of a deletion.</summary>
    public readonly ReadOnlySpan<byte> Json => _buffer!.Written.Slice(_start, _length);

    /// <summary>The two attributes of the key: an item begins with them. Equal for equal keys.</summary>
    public readonly ReadOnlySpan<byte> KeyJson => Json[.._keyLength];

    /// <summary>Says where it is.</summary>
    /// <param name="entity">The entity.</param>
    /// <param name="buffer">Its last value is the item.</param>
    /// <param name="start">Where that begins.</param>
    /// <param name="keyLength">How long it is up to the end of the key.</param>
    public void Prepared(EntityModel entity, DynamoJsonWriter buffer, int start, int keyLength)
    {
        _entity = entity;
        (_buffer, _start, _length, _keyLength) = (buffer, start, buffer.Length - start, keyLength);
    }

    public readonly ItemKey Key => ItemJson.KeyOf(Json);
}
