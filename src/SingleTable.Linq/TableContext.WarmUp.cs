using SingleTable.Linq.Execution;
using SingleTable.Linq.Querying;

namespace SingleTable.Linq;

public abstract partial class TableContext
{
    /// <summary>
    /// Does now what the first calls of a process would do: makes the readers and writers of all entities and the plans of these queries, for all contexts of this type and
    /// table. Nothing is sent. Most of it is compiling, so call it where a process starts, beside what else is done there:
    /// <c>_ = Task.Run(() => db.WarmUp(TeamsOf(db, "x")))</c>.
    /// </summary>
    /// <param name="queries">
    /// Queries of this context, with any values that can stand in keys. The first one of a process costs most, whatever it is; the plan of one is kept for those
    /// that the same code makes later. <c>FindAsync</c> needs none.
    /// </param>
    /// <exception cref="ArgumentException">A query is of another context type or table.</exception>
    /// <exception cref="InvalidOperationException">A query is not of an entity set.</exception>
    /// <exception cref="QueryTranslationException">A query cannot be answered.</exception>
    /// <exception cref="KeyValueException">A value of a query cannot stand in a key.</exception>
    /// <exception cref="TenantScopeException">The context has no tenant, and a query is of entities that belong to one.</exception>
    public void WarmUp(params IEnumerable<IQueryable> queries)
    {
        ArgumentNullException.ThrowIfNull(queries);
        foreach (var entity in _runtime.Model.Entities)
        {
            _ = entity.KeyMatcher;
            _runtime.FindPlan(entity);
            foreach (var concrete in entity.Concrete)
            {
                concrete.Reader.Compile();
                _ = (concrete.PlainWriter, concrete.Validation);
            }
        }

        foreach (var query in queries)
        {
            ArgumentNullException.ThrowIfNull(query, nameof(queries));
            var own = query as IEntityQuery ?? throw QueryingErrors.ForeignQuery(nameof(WarmUp));
            if (own.Executor is not QueryExecutor { Scope.Table: var table } || table != _runtime.Model)
            {
                throw new ArgumentException(
                    $"A query of {query.ElementType.Name} is of another context type or table than this {GetType().Name}, whose plans are no use to it. Give it to WarmUp of its own.",
                    nameof(queries));
            }

            _executor.Bind(query.Expression);
        }
    }
}
