using System.Collections;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using SingleTable.Linq.Keys;
using SingleTable.Linq.Model;
using SingleTable.Linq.Planning;

namespace SingleTable.Linq.Execution;

/// <summary>Fills the keys of an access with values.</summary>
internal static class KeyBinding
{
    /// <summary>The text of the first attribute.</summary>
    public static string Partition(KeyModel key, ImmutableArray<SlotValue> values, in BindContext context) => key.IsNative
        ? NativeKeyValue.Text(key, key.Partitions[0], context.Value(values[0]))
        : Text(key.Partition, values, context);

    /// <summary>The texts of the attributes behind the first that have one value each; the range is on the one that follows them.</summary>
    public static ImmutableArray<string> Fixed(RangeAccess access, in BindContext context)
    {
        var key = access.Key;
        if (key.Sort is not null || (access.FixedSort.IsEmpty && access.Partition.Length <= 1) || (!key.IsNative && access.FixedSort.IsEmpty))
        {
            return [];
        }

        var texts = ImmutableArray.CreateBuilder<string>();
        for (var i = 1; key.IsNative && i < access.Partition.Length; i++)
        {
            texts.Add(NativeKeyValue.Text(key, key.Partitions[i], context.Value(access.Partition[i])));
        }

        for (var i = 0; i < access.FixedSort.Length; i++)
        {
            texts.Add(NativeKeyValue.Text(key, key.Sorts[i], context.Value(access.FixedSort[i])));
        }

        return texts.ToImmutable();
    }

    public static string Sort(KeyModel key, ImmutableArray<SlotValue> values, in BindContext context) => Text(key.Sort!, values, context);

    private static string Text(KeyTemplate template, ImmutableArray<SlotValue> slots, in BindContext context)
    {
        var few = default(FewValues);
        Span<object?> values = slots.Length <= FewValues.Length ? few : new object?[slots.Length];
        values = values[..slots.Length];
        Fill(values, slots, context);
        return template.Format(values);
    }

    public static (string Partition, string Sort) Key(KeyAccess access, in BindContext context) =>
        (Partition(access.Entity.Key, access.Partition, context), Sort(access.Entity.Key, access.Sort, context));

    /// <summary>Adds the text of an attribute to those of a request.</summary>
    [SkipLocalsInit]
    public static void Write(ref KeyTexts texts, KeyTemplate template, ImmutableArray<SlotValue> slots, in BindContext context)
    {
        var few = default(FewValues);
        Span<object?> values = slots.Length <= FewValues.Length ? few : new object?[slots.Length];
        values = values[..slots.Length];
        Fill(values, slots, context);
        var writer = new KeyWriter(stackalloc byte[256]);
        try
        {
            template.WriteLeading(ref writer, values);
            texts.Add(writer.Written);
        }
        finally
        {
            writer.Dispose();
        }
    }

    /// <summary>Whether all that is asked of the key is the text of its first slots, as <see cref="Range"/> would say it.</summary>
    public static bool IsPlain(RangeAccess access, IncludePlan? include) => !access.Key.IsNative && access is { Range: null, Key: { Sort: not null } or { SortKeys.IsEmpty: true } }
        && (include is null or { IsWholeCollection: true } || (!include.Covers && access.FixedSort.Length < access.Key.Sort?.Slots.Length));

    /// <summary>Adds the text of the sort key's first slots, where <see cref="IsPlain"/>.</summary>
    /// <returns>What is asked of the sort key by it; without a text nothing is.</returns>
    public static SortOperator WriteSort(ref KeyTexts texts, RangeAccess access, IncludePlan? include, in BindContext context)
    {
        if (access.Key.Sort is not { } template || include is { IsWholeCollection: true })
        {
            return SortOperator.None;
        }

        Write(ref texts, template, access.FixedSort, context);
        return access.FixedSort.Length == template.Slots.Length ? SortOperator.Equal : texts.Second.IsEmpty ? SortOperator.None : SortOperator.BeginsWith;
    }

    /// <summary>The keys that the values of a list make, each once.</summary>
    [SkipLocalsInit]
    public static KeyList Keys(KeyAccess access, IEnumerable values, in BindContext context)
    {
        var (key, keys) = (access.Entity.Key, new KeyList(values is ICollection { Count: var count } ? count : 4));
        var (partitionValues, sortValues) = (new object?[access.Partition.Length], new object?[access.Sort.Length]);
        var isPartitionListed = access.Partition.Any(static s => s.IsList);
        Span<byte> buffer = stackalloc byte[256];
        var partition = new KeyWriter(buffer);
        try
        {
            foreach (var value in values)
            {
                var one = context with { ListValue = value };
                if (value is null || !IsPossible(access, one))
                {
                    continue;
                }

                if (partition.Length == 0 || isPartitionListed)
                {
                    partition.Dispose();
                    partition = new KeyWriter(buffer);
                    Fill(partitionValues, access.Partition, one);
                    key.Partition.Write(ref partition, partitionValues);
                }

                Fill(sortValues, access.Sort, one);
                Add(keys, partition.Written, key.Sort!, sortValues);
            }
        }
        finally
        {
            partition.Dispose();
        }

        return keys;
    }

    [SkipLocalsInit]
    private static void Add(KeyList keys, ReadOnlySpan<byte> partition, KeyTemplate template, object?[] values)
    {
        var sort = new KeyWriter(stackalloc byte[256]);
        try
        {
            template.Write(ref sort, values);
            keys.Add(partition, sort.Written);
        }
        finally
        {
            sort.Dispose();
        }
    }

    /// <summary>Whether the values of the fixed slots agree with what else the query says of them.</summary>
    public static bool IsPossible(AccessPlan access, in BindContext context) => access switch
    {
        KeyAccess key => SlotChecks.Hold(key.Entity.Key.Partitions, key.Partition, context) && SlotChecks.Hold(key.Entity.Key.Sorts, key.Sort, context),
        RangeAccess range => SlotChecks.Hold(range.Key.Partitions, range.Partition, context) && SlotChecks.Hold(range.Key.Sorts, range.FixedSort, context),
        _ => true,
    };

    /// <summary>The condition on a sort key; for an Include it is widened to hold the children.</summary>
    public static SortCondition Range(RangeAccess access, IncludePlan? include, in BindContext context)
    {
        if (access.Range is { } range && access.Key.Sorts[access.FixedSort.Length] is { IsNative: true } slot)
        {
            return NativeRange.Of(access.Key, slot, range, context);
        }

        if (access.Key.Sort is null || include is { IsWholeCollection: true })
        {
            return default;
        }

        var fixedValues = Values(access.FixedSort, context);
        if (include is { Covers: true, TreeModel: { } tree })
        {
            return SortRanges.Subtree(access.Key.Sort!, fixedValues, tree.Separator);
        }

        return include is { Covers: true } ? Cover(include, context)
            : include is null ? SlotRange(access, fixedValues, context) : SortRanges.WithFamily(SlotRange(access, fixedValues, context));
    }

    private static SortCondition Cover(IncludePlan include, in BindContext context)
    {
        var cover = SortCondition.Contradiction;
        foreach (var entity in include.Entities)
        {
            var range = IsPossible(entity.Access, context)
                ? SlotRange(entity.Access, Values(entity.Access.FixedSort, context), context) : SortCondition.Contradiction;
            cover = range.IsContradiction ? cover : cover.IsContradiction ? range : SortRanges.Cover([cover, range]);
        }

        // An open end of a child's range is in the filter, and the root may stand there.
        return cover with { ExcludedKey = null, OtherExcludedKey = null };
    }

    /// <summary>The range that holds a root and its children.</summary>
    /// <param name="include">The root and the children.</param>
    /// <param name="sortText">The root's sort key.</param>
    /// <param name="leading">What a child's sort key begins with, up to its first value that is not the root's.</param>
    public static SortCondition Family(IncludePlan include, string sortText, Func<KeyTemplate, string> leading) => include.IsWholeCollection
        ? default
        : SortRanges.Cover(
        [
            new SortCondition(SortOperator.Equal, sortText),
            .. include.Entities.Skip(1).Select(e => SortRanges.Leading(leading(e.Key.Sort!))),
        ]);

    private static SortCondition SlotRange(RangeAccess access, object?[] fixedValues, in BindContext context)
    {
        if (access.Range is not { } range)
        {
            return SortRanges.For(access.Key.Sort!, fixedValues);
        }

        var bound = SlotChecks.Tightest(access.Key.Sorts[fixedValues.Length], range, context);
        return bound is null ? SortCondition.Contradiction : SortRanges.For(access.Key.Sort!, fixedValues, bound);
    }

    private static void Fill(Span<object?> values, ImmutableArray<SlotValue> slots, in BindContext context)
    {
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = context.Value(slots[i]);
        }
    }

    private static object?[] Values(ImmutableArray<SlotValue> slots, in BindContext context)
    {
        var values = new object?[slots.Length];
        Fill(values, slots, context);
        return values;
    }
}
