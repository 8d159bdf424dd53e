using SingleTable.Linq.Execution;
using SingleTable.Linq.Model.Companions;
using SingleTable.Linq.Planning;
using SingleTable.Linq.Translation;

namespace SingleTable.Linq;

public abstract partial class TableContext
{
    /// <summary>The audit trail of one item, oldest first: a query of one partition, which takes further conditions on the time and the entries.</summary>
    /// <typeparam name="T">The entity, which the model gives <see cref="EntityBuilder{T}.HasAudit"/>.</typeparam>
    /// <param name="keyValues">The values of the item's key in the order of its templates, without the tenant, as for <c>FindAsync</c>.</param>
    /// <returns>The entries.</returns>
    /// <exception cref="QueryTranslationException">The entity has no audit trail, or the values are not those of its key.</exception>
    /// <exception cref="KeyValueException">A value cannot stand in a key.</exception>
    /// <exception cref="TenantScopeException">The context has no tenant.</exception>
    public IQueryable<AuditEntry> AuditTrail<T>(params object?[] keyValues)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(keyValues);
        var entity = _runtime.Model.Find(typeof(T)) ?? throw TranslationErrors.UnknownEntity(typeof(T), _runtime.Model);
        if (entity.Audit is null)
        {
            throw TranslationErrors.NoAudit(entity);
        }

        _scope.RequireTenant(entity);
        var plan = _runtime.FindPlan(entity);
        var (partition, sort) = KeyBinding.Key((KeyAccess)plan.Query.Access, _scope.Bind(plan.Check(keyValues, nameof(AuditTrail))));
        var (type, key) = (entity.TypeName, AuditModel.EntityKey(entity, partition, sort, _scope.Tenant));
        return Set<AuditEntry>().Where(a => a.EntityType == type && a.EntityKey == key).OrderBy(a => a.At);
    }
}
