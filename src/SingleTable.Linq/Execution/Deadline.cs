using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Execution;

/// <summary>
/// How long one operation of a caller may wait: for all of its requests and pauses together. All waits pass here, so that whatever is sent or repeated
/// ends with it.
/// </summary>
/// <param name="time">Where the time comes from.</param>
/// <param name="most">How long it may take.</param>
/// <param name="entity">What is read or written, where it is one entity.</param>
/// <param name="isForEach">Whether each wait may take that long: of a stream, which takes as long as its reader.</param>
internal sealed class Deadline(TimeProvider time, TimeSpan most, string? entity, bool isForEach)
{
    private readonly long _started = time.GetTimestamp();

    // The pauses between requests are the operation's too.
    private DynamoOperation? _last;

    public Task<T> SendAsync<T>(DynamoOperation operation, Func<CancellationToken, Task<T>> send, CancellationToken cancellationToken)
    {
        _last = operation;
        return WaitAsync(send, cancellationToken);
    }

    public async Task<T> WaitAsync<T>(Func<CancellationToken, Task<T>> wait, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var left = isForEach ? most : most - time.GetElapsedTime(_started);
        if (left <= TimeSpan.Zero)
        {
            throw ExecutionErrors.TimedOut(entity, _last, most, null);
        }

        using var timer = new CancellationTokenSource(left, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        try
        {
            return await wait(both.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (cancellationToken.IsCancellationRequested)
        {
            throw CallerCancellation.Of(e, cancellationToken);
        }
        catch (Exception e) when (timer.IsCancellationRequested && !cancellationToken.IsCancellationRequested && !IsAnswer(e))
        {
            throw ExecutionErrors.TimedOut(entity, _last, most, e);
        }
    }

    // What the service answered in time is told, also when it was the last moment.
    private static bool IsAnswer(Exception e) => e is SingleTableException or Amazon.Runtime.AmazonServiceException;
}
