using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using SingleTable.Linq.Keys;

namespace SingleTable.Linq.Model;

/// <summary>Compares one slot of a stored key with the property behind it, without a box or a string in between.</summary>
internal abstract class SlotMatcher<TEntity>
    where TEntity : class
{
    /// <summary>Whether the rest of a key begins with the entity's value as it stands in keys.</summary>
    public abstract bool TryMatch(TEntity entity, ReadOnlySpan<byte> rest, out int length);

    public static SlotMatcher<TEntity> Create(PropertyModel property, KeySlot slot)
    {
        if (property.ClrType == typeof(string))
        {
            return new TextSlotMatcher<TEntity>(property.Member, (SlotCodec<string>)slot.Codec);
        }

        return RuntimeFeature.IsDynamicCodeSupported ? Make(property, slot) : new BoxedSlotMatcher<TEntity>(property, slot.Codec);
    }

    [RequiresDynamicCode("Makes a generic class for the type of the property.")]
    [UnconditionalSuppressMessage("Trimming", "IL2076", Justification = "Nothing is trimmed where code can be generated.")]
    private static SlotMatcher<TEntity> Make(PropertyModel property, KeySlot slot)
    {
        var key = slot.Codec.ClrType;
        var definition = property.ClrType == key ? typeof(ValueSlotMatcher<,>) : typeof(NullableSlotMatcher<,>);
        return (SlotMatcher<TEntity>)Activator.CreateInstance(definition.MakeGenericType(typeof(TEntity), key), property.Member, slot.Codec)!;
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

internal sealed class TextSlotMatcher<TEntity>(PropertyInfo property, SlotCodec<string> codec) : SlotMatcher<TEntity>
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
        if (value.Length <= rest.Length && Ascii.Equals(rest[..value.Length], value)
            && !rest[..value.Length].ContainsAnyInRange((byte)0, (byte)'$'))
        {
            length = value.Length;
            return true;
        }

        return Matches(codec, value, rest, out length);
    }
}

internal sealed class ValueSlotMatcher<TEntity, TValue>(PropertyInfo property, SlotCodec<TValue> codec) : SlotMatcher<TEntity>
    where TEntity : class
{
    private readonly Func<TEntity, TValue> _get = Getter<TValue>(property);

    public override bool TryMatch(TEntity entity, ReadOnlySpan<byte> rest, out int length) => Matches(codec, _get(entity), rest, out length);
}

internal sealed class NullableSlotMatcher<TEntity, TValue>(PropertyInfo property, SlotCodec<TValue> codec) : SlotMatcher<TEntity>
    where TEntity : class
    where TValue : struct
{
    private readonly Func<TEntity, TValue?> _get = Getter<TValue?>(property);

    public override bool TryMatch(TEntity entity, ReadOnlySpan<byte> rest, out int length)
    {
        length = 0;
        return _get(entity) is { } value && Matches(codec, value, rest, out length);
    }
}

/// <summary>The same in boxes, where no generic class can be made for the type of the property.</summary>
internal sealed class BoxedSlotMatcher<TEntity>(PropertyModel property, SlotCodec codec) : SlotMatcher<TEntity>
    where TEntity : class
{
    private readonly Boxing _codec = new(codec);

    public override bool TryMatch(TEntity entity, ReadOnlySpan<byte> rest, out int length)
    {
        length = 0;
        return property.Get(entity) is { } value && Matches(_codec, value, rest, out length);
    }

    private sealed class Boxing(SlotCodec codec) : SlotCodec<object>
    {
        public override void Write(ref KeyWriter writer, object value) => codec.WriteBoxed(ref writer, value);
    }
}
