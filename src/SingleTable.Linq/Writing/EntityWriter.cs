using System.Linq.Expressions;
using SingleTable.Linq.Execution;
using SingleTable.Linq.Model;

namespace SingleTable.Linq.Writing;

/// <summary>Writes of one item, given as an entity.</summary>
internal sealed class EntityWriter(ExecutionScope scope, EntityModel entity)
{
    public async Task<object> CreateAsync(object source, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        return await WriteSender.WriteAsync(scope, WriteActions.Create(scope, entity, source), cancellationToken).ConfigureAwait(false);
    }

    public async Task<object> PutAsync(object source, LambdaExpression? when, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        return await WriteSender.WriteAsync(scope, WriteActions.Put(scope, entity, source, when), cancellationToken).ConfigureAwait(false);
    }

    public async Task<object> UpsertAsync(object source, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        return await WriteSender.WriteAsync(scope, WriteActions.Upsert(scope, entity, source), cancellationToken).ConfigureAwait(false);
    }

    public async Task<object> UpdateAsync(
        object current, IReadOnlyList<UpdateOperation> operations, LambdaExpression? when, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(current);
        var action = WriteActions.Update(scope, BoundTarget.Of(scope, entity, current, when), operations);
        return await WriteSender.WriteAsync(scope, action, cancellationToken).ConfigureAwait(false);
    }

    public async Task<bool> DeleteAsync(object source, LambdaExpression? when, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        var action = WriteActions.Delete(BoundTarget.Of(scope, entity, source, when));
        return await WriteSender.DeleteAsync(scope, action, cancellationToken).ConfigureAwait(false);
    }
}

/// <summary>Writes of one item, named by a query.</summary>
internal static class TargetWriter
{
    public static async Task<object> UpdateAsync(
        ExecutionScope scope, Expression source, IReadOnlyList<UpdateOperation> operations, LambdaExpression? when, CancellationToken cancellationToken)
    {
        var action = WriteActions.Update(scope, BoundTarget.Of(scope, source, when), operations);
        return await WriteSender.WriteAsync(scope, action, cancellationToken).ConfigureAwait(false);
    }

    public static async Task<bool> DeleteAsync(ExecutionScope scope, Expression source, LambdaExpression? when, CancellationToken cancellationToken)
    {
        var action = WriteActions.Delete(BoundTarget.Of(scope, source, when));
        return await WriteSender.DeleteAsync(scope, action, cancellationToken).ConfigureAwait(false);
    }
}
