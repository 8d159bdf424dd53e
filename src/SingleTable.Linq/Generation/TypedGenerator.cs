using System.Diagnostics.CodeAnalysis;

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

    /// <summary>As it is written in a model, for messages.</summary>
    public sealed override string ToString() => $"Generate.{Name}";

    protected abstract string Name { get; }

    protected abstract bool Makes(Type type);

    protected abstract object Make(GenerationContext context, Type type);
}

internal sealed class DelegateGenerator(Func<GenerationContext, object?> f) : ValueGenerator
{
    public override object? Next(GenerationContext context, Type target) => f(context);

    public override string ToString() => "a generator of your own";

    internal override bool CanProduce(Type target) => true;
}

internal sealed class CounterGenerator : TypedGenerator
{
    protected override string Name => nameof(Generate.Counter);

    protected override bool Makes(Type type) => !type.IsEnum && Type.GetTypeCode(type) is >= TypeCode.SByte and <= TypeCode.Decimal;

    [UnconditionalSuppressMessage("Trimming", "IL2067", Justification = "A number of zero needs no constructor.")]
    protected override object Make(GenerationContext context, Type type) => Activator.CreateInstance(type)!;
}
