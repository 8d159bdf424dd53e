using System.Linq.Expressions;
using System.Reflection;
using SingleTable.Linq.Diagnostics;
using SingleTable.Linq.Model.Building;

namespace SingleTable.Linq;

public sealed partial class EntityBuilder<T>
{
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
}
