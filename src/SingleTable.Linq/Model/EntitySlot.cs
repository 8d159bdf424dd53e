using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using SingleTable.Linq.Keys;

namespace SingleTable.Linq.Model;

/// <summary>One slot of a key with the property behind it: compares and writes its text without a box or a string in between.</summary>
internal abstract class EntitySlot<TEntity>
    where TEntity : class
{
    /// <summary>Whether the rest of a key begins with the entity's value as it stands in keys.</summary>
    public abstract bool TryMatch(TEntity entity, ReadOnlySpan<byte> rest, out int length);

    /// <summary>Writes the entity's value as it stands in keys; nothing where it has none.</summary>
    /// <exception cref="SlotValueException">The value cannot stand in a key.</exception>
    public abstract bool TryWrite(TEntity entity, ref KeyWriter writer);

    public static EntitySlot<TEntity> Create(PropertyModel property, KeySlot slot)
    {
        if (property.ClrType == typeof(string))
        {
            return new TextEntitySlot<TEntity>(property.Member, (SlotCodec<string>)slot.Codec);
        }

        return RuntimeFeature.IsDynamicCodeSupported ? Make(property, slot) : new BoxedEntitySlot<TEntity>(property, slot.Codec);
    }

    [RequiresDynamicCode("Makes a generic class for the type of the property.")]
    [UnconditionalSuppressMessage("Trimming", "IL2076", Justification = "Nothing is trimmed where code can be generated.")]
    private static EntitySlot<TEntity> Make(PropertyModel property, KeySlot slot)
    {
        var key = slot.Codec.ClrType;
        var definition = property.ClrType == key ? typeof(ValueEntitySlot<,>) : typeof(NullableEntitySlot<,>);
        return (EntitySlot<TEntity>)Activator.CreateInstance(definition.MakeGenericType(typeof(TEntity), key), property.Member, slot.Codec)!;
    }

    // A delegate on the getter costs nothing at start-up and needs no code generation.
    protected static Func<TEntity, TValue> Getter<TValue>(PropertyInfo property) =>
        property.GetGetMethod(nonPublic: true)!.CreateDelegate<Func<TEntity, TValue>>();

    [SkipLocalsInit]
    protected static bool Matches<TValue>(SlotCodec<TValue> codec, TValue value, ReadOnlySpan<byte> rest, out int length)
    {
        var writer = new KeyWriter(stackalloc byte[128]);
        try
        {
            codec.Write(ref writer, value);

            length = writer.Length;
            return rest.StartsWith(writer.Written);
        }
        catch (SlotValueException)
        {
            // It makes no key, so it did not make this one.
            length = 0;
            return false;
        }
        finally
        {
            writer.Dispose();
        }
    }
}

internal sealed class TextEntitySlot<TEntity>(PropertyInfo property, SlotCodec<string> codec) : EntitySlot<TEntity>
    where TEntity : class
{
    private readonly Func<TEntity, string?> _get = Getter<string?>(property);

    public override bool TryMatch(TEntity entity, ReadOnlySpan<byte> rest, out int length)
    {
        length = 0;
        if (_get(entity) is not { Length: > 0 } value)
        {
            return false;
        }

        // ASCII above '$' stands in keys as it is, under every encoding.
        if (value.Length <= rest.Length && Ascii.Equals(rest[..value.Length], value) && !value.AsSpan().ContainsAnyInRange('\0', '$'))
        {
            length = value.Length;
            return true;
        }

        return Matches(codec, value, rest, out length);
    }

    public override bool TryWrite(TEntity entity, ref KeyWriter writer)
    {
        if (_get(entity) is not { } value)
        {
            return false;
        }

        codec.Write(ref writer, value);
        return true;
    }
}

internal sealed class ValueEntitySlot<TEntity, TValue>(PropertyInfo property, SlotCodec<TValue> codec) : EntitySlot<TEntity>
    where TEntity : class
{
    private readonly Func<TEntity, TValue> _get = Getter<TValue>(property);

    public override bool TryMatch(TEntity entity, ReadOnlySpan<byte> rest, out int length) => Matches(codec, _get(entity), rest, out length);

    public override bool TryWrite(TEntity entity, ref KeyWriter writer)
    {
        codec.Write(ref writer, _get(entity));
        return true;
    }
}

internal sealed class NullableEntitySlot<TEntity, TValue>(PropertyInfo property, SlotCodec<TValue> codec) : EntitySlot<TEntity>
    where TEntity : class
    where TValue : struct
{
    private readonly Func<TEntity, TValue?> _get = Getter<TValue?>(property);

    public override bool TryMatch(TEntity entity, ReadOnlySpan<byte> rest, out int length)
    {
        length = 0;
        return _get(entity) is { } value && Matches(codec, value, rest, out length);
    }

    public override bool TryWrite(TEntity entity, ref KeyWriter writer)
    {
        if (_get(entity) is not { } value)
        {
            return false;
        }

        codec.Write(ref writer, value);
        return true;
    }
}

/// <summary>The same in boxes, where no generic class can be made for the type of the property.</summary>
internal sealed class BoxedEntitySlot<TEntity>(PropertyModel property, SlotCodec codec) : EntitySlot<TEntity>
    where TEntity : class
{
    private readonly Boxing _codec = new(codec);

    public override bool TryMatch(TEntity entity, ReadOnlySpan<byte> rest, out int length)
    {
        length = 0;
        return property.Get(entity) is { } value && Matches(_codec, value, rest, out length);
    }

    public override bool TryWrite(TEntity entity, ref KeyWriter writer)
    {
        if (property.Get(entity) is not { } value)
        {
            return false;
        }

        codec.WriteBoxed(ref writer, value);
        return true;
    }

    private sealed class Boxing(SlotCodec codec) : SlotCodec<object>
    {
        public override void Write(ref KeyWriter writer, object value) => codec.WriteBoxed(ref writer, value);
    }
}
