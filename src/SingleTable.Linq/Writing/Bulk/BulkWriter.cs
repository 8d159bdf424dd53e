using System.Linq.Expressions;
using SingleTable.Linq.Execution;
using SingleTable.Linq.Execution.Pages;

namespace SingleTable.Linq.Writing.Bulk;

/// <summary>
/// Writes all items of a query: page by page, some items at once, then the next ones. An update leaves the operation's id in each item, so that an item that is
/// met again changes once: because the update itself moved it, or because it was done when the operation was stopped.
/// </summary>
internal sealed class BulkWriter
{
    // Items at once for each request under way: writes wait for the slowest of so many, and no more than these are between two tokens.
    private const int ItemsPerRequest = 25;

    private readonly BulkPlan _plan;
    private readonly BulkOptions _options;
    private readonly ExecutionScope _reading;
    private readonly ExecutionScope _writing;
    private readonly BulkItemWriter _writer;
    private readonly byte[] _binding;
    private readonly HashSet<Guid> _done;
    private readonly HashSet<Guid> _open;
    private readonly string _operation;
    private int _part;
    private byte[] _key;
    private long _changed;
    private long _skipped;

    private BulkWriter(ExecutionScope scope, BulkPlan plan, BulkOptions options)
    {
        (_plan, _options) = (plan, options);
        _reading = scope.For(plan.Query, isStream: true);
        _writing = scope.Begin(plan.Entity.Name, isStream: true) with { MaxParallelRequests = options.MaxParallelRequests ?? scope.MaxParallelRequests };
        _binding = plan.Binding();
        var position = options.Resume is { } token ? Open(token) : BulkPosition.Start();
        (_operation, _part, _key, _done, _open) = (position.Operation, position.Part, position.Key, [.. position.Done], [.. position.Open]);
        _writer = new BulkItemWriter(_writing, plan, _operation);
    }

    private bool IsFull => _changed + _skipped >= _options.MaxItems;

    public static async Task<BulkResult> RunAsync(
        ExecutionScope scope, Expression source, UpdateOperations? update, BulkOptions? options, CancellationToken cancellationToken)
    {
        var writer = new BulkWriter(scope, BulkPlan.Of(scope, source, update), options ?? new BulkOptions());
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return await writer.RunAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not WriteException || writer._changed + writer._skipped > 0)
        {
            // A refusal of the update before anything was written is not something to go on from.
            throw BulkErrors.Incomplete(writer._plan.Entity, writer._plan.Method, writer.Result(isComplete: false), e);
        }
    }

    private async Task<BulkResult> RunAsync(CancellationToken cancellationToken)
    {
        var parts = _plan.Query.Singles;
        for (; _part < parts.Count; (_part, _key) = (_part + 1, []))
        {
            var pages = new KeyedPages(_reading, parts[_part], _key);
            while (pages.HasMore)
            {
                if (IsFull)
                {
                    return Result(isComplete: false);
                }

                var page = await pages.ReadAsync(cancellationToken).ConfigureAwait(false);
                if (!await WriteAsync(page, cancellationToken).ConfigureAwait(false))
                {
                    return Result(isComplete: false);
                }

                _key = pages.Position;
            }
        }

        var result = Result(isComplete: true);
        _options.Progress?.Report(new BulkProgress(result.Changed, result.Skipped, null));
        return result;
    }

    /// <returns>Whether all of the page is written; otherwise there were as many as are wanted.</returns>
    private async Task<bool> WriteAsync(List<KeyedEntity> page, CancellationToken cancellationToken)
    {
        for (var at = 0; at < page.Count;)
        {
            if (IsFull)
            {
                return false;
            }

            var most = Math.Min((long)ItemsPerRequest * _writing.MaxParallelRequests, (_options.MaxItems - _changed - _skipped) ?? long.MaxValue);
            List<BulkItem> items = [.. page.Skip(at).Take((int)Math.Min(most, page.Count - at)).Select(e => new BulkItem(e))];
            try
            {
                await WriteAsync(items, cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                Settle(items);
            }

            at += items.Count;
            _options.Progress?.Report(new BulkProgress(_changed, _skipped, Token()));
        }

        return true;
    }

    private async Task WriteAsync(List<BulkItem> items, CancellationToken cancellationToken)
    {
        foreach (var item in _done.Count == 0 ? [] : items.Where(i => _done.Contains(BulkPosition.Mark(i.Key))))
        {
            item.Outcome = BulkOutcome.Repeated;
        }

        List<BulkItem> waiting = [.. items.Where(i => !i.IsSettled)];
        var loop = new BatchLoop<BulkItem>(_writing, waiting, _writer.MaxItemsOfRequest, _writer.SendAsync);
        await loop.RunAsync(cancellationToken).ConfigureAwait(false);
        if (loop.Done < waiting.Count)
        {
            throw BulkErrors.Throttled(_plan.Entity);
        }
    }

    // The place to go on from is behind the last item before which all is settled; what is settled behind it is noted one by one.
    private void Settle(List<BulkItem> items)
    {
        var isBehind = true;
        foreach (var item in items)
        {
            isBehind &= item.IsSettled;
            _key = isBehind ? item.Position : _key;
            if (_done.Count == 0 && _open.Count == 0 && isBehind)
            {
                Count(item.Outcome);
                continue;
            }

            var mark = BulkPosition.Mark(item.Key);
            if (item.IsSettled)
            {
                Count(_open.Remove(mark) && item.Outcome == BulkOutcome.Repeated ? BulkOutcome.Changed : item.Outcome);
                _ = isBehind ? _done.Remove(mark) : _done.Add(mark);
            }
            else if (item.Outcome == BulkOutcome.Sent)
            {
                _open.Add(mark);
            }
        }
    }

    private void Count(BulkOutcome outcome)
    {
        _changed += outcome == BulkOutcome.Changed ? 1 : 0;
        _skipped += outcome == BulkOutcome.Skipped ? 1 : 0;
    }

    private BulkResult Result(bool isComplete) => new(_changed, _skipped, isComplete ? null : Token());

    private string Token() => _reading.PageKeys.Seal(new BulkPosition(_operation, _part, _key, _done, _open).ToBytes(), _binding);

    private BulkPosition Open(string token) =>
        _reading.PageKeys.Open(token, _binding) is { } content ? BulkPosition.Of(content) : throw BulkErrors.Token(_plan);
}
