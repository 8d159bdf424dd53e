using System.Linq.Expressions;
using System.Numerics;
using System.Reflection;
using SingleTable.Linq.Diagnostics;
using SingleTable.Linq.Model.Building;

namespace SingleTable.Linq;

/// <summary>Says what one entity type of the table looks like.</summary>
/// <typeparam name="T">The entity type.</typeparam>
public sealed partial class EntityBuilder<T>
    where T : class
{
    private readonly EntityDefinition _definition;

    internal EntityBuilder(EntityDefinition definition) => _definition = definition;

    /// <summary>Says how the primary key is made from the entity's properties.</summary>
    /// <param name="partitionKey">An interpolated string of literal text and properties, for example <c>o => $"TENANT#{o.TenantId}#ORG#{o.Id}"</c>.</param>
    /// <param name="sortKey">The sort key likewise, or a constant such as <c>_ => "#METADATA"</c>.</param>
    /// <remarks>Values are escaped, so no value reaches another partition; literals are separated from values by <c>#</c> and hold no <c>$</c>.</remarks>
    public EntityBuilder<T> HasKey(Expression<Func<T, string>> partitionKey, Expression<Func<T, string>> sortKey)
    {
        ArgumentNullException.ThrowIfNull(partitionKey);
        ArgumentNullException.ThrowIfNull(sortKey);
        if (_definition.Key is not null)
        {
            _definition.Problems.Add($"{_definition.Name}: HasKey is called twice. "
                + "An entity has one primary key: keep one call; further keys are indexes (HasIndex).");
        }

        _definition.Key = new KeyDefinition(partitionKey, sortKey);
        return this;
    }

    /// <summary>Puts the entity on a secondary index. An item is left out of the index while one of the nullable properties of its keys is null.</summary>
    /// <param name="index">The name of an index that the table declares.</param>
    /// <param name="partitionKey">How the index's partition key is made.</param>
    /// <param name="sortKey">How the index's sort key is made; null for an index without one.</param>
    public EntityBuilder<T> HasIndex(string index, Expression<Func<T, string>> partitionKey, Expression<Func<T, string>>? sortKey = null)
    {
        ArgumentNullException.ThrowIfNull(partitionKey);
        return AddIndex(index, partitionKey, sortKey);
    }

    /// <summary>Puts the entity on a secondary index whose sort key is a number.</summary>
    /// <param name="index">The name of an index that the table declares with <see cref="TableModelBuilder.HasNumericIndex"/>.</param>
    /// <param name="partitionKey">How the index's partition key is made.</param>
    /// <param name="sortKey">The numeric property, for example <c>p => p.Score</c>.</param>
    public EntityBuilder<T> HasIndex<TNumber>(string index, Expression<Func<T, string>> partitionKey, Expression<Func<T, TNumber>> sortKey)
        where TNumber : struct, INumber<TNumber>
    {
        ArgumentNullException.ThrowIfNull(partitionKey);
        return AddIndex(index, partitionKey, sortKey);
    }

    /// <summary>
    /// Says by which properties the entity is on an index whose keys are properties. It is on the index anyway, because it stores the attributes; said here,
    /// that is checked when the model is made.
    /// </summary>
    /// <param name="index">The name of an index that the table declares with <see cref="TableModelBuilder.HasIndex(string, Func{IndexKeyBuilder, IndexKeyBuilder}, IndexProjection)"/>.</param>
    /// <param name="partitionKey">The properties of the partition key, for example <c>x => new { x.TenantId, x.Region }</c>.</param>
    /// <param name="sortKey">The properties of the sort key in their order, for example <c>x => new { x.Status, x.CreatedAt }</c>.</param>
    public EntityBuilder<T> HasIndex<TPartition, TSort>(string index, Expression<Func<T, TPartition>> partitionKey, Expression<Func<T, TSort>> sortKey)
    {
        ArgumentNullException.ThrowIfNull(partitionKey);
        ArgumentNullException.ThrowIfNull(sortKey);
        return AddIndex(index, partitionKey, sortKey);
    }

    /// <summary>Puts the entity on a local secondary index: in its partition of the table, by another sort key.</summary>
    /// <param name="index">The name of an index that the table declares with <see cref="TableModelBuilder.HasLocalIndex"/>.</param>
    /// <param name="sortKey">How the index's sort key is made. An item is left out of the index while one of its nullable properties is null.</param>
    public EntityBuilder<T> HasLocalIndex(string index, Expression<Func<T, string>> sortKey)
    {
        ArgumentNullException.ThrowIfNull(sortKey);
        return AddIndex(index, null, sortKey);
    }

    /// <summary>
    /// Keeps an item off an index unless it satisfies a predicate, so that the index holds, and costs, only these: <c>e.HasIndexFilter("Open", o => o.Status == OrderStatus.Open)</c>.
    /// Every write recomputes it; an update that changes what it looks at needs the values of the index's keys. A query goes there only with <c>UsingIndex</c>, and
    /// finds what is on it.
    /// </summary>
    /// <param name="index">An index that the entity is put on with <c>HasIndex</c> or <see cref="HasLocalIndex"/>.</param>
    /// <param name="predicate">A comparison of stored properties with constants. It decides by the item alone, and throws for no item.</param>
    public EntityBuilder<T> HasIndexFilter(string index, Expression<Func<T, bool>> predicate)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(index);
        ArgumentNullException.ThrowIfNull(predicate);
        if (!_definition.IndexFilters.TryAdd(index, predicate))
        {
            _definition.Problems.Add($"{_definition.Name}: HasIndexFilter(\"{index}\") is called twice. Join the predicates with && in one call.");
        }

        return this;
    }

    /// <summary>Names the entity in the type attribute. Without this call it is the name of the class.</summary>
    /// <param name="name">Unique in the table; without <c>#</c> and <c>$</c>.</param>
    public EntityBuilder<T> HasTypeName(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        _definition.TypeName = name;
        return this;
    }

    /// <summary>
    /// Declares a type that derives from this one, to be stored with the same keys, indexes, tenant and navigations, under a type name of its own and
    /// with properties of its own. <c>Set&lt;T>()</c> of this type then gives every type that derives from it, each as what it is; this type itself may be
    /// abstract. Types that derive from the derived one are declared within it.
    /// </summary>
    /// <param name="configure">Says its type name, its own properties, and what derives from it.</param>
    public EntityBuilder<T> HasDerived<TDerived>(Action<DerivedEntityBuilder<TDerived>>? configure = null)
        where TDerived : class, T
    {
        DerivedEntityBuilder.Add(_definition, configure);
        return this;
    }

    /// <summary>Declares that all tenants share this entity: its keys hold no tenant, and no scope is needed to reach it.</summary>
    public EntityBuilder<T> IsSharedByTenants()
    {
        _definition.IsShared = true;
        return this;
    }

    /// <summary>
    /// Declares a collection of children in the same item collection. Which children belong to which parent follows from the keys: their partition
    /// keys have one shape, and the parent's sort key is a prefix of the child's (or is a constant, and the partition has one parent). Children in
    /// partitions of their own, on the table or on an index, are found where the parent's properties give the whole partition key (a Team's Id is
    /// the TeamId of a Project); they are read only with <c>AcrossPartitions()</c>.
    /// </summary>
    /// <param name="navigation">The property that <c>Include</c> fills, for example <c>o => o.Teams</c>.</param>
    public EntityBuilder<T> HasMany<TChild>(Expression<Func<T, IEnumerable<TChild>>> navigation)
        where TChild : class
    {
        if (Member(navigation, nameof(HasMany)) is { } member)
        {
            _definition.Navigations.Add(member);
        }

        return this;
    }

    /// <summary>
    /// Declares a tree of this entity: the sort key ends with a path such as <c>a/b/c</c>, and the children of a node are those whose path goes on behind
    /// it. <c>Include</c> of the children reads a whole subtree, to any depth, with one Query.
    /// </summary>
    /// <param name="path">The property that holds the path; the last part of the sort key, for example of <c>f => $"FOLDER#{f.Path}"</c>.</param>
    /// <param name="children">The property that <c>Include</c> fills, of every node, for example <c>f => f.Children</c>.</param>
    /// <param name="separator">Separates the names in a path: printable ASCII above <c>$</c>, no letter and no digit.</param>
    /// <remarks>A node whose parent is missing is a child of its nearest ancestor that is there.</remarks>
    public EntityBuilder<T> HasTree(Expression<Func<T, string>> path, Expression<Func<T, IEnumerable<T>>> children, char separator = '/')
    {
        if (Member(path, nameof(HasTree)) is { } of && Member(children, nameof(HasTree)) is { } member)
        {
            _definition.Trees.Add(new TreeDefinition(of, member, separator));
        }

        return this;
    }

    /// <summary>
    /// Declares a reference to another entity. Each part of the other's primary key is given by a property of this one: the property called
    /// as the reference and the part (<c>ManagerId</c> of <c>Manager</c>), the one at the same place of a partition key of the same shape, the one of
    /// the same name, or for <c>Id</c> the other entity's name and <c>Id</c> (<c>TeamId</c>). The tenant comes from the scope.
    /// </summary>
    /// <param name="navigation">The property that <c>Include</c> fills, for example <c>m => m.Team</c>. It is not stored.</param>
    /// <remarks>Null or empty properties refer to nothing. A target in another partition is read only with <c>AcrossPartitions()</c>.</remarks>
    public EntityBuilder<T> HasOne<TTarget>(Expression<Func<T, TTarget?>> navigation)
        where TTarget : class => AddReference(navigation, null);

    /// <summary>Declares a reference to another entity, and names the properties that give its primary key where they are not found by themselves.</summary>
    /// <param name="navigation">The property that <c>Include</c> fills, for example <c>m => m.Team</c>. It is not stored.</param>
    /// <param name="key">The parts of the other's key by their names, for example <c>m => new { OrganizationId = m.OrgId, Id = m.TeamId }</c>.</param>
    /// <inheritdoc cref="HasOne{TTarget}(Expression{Func{T, TTarget}})"/>
    public EntityBuilder<T> HasOne<TTarget, TKey>(Expression<Func<T, TTarget?>> navigation, Expression<Func<T, TKey>> key)
        where TTarget : class
    {
        ArgumentNullException.ThrowIfNull(key);
        return AddReference(navigation, key);
    }

    /// <summary>Says something about one property.</summary>
    /// <param name="property">The property, for example <c>o => o.Id</c>.</param>
    public PropertyBuilder<T, TProperty> Property<TProperty>(Expression<Func<T, TProperty>> property) =>
        new(Member(property, nameof(Property)) is { } member
            ? _definition.Property(member)
            : new PropertyDefinition(typeof(string).GetProperty(nameof(string.Length))!));

    /// <summary>Leaves a property out of the items.</summary>
    /// <param name="property">The property.</param>
    public EntityBuilder<T> Ignore<TProperty>(Expression<Func<T, TProperty>> property)
    {
        if (Member(property, nameof(Ignore)) is { } member)
        {
            _definition.Property(member).IsIgnored = true;
        }

        return this;
    }

    /// <summary>
    /// Lets an item expire: the table's time-to-live attribute is written from this property, and reads leave out what has expired, because DynamoDB
    /// may take days to delete it.
    /// </summary>
    /// <param name="expiresAt">A <see cref="DateTimeOffset"/> or <see cref="DateTime"/>, or either nullable; null never expires.</param>
    public EntityBuilder<T> HasTimeToLive<TProperty>(Expression<Func<T, TProperty>> expiresAt) => AddTimeToLive(expiresAt, null);

    /// <summary>
    /// Lets an item expire so long after a write as a property of it says: each write that sets <paramref name="after"/>, to the same duration too, begins
    /// the time anew; null never expires. What is not longer than zero, or ends behind the year 9999, is refused before anything is sent.
    /// </summary>
    /// <param name="expiresAt">The property that tells when the item expires, as of the other overload. Only the library writes it.</param>
    /// <param name="after">A <see cref="TimeSpan"/>, nullable or not.</param>
    public EntityBuilder<T> HasTimeToLive<TProperty, TDuration>(Expression<Func<T, TProperty>> expiresAt, Expression<Func<T, TDuration>> after)
    {
        ArgumentNullException.ThrowIfNull(after);
        var duration = Member(after, nameof(HasTimeToLive));
        return AddTimeToLive(expiresAt, duration is null ? null : new LifetimeDefinition(duration, TimeSpan.Zero, IsSliding: false));
    }

    /// <summary>Lets every item of the entity expire so long after its creation, or after its last update.</summary>
    /// <param name="expiresAt">The property that tells when the item expires, as of the other overloads. Only the library writes it.</param>
    /// <param name="after">How long an item lives; more than zero.</param>
    /// <param name="isSliding">
    /// Whether each update and put begins the time anew. Otherwise it runs from the creation; a put of an entity that was read keeps its end.
    /// </param>
    public EntityBuilder<T> HasTimeToLive<TProperty>(Expression<Func<T, TProperty>> expiresAt, TimeSpan after, bool isSliding = false) =>
        AddTimeToLive(expiresAt, new LifetimeDefinition(null, after, isSliding));

    /// <summary>
    /// Lets a deletion be taken back: <c>DeleteAsync</c> sets a moment with an UpdateItem, and from then on reads and updates are as if there were no item,
    /// but for queries that say <see cref="EntityQueryableExtensions.IncludeDeleted"/>. <c>RestoreAsync</c> brings the item back, and <c>PurgeAsync</c> deletes
    /// it. Counts of parents go down with the deletion and up with the restoration; unique values stay taken until the item is purged.
    /// </summary>
    /// <param name="deletedAt">The property that tells when the item was deleted: null while it is not. Only the library writes it.</param>
    /// <param name="keepFor">How long a deleted item can be restored before DynamoDB deletes it by its time to live; null for ever.</param>
    /// <remarks>A put without a condition, and an upsert, replace a deleted item as they do any other: it is not deleted then.</remarks>
    public EntityBuilder<T> HasSoftDelete(Expression<Func<T, DateTimeOffset?>> deletedAt, TimeSpan? keepFor = null)
    {
        if (_definition.SoftDelete is not null)
        {
            _definition.Problems.Add($"{_definition.Name}: HasSoftDelete is called twice. An item is deleted at one moment: keep one call.");
        }

        if (Member(deletedAt, nameof(HasSoftDelete)) is { } member)
        {
            _definition.SoftDelete = (member, keepFor);
            var property = _definition.Property(member);
            (property.IsKept, property.IsSealed) = (true, true);
        }

        return this;
    }

    /// <summary>
    /// Lets no change be lost: an item has version 1 when it is created and one more with each change. A put, update or delete of a loaded entity has the condition
    /// that the item still has the entity's version, also in a transaction, and fails with <see cref="VersionConflictException"/> when it has not. An update of an
    /// item named by a query raises the version too, and checks one where its <c>Where</c> does. What counts children (<see cref="Counts{TChild}(Expression{Func{T, long}}, long?)"/>) changes
    /// without raising it: it is nobody's to overwrite.
    /// </summary>
    /// <param name="version">An int or a long, which only the library writes. Items that are older than the property have version 0.</param>
    public EntityBuilder<T> HasVersion<TProperty>(Expression<Func<T, TProperty>> version)
    {
        if (_definition.Version is not null)
        {
            _definition.Problems.Add($"{_definition.Name}: HasVersion is called twice. An item has one version: keep one call.");
        }
        else if (Member(version, nameof(HasVersion)) is { } member)
        {
            _definition.Version = member;
            var property = _definition.Property(member);
            (property.OnCreate, property.IsSealed) = (Generate.Counter, true);
        }

        return this;
    }

    /// <summary>
    /// What updates of this entity do when they need values that they do not know. Without this call they are refused. A single update says otherwise with
    /// <see cref="UpdateBuilder{T}.OnMissingValues"/>.
    /// </summary>
    /// <param name="policy">The policy.</param>
    /// <exception cref="ArgumentOutOfRangeException">The policy is none of the enumeration.</exception>
    public EntityBuilder<T> OnMissingValues(MissingValues policy)
    {
        _definition.OnMissing = Enum.IsDefined(policy) ? policy : throw new ArgumentOutOfRangeException(nameof(policy), policy, null);
        return this;
    }

    private EntityBuilder<T> AddTimeToLive(LambdaExpression expiresAt, LifetimeDefinition? lifetime)
    {
        if (_definition.TimeToLive is not null)
        {
            _definition.Problems.Add($"{_definition.Name}: HasTimeToLive is called twice. An item expires once: keep one call.");
        }

        if (Member(expiresAt, nameof(HasTimeToLive)) is not { } member)
        {
            return this;
        }

        (_definition.TimeToLive, _definition.Lifetime) = (member, lifetime);
        if (lifetime is not null)
        {
            var property = _definition.Property(member);
            (property.IsKept, property.IsSealed) = (true, true);
        }

        return this;
    }

    private EntityBuilder<T> AddReference(LambdaExpression navigation, LambdaExpression? key)
    {
        if (Member(navigation, nameof(HasOne)) is { } member)
        {
            _definition.References.Add(new ReferenceDefinition(member, key is null ? new Dictionary<string, PropertyInfo>() : KeyOf(key)));
        }

        return this;
    }

    private Dictionary<string, PropertyInfo>? KeyOf(LambdaExpression key)
    {
        var properties = new Dictionary<string, PropertyInfo>(StringComparer.Ordinal);
        var parts = key.Body is NewExpression { Members: { } names } created ? names.Zip(created.Arguments) : [];
        foreach (var (name, value) in parts)
        {
            if (MemberLambda.Strip(value) is MemberExpression { Member: PropertyInfo property, Expression: { } target } && target == key.Parameters[0])
            {
                properties[name.Name] = property;
            }
        }

        if (properties.Count == 0 || properties.Count < parts.Count())
        {
            _definition.Problems.Add($"{_definition.Name}: HasOne({ExpressionText.Of(key)}) does not name the parts of a key. "
                + "Write HasOne(x => x.Other, x => new { Id = x.OtherId }).");
            return null;
        }

        return properties;
    }

    private EntityBuilder<T> AddIndex(string index, LambdaExpression? partitionKey, LambdaExpression? sortKey)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(index);
        if (!_definition.IndexKeys.TryAdd(index, new KeyDefinition(partitionKey, sortKey)))
        {
            _definition.Problems.Add($"{_definition.Name}: HasIndex(\"{index}\") is called twice. "
                + "An item has one place on an index: keep one call, or declare a second index.");
        }

        return this;
    }

    private PropertyInfo? Member(LambdaExpression lambda, string method) => MemberLambda.Read(_definition, lambda, method);
}
