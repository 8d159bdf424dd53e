namespace SingleTable.Linq.Querying;

/// <summary>
/// The plans of one shape, one for each way in which values shape it. Those are few by nature; where they are not (the index of a list element), the
/// oldest plan goes, so that a look through all of them stays short.
/// </summary>
internal sealed class ShapePlans<TPlan>
    where TPlan : class, IGuardedPlan
{
    public const int MaxPlans = 16;

    private TPlan[] _plans = [];

    /// <summary>Held by the one thread that makes a plan.</summary>
    public Lock Making { get; } = new();

    public TPlan? Find(object?[] leaves)
    {
        foreach (var plan in Volatile.Read(ref _plans))
        {
            if (plan.Holds(leaves))
            {
                return plan;
            }
        }

        return null;
    }

    /// <returns>Whether there is one more than before, the first one not counted: it is the shape itself that counts.</returns>
    public bool Add(TPlan plan)
    {
        var plans = _plans;
        Volatile.Write(ref _plans, plans.Length < MaxPlans ? [.. plans, plan] : [.. plans.AsSpan(1), plan]);
        return plans.Length is > 0 and < MaxPlans;
    }
}
