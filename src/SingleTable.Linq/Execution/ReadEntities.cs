using System.Collections.Concurrent;
using System.Reflection;
using SingleTable.Linq.Model;
using SingleTable.Linq.Planning;
using SingleTable.Linq.Translation;

namespace SingleTable.Linq.Execution;

/// <summary>
/// The items of one entity that an Include has read so far. Children are grouped as they come by the part of their sort key that is their
/// parent's: a hash join in which only one key per parent is kept, whatever the order of the items.
/// </summary>
internal abstract class ReadEntities(IncludedEntity plan, ItemReader reader, bool isParent)
{
    // No byte of a text in UTF-8.
    private const byte NoText = 0xFF;

    private static readonly ConcurrentDictionary<Type, Func<IncludedEntity, ItemReader, bool, ReadEntities>> s_factories = new();

    public ItemReader Reader => reader;

    /// <summary>The index of the entity that these are the children of.</summary>
    public int Parent => plan.Parent;

    /// <summary>The root's items, and those that have children; the others are only in their groups.</summary>
    public List<object> Items { get; } = [];

    /// <summary>How many were read, children included.</summary>
    public int Count { get; private set; }

    /// <summary>The table's sort keys of the items that have children; of an index with the table's partition, as several may be in one of its own.</summary>
    protected List<byte[]> Keys { get; } = [];

    protected IncludeShape? Shape => plan.Shape;

    private bool IsOfIndex => !plan.Key.IsTable;

    public static ReadEntities Create(IncludedEntity plan, ItemReader reader, bool isParent) => s_factories.GetOrAdd(
        plan.Entity.ClrType,
        type => typeof(ReadEntities).GetMethod(nameof(New), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(type).CreateDelegate<Func<IncludedEntity, ItemReader, bool, ReadEntities>>())(plan, reader, isParent);

    public void Add(object entity, ReadOnlySpan<byte> partitionKey, ReadOnlySpan<byte> sortKey)
    {
        Count++;
        if (isParent || plan.Parent < 0)
        {
            Items.Add(entity);
        }

        if (isParent)
        {
            Keys.Add(IsOfIndex ? Joined(partitionKey, sortKey) : sortKey.ToArray());
        }

        if (plan.Shape is { Navigation: ChildrenModel navigation })
        {
            var parentKey = navigation.ParentSegments is { } segments ? ParentKey(sortKey, segments) : default;
            Group(entity, IsOfIndex ? Joined(partitionKey, parentKey) : parentKey);
        }
    }

    /// <summary>Lets go of what was read, when the family that it belongs to is complete.</summary>
    public virtual void Clear()
    {
        Count = 0;
        Items.Clear();
        Keys.Clear();
    }

    /// <summary>Gives each parent its children.</summary>
    /// <param name="parents">The entities that these are the children of.</param>
    /// <param name="most">How many of each parent.</param>
    /// <param name="isDescending">Whether the items were read backwards.</param>
    public abstract void AttachTo(ReadEntities parents, int most, bool isDescending);

    /// <summary>What the children of an item are grouped by. Where no key names the parent there is one parent in a partition of the table.</summary>
    protected static ReadOnlySpan<byte> KeyOf(ReadEntities parents, int index, ChildrenModel navigation)
    {
        ReadOnlySpan<byte> key = parents.Keys[index];
        return navigation.ParentSegments is not null ? key : parents.IsOfIndex ? key[..(key.IndexOf(NoText) + 1)] : default;
    }

    protected abstract void Group(object child, ReadOnlySpan<byte> parentKey);

    private static ReadEntities New<T>(IncludedEntity plan, ItemReader reader, bool isParent)
        where T : class => new ReadEntities<T>(plan, reader, isParent);

    private static byte[] Joined(ReadOnlySpan<byte> partitionKey, ReadOnlySpan<byte> sortKey) => [.. partitionKey, NoText, .. sortKey];

    // A child's sort key up to the separator behind its parent's segments.
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
}

/// <inheritdoc/>
internal sealed class ReadEntities<T>(IncludedEntity plan, ItemReader reader, bool isParent) : ReadEntities(plan, reader, isParent)
    where T : class
{
    // To clear a dictionary takes as long as its capacity: after a large family each small one would pay for it.
    private const int MostKept = 64;
    private Dictionary<byte[], List<T>> _groups = new(Utf8KeyComparer.Instance);

    // Children of one parent come in runs, so that a group is copied once, in its final size.
    private readonly List<T> _run = [];
    private byte[]? _runKey;

    public override void AttachTo(ReadEntities parents, int most, bool isDescending)
    {
        EndRun();
        var navigation = (ChildrenModel)Shape!.Navigation;
        for (var i = 0; i < parents.Items.Count; i++)
        {
            var children = ChildOrder.Arrange(ChildrenOf(parents, i, navigation), Shape, most, isDescending);
            navigation.Set(parents.Items[i], navigation.Member.PropertyType.IsArray ? children.ToArray() : children);
        }
    }

    public override void Clear()
    {
        base.Clear();
        _run.Clear();
        _runKey = null;
        if (_groups.Count > MostKept)
        {
            _groups = new(Utf8KeyComparer.Instance);
        }

        _groups.Clear();
    }

    protected override void Group(object child, ReadOnlySpan<byte> parentKey)
    {
        if (_runKey is null || !parentKey.SequenceEqual(_runKey))
        {
            EndRun();
            _runKey = parentKey.ToArray();
        }

        _run.Add((T)child);
    }

    private List<T> ChildrenOf(ReadEntities parents, int index, ChildrenModel navigation) =>
        _groups.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(KeyOf(parents, index, navigation), out var children) ? children : [];

    private void EndRun()
    {
        if (_runKey is null)
        {
            return;
        }

        if (_groups.TryGetValue(_runKey, out var group))
        {
            group.AddRange(_run);
        }
        else
        {
            _groups.Add(_runKey, new List<T>(_run));
        }

        _run.Clear();
        _runKey = null;
    }
}
