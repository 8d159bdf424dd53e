using System.Collections;
using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using SingleTable.Linq.Model;
using SingleTable.Linq.Planning;
using SingleTable.Linq.Translation;

namespace SingleTable.Linq.Execution;

/// <summary>Gives each parent its children: a hash join over the part of the child's sort key that is its parent's.</summary>
internal static class ChildAssembler
{
    private static readonly ConcurrentDictionary<Type, Func<IList>> s_lists = new();

    public static void Attach(ReadEntities children, ReadEntities parents, in BindContext context, bool isDescending)
    {
        var include = children.Plan.Shape!;
        var navigation = include.Navigation;
        var lists = new IList[parents.Items.Count];
        for (var i = 0; i < lists.Length; i++)
        {
            lists[i] = NewList(navigation.Child.ClrType);
        }

        Distribute(children, parents, navigation, lists);
        var take = include.Take is { } source ? Math.Max(0, (int)source.Get(context.Leaves)!) : int.MaxValue;
        for (var i = 0; i < lists.Length; i++)
        {
            var list = Arrange(lists[i], include, take, isDescending, navigation.Child.ClrType);
            navigation.Set(parents.Items[i], navigation.Member.PropertyType.IsArray ? ToArray(list, navigation.Child.ClrType) : list);
        }
    }

    private static void Distribute(ReadEntities children, ReadEntities parents, NavigationModel navigation, IList[] lists)
    {
        if (navigation.ParentSegments is not { } segments)
        {
            foreach (var child in lists.Length == 0 ? [] : children.Items)
            {
                lists[0].Add(child);
            }

            return;
        }

        var index = new Dictionary<byte[], int>(parents.Items.Count, Utf8KeyComparer.Instance);
        var lookup = index.GetAlternateLookup<ReadOnlySpan<byte>>();
        for (var i = 0; i < parents.Items.Count; i++)
        {
            index[parents.SortKeys[i]] = i;
        }

        var (lastKey, last) = (Array.Empty<byte>(), -1);
        for (var i = 0; i < children.Items.Count; i++)
        {
            var key = ParentKey(children.SortKeys[i], segments);
            if (last < 0 || !key.SequenceEqual(lastKey))
            {
                // A child whose parent is not among the results, because a condition left it out.
                if (!lookup.TryGetValue(key, out last))
                {
                    last = -1;
                    continue;
                }

                lastKey = parents.SortKeys[last];
            }

            lists[last].Add(children.Items[i]);
        }
    }

    /// <summary>A child's sort key up to the separator behind its parent's segments.</summary>
    private static ReadOnlySpan<byte> ParentKey(ReadOnlySpan<byte> sortKey, int segments)
    {
        var end = -1;
        for (var i = 0; i < segments; i++)
        {
            var next = sortKey[(end + 1)..].IndexOf((byte)'#');
            if (next < 0)
            {
                return sortKey;
            }

            end += next + 1;
        }

        return sortKey[..end];
    }

    private static IList Arrange(IList list, IncludeShape include, int take, bool isDescending, Type type)
    {
        if (include.Orderings.IsEmpty && !isDescending && list.Count <= take)
        {
            return list;
        }

        var items = list.Cast<object>();
        if (isDescending)
        {
            items = items.Reverse();
        }

        var arranged = NewList(type);
        foreach (var item in ValueOrder.Arrange(items, include.Orderings).Take(take))
        {
            arranged.Add(item);
        }

        return arranged;
    }

    private static IList NewList(Type type) => s_lists.GetOrAdd(
        type,
        t => typeof(ChildAssembler).GetMethod(nameof(CreateFactory), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(t).CreateDelegate<Func<Func<IList>>>()())();

    private static Func<IList> CreateFactory<T>() => () => new List<T>();

    private static Array ToArray(IList list, Type type)
    {
        var array = Array.CreateInstance(type, list.Count);
        list.CopyTo(array, 0);
        return array;
    }

    private sealed class Utf8KeyComparer : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        public static readonly Utf8KeyComparer Instance = new();

        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode([DisallowNull] byte[] key) => GetHashCode(key.AsSpan());

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

        public int GetHashCode(ReadOnlySpan<byte> alternate) => unchecked((int)System.IO.Hashing.XxHash3.HashToUInt64(alternate));

        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();
    }
}
