using SingleTable.Linq.Materialization;
using SingleTable.Linq.Model;
using SingleTable.Linq.Querying;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Planning;

/// <summary>A value of an expression, written when the request is.</summary>
internal abstract record ExpressionValue
{
    /// <summary>Writes <c>{"S":"…"}</c> or its like.</summary>
    public abstract void Write(DynamoJsonWriter writer, in BindContext context);

    /// <summary>
    /// What the caller's variable holds now, which may change before the request is sent, between its pages, or between its attempts; null for what is none.
    /// </summary>
    public virtual object? Take(in BindContext context) => null;

    /// <summary>Writes it with what was taken.</summary>
    public virtual void Write(DynamoJsonWriter writer, in BindContext context, object? taken) => Write(writer, context);
}

internal sealed record SourceValue(ValueSource Source, AttributeMapping Mapping) : ExpressionValue
{
    public override object? Take(in BindContext context) => Source.Get(context.Leaves);

    public override void Write(DynamoJsonWriter writer, in BindContext context) => Mapping.WriteBoxed(writer, Source.Get(context.Leaves));

    public override void Write(DynamoJsonWriter writer, in BindContext context, object? taken) => Mapping.WriteBoxed(writer, taken);
}

/// <summary>A value that one use of a prepared text brings along, at a place among the others.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Mapping">How it is written; null where it is an expression's value itself.</param>
internal sealed record WrittenValue(int Place, AttributeMapping? Mapping) : ExpressionValue
{
    public override void Write(DynamoJsonWriter writer, in BindContext context)
    {
        var value = context.Written![Place];
        if (Mapping is null)
        {
            ((ExpressionValue)value!).Write(writer, context);
        }
        else
        {
            Mapping.WriteBoxed(writer, value);
        }
    }
}

/// <summary>The same in a predicate.</summary>
internal sealed class WrittenSource(int place, Type type) : ValueSource
{
    public int Place => place;

    public override Type Type => type;

    public override object? Get(object?[] leaves) => throw new System.Diagnostics.UnreachableException("It comes with each use of the text.");
}

internal sealed record FixedValue(object? Value, AttributeMapping Mapping) : ExpressionValue
{
    // What is equal in .NET may differ when stored: a local time and a UTC time of the same ticks.
    public bool Equals(FixedValue? other) => other is not null && ReferenceEquals(Value, other.Value) && ReferenceEquals(Mapping, other.Mapping);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(Value);

    public override void Write(DynamoJsonWriter writer, in BindContext context) => Mapping.WriteBoxed(writer, Value);
}

/// <summary>A text or number that is already in its stored form.</summary>
internal sealed record TextValue(string Type, string Text) : ExpressionValue
{
    public override void Write(DynamoJsonWriter writer, in BindContext context)
    {
        writer.WriteStartObject();
        writer.WriteString(Type, Text);
        writer.WriteEndObject();
    }
}

/// <summary>A value of any type as it was read, in DynamoDB JSON.</summary>
internal sealed record StoredValue(byte[] Json) : ExpressionValue
{
    public override void Write(DynamoJsonWriter writer, in BindContext context) => writer.WriteRawValue(Json);
}

/// <summary>What the type attribute of an entity holds in the scope.</summary>
internal sealed record TypeNameValue(EntityModel Entity) : ExpressionValue
{
    public override void Write(DynamoJsonWriter writer, in BindContext context)
    {
        writer.WriteStartObjectOf(WireNames.S);
        if (context.Types is { } types)
        {
            writer.WriteStringValue(types.TypeValue(Entity));
        }
        else
        {
            writer.WriteStringValue(TableModel.TypeValue(Entity, context.Tenant));
        }

        writer.WriteEndObject();
    }
}

/// <summary>The name of DynamoDB's NULL type, for attribute_type.</summary>
internal sealed record NullTypeValue : ExpressionValue
{
    public override void Write(DynamoJsonWriter writer, in BindContext context)
    {
        writer.WriteStartObject();
        writer.WriteString("S"u8, "NULL"u8);
        writer.WriteEndObject();
    }
}

/// <summary>Now, in the seconds since 1970 that a time-to-live attribute holds.</summary>
internal sealed record NowValue : ExpressionValue
{
    public override void Write(DynamoJsonWriter writer, in BindContext context)
    {
        writer.WriteStartObject();
        writer.WriteString("N"u8, context.Now.ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture));
        writer.WriteEndObject();
    }
}
