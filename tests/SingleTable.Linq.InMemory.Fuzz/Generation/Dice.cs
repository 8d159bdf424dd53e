using CsCheck;

namespace SingleTable.Linq.InMemory.Fuzz.Generation;

/// <summary>Choices by CsCheck's random numbers, so that its seeds replay them.</summary>
internal sealed class Dice(PCG pcg)
{
    public int Below(int end) => (int)pcg.Next((uint)end);

    public bool Percent(int chance) => Below(100) < chance;

    public T Pick<T>(params ReadOnlySpan<T> of) => of[Below(of.Length)];
}
