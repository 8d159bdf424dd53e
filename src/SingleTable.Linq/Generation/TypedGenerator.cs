namespace SingleTable.Linq;

/// <summary>A generator that makes values of a few types.</summary>
internal abstract class TypedGenerator : ValueGenerator
{
    public sealed override object? Next(GenerationContext context, Type target)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(target);
        var type = Nullable.GetUnderlyingType(target) ?? target;
        return CanProduce(type)
            ? Make(context, type)
            : throw new ArgumentException($"This generator makes no {type.Name}.", nameof(target));
    }

    internal sealed override bool CanProduce(Type target) => Makes(Nullable.GetUnderlyingType(target) ?? target);

    protected abstract bool Makes(Type type);

    protected abstract object Make(GenerationContext context, Type type);
}

internal sealed class DelegateGenerator(Func<GenerationContext, object?> f) : ValueGenerator
{
    public override object? Next(GenerationContext context, Type target) => f(context);

    internal override bool CanProduce(Type target) => true;
}

internal sealed class CounterGenerator : TypedGenerator
{
    protected override bool Makes(Type type) => !type.IsEnum && Type.GetTypeCode(type) is >= TypeCode.SByte and <= TypeCode.Decimal;

    protected override object Make(GenerationContext context, Type type) => Activator.CreateInstance(type)!;
}
