using System.Collections.Immutable;
using System.Linq.Expressions;
using System.Reflection;
using SingleTable.Linq.Diagnostics;

namespace SingleTable.Linq.Model.Building;

/// <summary>Makes the filter of an index from its predicate: it looks at nothing but stored properties, so that an update can tell what it needs.</summary>
internal sealed class IndexFilterFactory : ExpressionVisitor
{
    private readonly ImmutableArray<PropertyModel> _stored;
    private readonly ParameterExpression _item;
    private readonly ParameterExpression _values = Expression.Parameter(typeof(object?[]), "values");
    private readonly HashSet<PropertyModel> _properties = [];
    private string? _problem;

    private IndexFilterFactory(ImmutableArray<PropertyModel> stored, ParameterExpression item) => (_stored, _item) = (stored, item);

    /// <returns>Null when a problem was added.</returns>
    public static IndexFilter? Create(EntityDefinition entity, ImmutableArray<PropertyModel> stored, string index, LambdaExpression predicate)
    {
        var factory = new IndexFilterFactory(stored, predicate.Parameters[0]);
        var body = factory.Visit(predicate.Body);
        if (factory._problem is null && factory._properties.Count == 0)
        {
            factory._problem = "it looks at no property";
        }

        if (factory._problem is { } problem)
        {
            entity.Problems.Add($"{entity.Name}: HasIndexFilter(\"{index}\", {ExpressionText.Of(predicate)}) cannot decide by an item alone: {problem}. "
                + "Compare stored properties with constants.");
            return null;
        }

        var isMet = new Lazy<Func<object?[], bool>>(Expression.Lambda<Func<object?[], bool>>(body, factory._values).Compile);
        return new IndexFilter(index, [.. factory._properties], values => isMet.Value(values));
    }

    protected override Expression VisitMember(MemberExpression node)
    {
        if (node.Expression == _item)
        {
            if (_stored.FirstOrDefault(p => p.Name == node.Member.Name) is not { } property)
            {
                _problem = $"{node.Member.Name} is not a stored property";
                return node;
            }

            if (property.IsTenant)
            {
                _problem = $"{node.Member.Name} is the tenant";
            }

            _properties.Add(property);
            var value = Expression.ArrayIndex(_values, Expression.Constant(property.Index));

            // A value that is absent is the type's default, as when an item is read.
            return Expression.Condition(
                Expression.ReferenceEqual(value, Expression.Constant(null)), Expression.Default(node.Type), Expression.Convert(value, node.Type));
        }

        if (node.Expression is null && node.Member is PropertyInfo or FieldInfo { IsInitOnly: false })
        {
            _problem = $"{node.Member.Name} is not of the item";
        }

        return base.VisitMember(node);
    }

    protected override Expression VisitParameter(ParameterExpression node)
    {
        if (node == _item)
        {
            _problem = "it looks at the item as a whole";
        }

        return base.VisitParameter(node);
    }

    protected override Expression VisitConstant(ConstantExpression node)
    {
        if (Type.GetTypeCode(node.Type) == TypeCode.Object && node.Value is not null)
        {
            _problem = "it looks at a variable";
        }

        return base.VisitConstant(node);
    }
}
