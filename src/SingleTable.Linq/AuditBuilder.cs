using System.Linq.Expressions;
using System.Reflection;
using SingleTable.Linq.Model.Building;

namespace SingleTable.Linq;

/// <summary>Says what the audit trail of an entity holds.</summary>
/// <typeparam name="T">The entity.</typeparam>
public sealed class AuditBuilder<T>
    where T : class
{
    private readonly AuditDefinition _definition;
    private readonly Func<LambdaExpression, string, PropertyInfo?> _member;

    internal AuditBuilder(AuditDefinition definition, Func<LambdaExpression, string, PropertyInfo?> member) =>
        (_definition, _member) = (definition, member);

    /// <summary>The trail tells that the property changed, and not from what to what.</summary>
    /// <param name="property">The property.</param>
    /// <returns>The same builder.</returns>
    public AuditBuilder<T> Redact<TProperty>(Expression<Func<T, TProperty>> property) => Add(_definition.Redacted, property, nameof(Redact));

    /// <summary>The trail does not mention the property; a change of nothing else is not written down.</summary>
    /// <param name="property">The property.</param>
    /// <returns>The same builder.</returns>
    public AuditBuilder<T> Ignore<TProperty>(Expression<Func<T, TProperty>> property) => Add(_definition.Ignored, property, nameof(Ignore));

    private AuditBuilder<T> Add(List<PropertyInfo> properties, LambdaExpression property, string method)
    {
        if (_member(property, method) is { } member)
        {
            properties.Add(member);
        }

        return this;
    }
}
