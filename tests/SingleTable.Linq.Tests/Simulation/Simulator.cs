using System.Globalization;

namespace SingleTable.Linq.Tests.Simulation;

internal enum Outcome
{
    Done,
    Refused,
    Unknown,
}

/// <summary>One operation, and what its caller was told.</summary>
/// <param name="Id">The correlation id of its trail entries.</param>
/// <param name="What">For messages.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Entries">How many items of the trail it changes when it is done.</param>
/// <param name="Added">What it adds to the meter when it is done.</param>
/// <param name="Deposit">The deposit that it changes, and by how much, when it is done.</param>
internal sealed record Operation(string Id, string What, Outcome Outcome, int Entries, long Added, (string Id, int Amount)? Deposit);

/// <summary>Does random operations as one of several clients, and remembers what it was told of each.</summary>
internal sealed class Simulator(int number, Random random, Func<AuditActor, BankTable> open)
{
    private int _count;
    private (string What, int Entries, long Added, (string, int)? Deposit) _says;

    public List<Operation> Operations { get; } = [];

    public async Task RunAsync(int operations)
    {
        for (var i = 0; i < operations; i++)
        {
            await OneAsync();
        }
    }

    private async Task OneAsync()
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"{number}-{_count++}");
        var db = open(new AuditActor($"client {number}", id));
        _says = ("nothing there", 0, 0, null);
        Outcome outcome;
        try
        {
            await ActAsync(db);
            outcome = Outcome.Done;
        }
        catch (ResultNotReadException)
        {
            outcome = Outcome.Done;
        }
        catch (UnknownOutcomeException)
        {
            outcome = Outcome.Unknown;
        }
        catch (SingleTableException e) when (IsExpected(e))
        {
            outcome = Outcome.Refused;
        }

        Operations.Add(new Operation(id, _says.What, outcome, _says.Entries, _says.Added, _says.Deposit));
    }

    private static bool IsExpected(SingleTableException e) => e is ItemExistsException or ItemNotFoundException or ConditionFailedException or UniqueViolationException
        or CounterLimitException or TransactionFailedException || e.Code == "STL3009";

    // What it would change is told before it is sent, for the case that it ends in an error.
    private async Task ActAsync(BankTable db)
    {
        var branch = Text("b", 3);
        var key = Text("c", 6);
        var email = random.Next(4) == 0 ? null : $"{Text("e", 8)}@x";
        var rank = random.Next(3) == 0 ? null : Text("r", 3);
        var one = db.Clients.Where(c => c.BranchId == branch && c.Id == key);
        switch (random.Next(11))
        {
            case 0 or 1:
                _says = ("create", 1, 0, null);
                await db.Clients.CreateAsync(new Client { BranchId = branch, Id = key, Email = email, Rank = rank, Points = 1 });
                break;
            case 2:
                _says = ("update by query", 1, 0, null);
                await one.UpdateAsync(u => u.Set(c => c.Email, email).Add(c => c.Points, 1));
                break;
            case 3 or 4:
                if (await one.SingleOrDefaultAsync() is not { } loaded)
                {
                    return;
                }

                _says = ("update", 1, 0, null);
                await db.Clients.UpdateAsync(loaded, u => u.Set(c => c.Rank, rank).Set(c => c.Points, loaded.Points + 1));
                break;
            case 5:
                if (await one.SingleOrDefaultAsync() is not { } old)
                {
                    return;
                }

                _says = ("put", 1, 0, null);
                await db.Clients.PutAsync(old with { Email = email, Rank = rank, Points = old.Points + 1 });
                break;
            case 6:
                _says = ("delete", 1, 0, null);
                if (!await one.DeleteAsync())
                {
                    _says = ("nothing to delete", 0, 0, null);
                }

                break;
            case 7:
                _says = ("transaction", 1, 7, null);
                await db.Transaction().Create(new Client { BranchId = branch, Id = key, Email = email, Rank = rank, Points = 1 })
                    .Update(db.Meters.Where(m => m.Id == "m"), u => u.Add(m => m.Total, 7)).CommitAsync();
                break;
            case 8:
                _says = ("add", 0, 1, null);
                await db.Meters.Where(m => m.Id == "m").UpdateAsync(u => u.Add(m => m.Total, 1));
                break;
            default:
                var deposit = Text("d", 4);
                var current = await db.Deposits.Where(d => d.Id == deposit).SingleAsync();
                var amount = random.Next(1, 100);
                _says = ("deposit", 0, 0, (deposit, amount));
                await (random.Next(2) == 0
                    ? db.Deposits.UpdateAsync(current, u => u.Set(d => d.Amount, current.Amount + amount))
                    : db.Deposits.PutAsync(current with { Amount = current.Amount + amount }));
                break;
        }
    }

    private string Text(string prefix, int count) => string.Create(CultureInfo.InvariantCulture, $"{prefix}{random.Next(count)}");
}
