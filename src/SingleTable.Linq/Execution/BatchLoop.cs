namespace SingleTable.Linq.Execution;

/// <summary>
/// Sends many entries in chunks, a few chunks at once. What the service leaves undone joins the entries of the next chunk after a pause; when ten
/// chunks in a row did nothing at all, no more are sent.
/// </summary>
/// <param name="scope">Of the context.</param>
/// <param name="entries">All entries, each once.</param>
/// <param name="chunkCount">The most entries of one chunk.</param>
/// <param name="send">Sends a chunk, and gives what was left of it.</param>
internal sealed class BatchLoop<TEntry>(
    ExecutionScope scope, IReadOnlyList<TEntry> entries, int chunkCount, Func<IReadOnlyList<TEntry>, CancellationToken, Task<IReadOnlyList<TEntry>>> send)
{
    // A request has 16 MB; the rest is for the names around the entries.
    private const long MaxChunkBytes = (16 * 1024 * 1024) - (64 * 1024);

    private readonly Lock _lock = new();
    private readonly List<TEntry> _left = [];
    private int _next;
    private int _done;
    private int _requests;
    private CancellationTokenSource? _stop;

    /// <summary>The bytes of an entry in the request; without it entries are small.</summary>
    public Func<TEntry, int>? Size { get; init; }

    public IProgress<BatchProgress>? Progress { get; init; }

    /// <summary>How many entries are done.</summary>
    public int Done => _done;

    /// <summary>What is not done, in no order: after the end, or after an error.</summary>
    public IEnumerable<TEntry> Left => _left.Concat(entries.Skip(_next));

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var workers = Math.Min(scope.MaxParallelRequests, (entries.Count + chunkCount - 1) / chunkCount);
        if (workers <= 1)
        {
            await WorkAsync(cancellationToken).ConfigureAwait(false);
            return;
        }

        using var stop = _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAll(Enumerable.Range(0, workers).Select(_ => WorkAsync(cancellationToken))).ConfigureAwait(false);
    }

    private async Task WorkAsync(CancellationToken cancellationToken)
    {
        var chunk = new List<TEntry>(Math.Min(chunkCount, entries.Count));
        try
        {
            for (var idle = 0; idle < Backoff.MaxAttempts;)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (_stop is { IsCancellationRequested: true } || !Fill(chunk))
                {
                    return;
                }

                var left = await send(chunk, cancellationToken).ConfigureAwait(false);
                Report(chunk.Count - left.Count);
                idle = left.Count == chunk.Count ? idle + 1 : 0;

                // Another list, because whoever keeps the request may ask it what it was for.
                chunk = left.Count == 0 ? [] : [.. left];
                if (left.Count > 0 && idle < Backoff.MaxAttempts && !await PauseAsync(idle + 1, cancellationToken).ConfigureAwait(false))
                {
                    return;
                }
            }

            await StopOthersAsync().ConfigureAwait(false);
        }
        catch
        {
            // They finish what they have under way, so that it is known what is done.
            await StopOthersAsync().ConfigureAwait(false);
            throw;
        }
        finally
        {
            lock (_lock)
            {
                _left.AddRange(chunk);
            }
        }
    }

    private Task StopOthersAsync() => _stop?.CancelAsync() ?? Task.CompletedTask;

    private bool Fill(List<TEntry> chunk)
    {
        var bytes = Size is null ? 0 : chunk.Sum(e => (long)Size(e));
        lock (_lock)
        {
            while (chunk.Count < chunkCount && _next < entries.Count)
            {
                var entry = entries[_next];
                bytes += Size?.Invoke(entry) ?? 0;
                if (bytes > MaxChunkBytes && chunk.Count > 0)
                {
                    break;
                }

                chunk.Add(entry);
                _next++;
            }
        }

        return chunk.Count > 0;
    }

    /// <returns>Whether to go on.</returns>
    private async Task<bool> PauseAsync(int attempt, CancellationToken cancellationToken)
    {
        try
        {
            await scope.PauseAsync(attempt, _stop?.Token ?? cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return false;
        }
    }

    // One report after the other, so that the numbers only grow.
    private void Report(int done)
    {
        lock (_lock)
        {
            _done += done;
            _requests++;
            Progress?.Report(new BatchProgress(entries.Count, _done, _requests));
        }
    }
}
