namespace SingleTable.Linq;

/// <summary>A generator that is awaited before its write is made, which then finds the value in its context.</summary>
internal sealed class AsyncGenerator(Func<GenerationContext, CancellationToken, ValueTask<object?>> f) : ValueGenerator
{
    public override object? Next(GenerationContext context, Type target) =>
        throw new InvalidOperationException("This generator is awaited by the write that needs its value, and has none at once.");

    public ValueTask<object?> NextAsync(GenerationContext context, CancellationToken cancellationToken) => f(context, cancellationToken);

    public override string ToString() => "a generator of your own";

    internal override bool CanProduce(Type target) => true;
}
