using System.Globalization;
using System.Runtime.CompilerServices;
using SingleTable.Linq.InMemory.Faults;
using SingleTable.Linq.InMemory.Protocol;

namespace SingleTable.Linq.InMemory;

/// <summary>When a fault strikes and what it does. Strikes once unless <see cref="Times"/> or <see cref="Always"/> says otherwise.</summary>
public sealed class FaultRule
{
    private readonly FaultScript _script;
    private readonly string? _operation;
    private string? _table;
    private string? _key;
    private Func<RecordedRequest, bool>? _when;
    private int _skip;
    private int _times = 1;
    private double _probability = 1;
    private string _verb = "";

    internal FaultRule(FaultScript script, string? operation)
    {
        _script = script;
        _operation = operation;
    }

    /// <summary>How often it has struck.</summary>
    public int Hits { get; private set; }

    internal Fault? Fault { get; private set; }

    /// <summary>Only requests that name this table.</summary>
    public FaultRule Table(string name)
    {
        _table = name;
        return this;
    }

    /// <summary>Only requests that carry this text or number as an attribute value, as a key does.</summary>
    public FaultRule Key(string value)
    {
        _key = value;
        return this;
    }

    /// <summary>Only requests that fulfil a condition.</summary>
    public FaultRule When(Func<RecordedRequest, bool> condition)
    {
        _when = condition;
        return this;
    }

    /// <summary>Lets so many matching requests pass first.</summary>
    public FaultRule Skip(int count)
    {
        _skip = count;
        return this;
    }

    /// <summary>Strikes so many times.</summary>
    public FaultRule Times(int count)
    {
        _times = count;
        return this;
    }

    /// <summary>Strikes every time.</summary>
    public FaultRule Always() => Times(int.MaxValue);

    /// <summary>Strikes with this probability, decided by the seed of the database.</summary>
    public FaultRule WithProbability(double probability)
    {
        _probability = probability;
        return this;
    }

    /// <summary>Refuses for want of throughput; the SDK retries that.</summary>
    /// <param name="error">ProvisionedThroughputExceededException, ThrottlingException or RequestLimitExceeded.</param>
    public FaultRule Throttle(string error = "ProvisionedThroughputExceededException") => Arm(new ErrorFault(ScriptedErrors.Throttling(error)));

    /// <summary>Answers 500 or 503 without doing anything.</summary>
    public FaultRule Fail(int status = 500) => Arm(new ErrorFault(ScriptedErrors.Server(status)));

    /// <summary>Answers any error of the service without doing anything.</summary>
    public FaultRule Error(string name, string message, int status = 400) => Arm(new ErrorFault(Errors.Named(name, message, status)));

    /// <summary>Breaks the connection before the request is executed.</summary>
    public FaultRule ResetBeforeCommit() => Arm(new ResetFault(afterCommit: false));

    /// <summary>Executes the request and loses the reply.</summary>
    public FaultRule ResetAfterCommit() => Arm(new ResetFault(afterCommit: true));

    /// <summary>Executes the request after a time, which passes on the TimeProvider of the database.</summary>
    public FaultRule Delay(TimeSpan time) => Arm(new DelayFault(time));

    /// <summary>Never answers; only the caller's cancellation or timeout ends it.</summary>
    public FaultRule Hang() => Arm(new DelayFault(Timeout.InfiniteTimeSpan));

    /// <summary>Executes the request; the connection breaks in the middle of the answer.</summary>
    public FaultRule TruncateBody() => Arm(new DamageFault(answer => answer with { Truncated = true }));

    /// <summary>Executes the request; the checksum does not fit the answer.</summary>
    public FaultRule CorruptChecksum() => Arm(new DamageFault(answer => answer with { WrongChecksum = true }));

    /// <summary>Leaves the last so many keys or items of a batch undone.</summary>
    public FaultRule LeaveUnprocessed(int count = int.MaxValue) => Arm(new UnprocessedFault(count));

    /// <summary>Cancels a transaction with these reasons, by the position of the action; "None" for those that are not named.</summary>
    public FaultRule CancelTransaction(params string[] codes) => Arm(new CancelFault(codes));

    /// <summary>Answers a Query or Scan with an empty page that has a key to continue with; nothing is lost by continuing.</summary>
    public FaultRule EmptyPage() => Arm(new EmptyPageFault());

    /// <summary>Answers a Query or Scan that continues with the key it came with, as a server does that never ends.</summary>
    public FaultRule RepeatLastKey() => Arm(new RepeatKeyFault());

    internal bool IsDone => Hits >= Expected;

    /// <summary>What it is for, and how often it has struck.</summary>
    public override string ToString()
    {
        var of = $"{_operation ?? "any operation"}{(_table is null ? "" : $" of table {_table}")}{(_key is null ? "" : $" with '{_key}'")}{(_when is null ? "" : " on a condition")}";
        return string.Create(CultureInfo.InvariantCulture, $"{_verb} on {of}: struck {Hits} of {(_times == int.MaxValue ? "any number of" : _times)} times");
    }

    private int Expected => _times == int.MaxValue || _probability < 1 ? 1 : _times;

    internal bool Strikes(Call call, Random random)
    {
        if (_operation is not null && _operation != call.Operation) return false;
        if (Hits >= _times || !Fault!.AppliesTo(call)) return false;
        if (_table is not null && !CallContent.NamesTable(call, _table)) return false;
        if (_key is not null && !CallContent.HasValue(call, _key)) return false;
        if (_when is not null && !_when(call.Recorded)) return false;
        if (_skip > 0)
        {
            _skip--;
            return false;
        }
        if (_probability < 1 && random.NextDouble() >= _probability) return false;
        Hits++;
        return true;
    }

    private FaultRule Arm(Fault fault, [CallerMemberName] string verb = "")
    {
        (Fault, _verb) = (fault, verb);
        _script.Arm(this);
        return this;
    }
}
