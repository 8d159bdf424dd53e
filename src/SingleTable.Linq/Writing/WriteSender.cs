using Amazon.DynamoDBv2.Model;
using SingleTable.Linq.Execution;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Writing;

/// <summary>Sends single writes and turns a failed condition into what it means.</summary>
internal static class WriteSender
{
    /// <returns>The entity after the write.</returns>
    public static async Task<object> WriteAsync(ExecutionScope scope, WriteAction action, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(scope, action, cancellationToken).ConfigureAwait(false);
        var stored = action.Item is { } item ? item : Attributes(response.Body);
        return ItemResult.TryRead(scope, action.Entity, stored) ?? throw WriteErrors.OtherType(action);
    }

    /// <returns>Whether there was an item.</returns>
    public static async Task<bool> DeleteAsync(ExecutionScope scope, WriteAction action, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(scope, action, cancellationToken).ConfigureAwait(false);
        return !Attributes(response.Body).IsEmpty;
    }

    private static async Task<WireResponse> SendAsync(ExecutionScope scope, WriteAction action, CancellationToken cancellationToken)
    {
        var request = new SingleWriteRequest(action);
        try
        {
            return await scope.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (request.IsOpen && !cancellationToken.IsCancellationRequested)
        {
            throw WriteErrors.Unknown(request, $"{action.Kind} of {action.Entity.Name}", action.Entity.Name, e);
        }
        catch (ConditionalCheckFailedException e)
        {
            throw WriteErrors.ConditionFailed(action, ItemResult.TryReadCurrent(scope, action.Entity, e.Item), e);
        }
    }

    // A client that is not the SDK's own may say "none" by an empty object.
    private static ReadOnlySpan<byte> Attributes(ReadOnlySpan<byte> body) =>
        ResponseBody.TryGetMember(body, "Attributes"u8, out var attributes) && attributes.Length > "{}".Length ? attributes : default;
}
