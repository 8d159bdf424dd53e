using System.Collections;
using System.Collections.Immutable;
using SingleTable.Linq.Querying;

namespace SingleTable.Linq.Translation;

/// <summary>What a translation assumed of the query's values. A plan is reused only while all of it still holds.</summary>
internal sealed record PlanGuards(ImmutableArray<PlanGuard> All)
{
    public bool Hold(object?[] leaves)
    {
        foreach (var guard in All)
        {
            if (!Equals(guard.Observe(guard.Source.Get(leaves)), guard.Observed))
            {
                return false;
            }
        }

        return true;
    }
}

/// <summary>One assumption: what was observed of a value.</summary>
internal sealed record PlanGuard(ValueSource Source, Func<object?, object?> Observe, object? Observed);

/// <summary>Lets a translation look at a value, and notes what it saw.</summary>
internal sealed class ValuePeek(object?[] leaves)
{
    private static readonly object s_true = true;
    private static readonly object s_false = false;
    private static readonly Func<object?, object?> s_isNull = value => value is null ? s_true : s_false;
    private static readonly Func<object?, object?> s_itself = value => value;
    private static readonly Func<object?, object?> s_listKind = value => KindOf(value);

    private readonly List<PlanGuard> _guards = [];

    public bool IsNull(ValueSource source) => (bool)Observe(source, s_isNull)!;

    /// <summary>The value itself: for what is part of the plan, such as the name of an index or a bool that decides a branch.</summary>
    public object? Value(ValueSource source) => Observe(source, s_itself);

    /// <summary>Whether something holds of the value: for what decides about the plan, where the value itself does not.</summary>
    public bool Test(ValueSource source, Func<object?, bool> test) => (bool)Observe(source, value => test(value) ? s_true : s_false)!;

    public ListKind List(ValueSource source) => (ListKind)Observe(source, s_listKind)!;

    public PlanGuards ToGuards() => new([.. _guards]);

    /// <summary>Anything else that shapes a plan; the guard holds while it stays equal.</summary>
    public object? Observe(ValueSource source, Func<object?, object?> observe)
    {
        var observed = observe(source.Get(leaves));
        _guards.Add(new PlanGuard(source, observe, observed));
        return observed;
    }

    private static ListKind KindOf(object? value)
    {
        if (value is not IEnumerable items)
        {
            return ListKind.Null;
        }

        var kind = ListKind.Empty;
        foreach (var item in items)
        {
            kind |= item is null ? ListKind.HasNull : ListKind.HasValues;
        }

        return kind;
    }
}

[Flags]
internal enum ListKind
{
    Empty = 0,
    HasValues = 1,
    HasNull = 2,
    Null = 4,
}
