using System.Collections.Concurrent;
using Amazon.DynamoDBv2;
using Microsoft.Extensions.Time.Testing;
using SingleTable.Linq.InMemory;
using SingleTable.Linq.Tests.Models;

namespace SingleTable.Linq.Tests.Docs;

/// <summary>The tables that examples read, in one database, and what was sent.</summary>
internal sealed class DocWorld
{
    private readonly AmazonDynamoDBClient _client = InMemoryDynamoDb.NewClient();
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly HashSet<Type> _created = [];

    public async Task SeedAsync()
    {
        var db = Context<SaasTable>();
        await db.Organizations.BatchPutAsync(SaasData.Organizations);
        await db.Teams.BatchPutAsync(SaasData.Teams);
        await db.Members.BatchPutAsync(SaasData.Members);
        await db.Projects.BatchPutAsync(SaasData.Projects);
        await db.Readings.BatchPutAsync(SaasData.Readings);
        var staff = Context<StaffTable>();
        await staff.People.BatchPutAsync([new Person { Id = 1 }, new Person { Id = 2 }]);
        await staff.Desks.BatchPutAsync(Enumerable.Range(1, 4).Select(i => new Desk { CompanyId = "c1", OfficeId = "o1", Id = $"d{i}", PersonId = 1 + (i % 2) }));
        TakeLines();
    }

    /// <summary>A context of tenant "acme"; its table is there.</summary>
    public TContext Context<TContext>()
        where TContext : TableContext
    {
        var options = new TableOptions<TContext>(_client) { Log = _lines.Enqueue, SensitiveLogging = true, TimeProvider = new FakeTimeProvider(SaasData.Day) };
        var context = (TContext)Activator.CreateInstance(typeof(TContext), options.ForTenant("acme"))!;
        if (_created.Add(typeof(TContext)))
        {
            context.EnsureTableAsync().GetAwaiter().GetResult();
        }

        return context;
    }

    /// <summary>What was sent since the last call; requests that run at once may come in any order.</summary>
    public IReadOnlyList<string> TakeLines()
    {
        string[] lines = [.. _lines.Where(l => !l.StartsWith("Warning: ", StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal)];
        _lines.Clear();
        return lines;
    }
}
