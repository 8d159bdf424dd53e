using System.Buffers.Text;
using SingleTable.Linq.Planning;
using SingleTable.Linq.Translation;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Execution.Budgets;

/// <summary>
/// Stands between a query and its requests when it has a budget or a rate: counts what each used, and stops the next one that would go over. Shared
/// by all requests of one execution, also those that run at once.
/// </summary>
internal sealed class ReadMeter
{
    private readonly Lock _lock = new();
    private readonly QueryPlan _plan;
    private readonly TimeProvider _time;
    private readonly ReadBudget _budget;
    private readonly RateLimit? _rate;
    private readonly long _started;
    private int _requests;
    private long _items;
    private double _capacity;
    private long _results;

    private ReadMeter(QueryPlan plan, TimeProvider time, ReadBudget budget, RateLimit? rate) =>
        (_plan, _time, _budget, _rate, _started) = (plan, time, budget, rate, time.GetTimestamp());

    private bool AsksCapacity => _budget.CapacityUnits is not null || _rate is { IsByCapacity: true };

    /// <summary>The meter of one execution, or null when nothing is limited.</summary>
    public static ReadMeter? Of(BoundQuery query, TimeProvider time)
    {
        var directives = query.Plan.Shape.Directives;
        return directives is { Budget: null, Rate: null } ? null : Create(directives, query, time);
    }

    private static ReadMeter Create(ReadDirectives directives, BoundQuery query, TimeProvider time)
    {
        var leaves = query.Context.Leaves;
        var budget = directives.Budget is { } b
            ? new ReadBudget(
                (int?)b.Requests.Get(leaves), (long?)b.Items.Get(leaves), (double?)b.CapacityUnits.Get(leaves), (TimeSpan?)b.Time.Get(leaves))
            : new ReadBudget(null, null, null, null);
        var rate = directives.Rate is { } r
            ? new RateLimit(time, (double?)r.ItemsPerSecond.Get(leaves), (double?)r.CapacityUnitsPerSecond.Get(leaves))
            : null;
        return new ReadMeter(query.Plan, time, budget, rate);
    }

    /// <summary>Notes how many results there are, for the message.</summary>
    public void Found(long results) => Volatile.Write(ref _results, results);

    public async Task<WireResponse> SendAsync(
        DescribedRequest request, Func<DescribedRequest, CancellationToken, Task<WireResponse>> send, CancellationToken cancellationToken)
    {
        if (_rate is not null && !IsSpent())
        {
            await WithinTimeAsync(_rate.WaitAsync, cancellationToken).ConfigureAwait(false);
        }

        Begin(request);
        var response = await WithinTimeAsync(token => send(request, token), cancellationToken).ConfigureAwait(false);
        try
        {
            response.Read(this, static (r, meter) => meter.Count(r.Body));
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private void Begin(DescribedRequest request)
    {
        lock (_lock)
        {
            if (IsSpent())
            {
                throw Exceeded();
            }

            _requests++;
            request.ReturnsCapacity = AsksCapacity;
            if (request is PageRequest page)
            {
                page.MostItems = Least(_budget.Items - _items, _rate?.ItemsAtOnce);
            }
        }
    }

    private bool IsSpent()
    {
        lock (_lock)
        {
            return _requests >= _budget.Requests || _items >= _budget.Items || _capacity >= _budget.CapacityUnits || Elapsed >= _budget.Time;
        }
    }

    private TimeSpan Elapsed => _time.GetElapsedTime(_started);

    private long Count(ReadOnlySpan<byte> body)
    {
        var items = ItemsOf(body);
        var capacity = AsksCapacity ? ConsumedCapacity.Of(body) ?? 0 : 0;
        _rate?.Add(items, capacity);
        lock (_lock)
        {
            _items += items;
            _capacity += capacity;
        }

        return items;
    }

    // The time also ends a request that is under way.
    private async Task<TResult> WithinTimeAsync<TResult>(Func<CancellationToken, Task<TResult>> action, CancellationToken cancellationToken)
    {
        if (_budget.Time is not { } time)
        {
            return await action(cancellationToken).ConfigureAwait(false);
        }

        var left = time - Elapsed;
        if (left <= TimeSpan.Zero)
        {
            throw Exceeded();
        }

        using var timer = new CancellationTokenSource(left, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        try
        {
            return await action(both.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (cancellationToken.IsCancellationRequested)
        {
            throw CallerCancellation.Of(e, cancellationToken);
        }
        catch (Exception) when (timer.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw Exceeded();
        }
    }

    private BudgetExceededException Exceeded() => BudgetErrors.Exceeded(
        _plan.Entity, new ReadUsage(_requests, _items, AsksCapacity ? _capacity : null, Elapsed), _budget, Volatile.Read(ref _results));

    private static long? Least(long? left, long? right) => left is null || right is null ? left ?? right : Math.Min(left.Value, right.Value);

    // GetItem and BatchGetItem do not say how many items they evaluated.
    private static long ItemsOf(ReadOnlySpan<byte> body) =>
        ResponseBody.TryGetMember(body, "ScannedCount"u8, out var count) && Utf8Parser.TryParse(count, out long items, out _) ? items : 1;
}
