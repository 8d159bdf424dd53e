using CsCheck;

namespace SingleTable.Linq.InMemory.Fuzz.Generation;

/// <summary>Sequences of random requests. A size is the length of its JSON, so that CsCheck looks for shorter ones that fail too.</summary>
internal sealed class Steps(bool wild) : Gen<Step>
{
    private const int Damaged = 10;

    public static Gen<Step[]> Valid(int length) => new Steps(wild: false).Array[1, length];

    public static Gen<Step[]> Wild(int length) => new Steps(wild: true).Array[1, length];

    public override Step Generate(PCG pcg, Size? min, out Size size)
    {
        var dice = new Dice(pcg);
        var step = Any(dice);
        if (wild && dice.Percent(Damaged)) step = Damage.Apply(dice, step);
        size = new Size((ulong)step.Body.ToJsonString().Length);
        return step;
    }

    private Step Any(Dice dice)
    {
        var (reads, writes) = (new Reads(dice), new Writes(dice, wild));
        return dice.Below(20) switch
        {
            < 9 => writes.Single(),
            9 => writes.Batch(),
            10 or 11 => writes.Transaction(),
            12 => reads.Get(),
            13 => reads.BatchGet(),
            14 => reads.TransactGet(),
            15 or 16 => reads.Query(),
            17 or 18 => reads.QueryIndex(),
            _ => reads.Scan(),
        };
    }
}
