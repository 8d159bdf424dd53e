using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;
using Amazon.DynamoDBv2;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace SingleTable.Linq.Aot;

internal sealed class Steps(AotTable db)
{
    private static readonly Func<AotTable, string, int, CompiledList<Team>> s_teams = CompiledQuery.Create(
        (AotTable db, string organization, int first) => db.Teams.Where(t => t.OrganizationId == organization && t.Number >= first));

    public int Done { get; private set; }

    public async Task RunAsync()
    {
        await ValuesAsync();
        await KeysAsync();
        await QueriesAsync();
        await HierarchyAsync();
        await UpdatesAsync();
        await ManyAsync();
        await RefusalsAsync();
    }

    public async Task FactoryAsync(ITableContextFactory<AotTable> factory)
    {
        Same("a context of the factory", null, await factory.Create("globex").Organizations.FindAsync("o1"));
        Same("a table as the model has it", true, (await factory.Create().CheckTableAsync()).IsNone);
    }

    private async Task ValuesAsync()
    {
        var rich = Sample.Rich("o1");
        var created = await db.Organizations.CreateAsync(rich);
        var read = await db.Organizations.FindAsync("o1");
        Same("every kind of value", Sample.Text(created), Sample.Text(read!));
        Same("what was generated", 1L, read!.Version);
        await db.Organizations.CreateAsync(Sample.Plain("o2"));
        Same("values that are absent", Sample.Text(Sample.Plain("o2") with { Tenant = "acme", Version = 1, CreatedAt = default }),
            Sample.Text((await db.Organizations.FindAsync("o2"))! with { CreatedAt = default }));
        await Throws<UniqueViolationException>("a name that is taken", () => db.Organizations.CreateAsync(Sample.Rich("o3")));
    }

    private async Task KeysAsync()
    {
        foreach (var number in (int[])[1, 2, 3])
        {
            await db.Teams.CreateAsync(new Team("", "o1", number, Plan.Pro, Level.High, new DateOnly(2026, 1, number)) { Name = $"T{number}" });
        }

        Same("a key with a number", "T2", (await db.Teams.FindAsync("o1", 2))?.Name);
        Same("the SDK's pipeline with the library's part in it", true, Handlers(db.Options.Client).Contains("BodyBufferingHandler"));
        Same("a key of nothing", null, await db.Teams.FindAsync("o1", 9));
        Same("a compiled query", 2, (await s_teams(db, "o1", 2).ToListAsync()).Count);
        Same("a compiled query again", 1, (await s_teams(db, "o1", 3).ToListAsync()).Count);
        Same("what was counted", 3, (await db.Organizations.FindAsync("o1"))!.TeamCount);
    }

    private async Task QueriesAsync()
    {
        var organization = "o1";
        var team = await db.Teams.SingleOrDefaultAsync(t => t.OrganizationId == organization && t.Number == 2);
        Same("a query by key", "T2", team?.Name);
        var day = new DateOnly(2026, 1, 2);
        Same("a query of an index", 1, await db.Teams.CountAsync(t => t.Day == day && t.Plan == Plan.Pro && t.Level == Level.High));
        Same("a filter of an enum", 1, (await db.Organizations.Where(o => o.Plan == Plan.Pro && o.NextPlan == Plan.Free && o.Level > Level.Low).ToListAsync()).Count);
        Plan[] plans = [Plan.Free, Plan.Pro];
        int[] numbers = [1, 3];
        Same("a list of enums", 3, (await db.Teams.Where(t => t.OrganizationId == "o1" && plans.Contains(t.Plan)).ToListAsync()).Count);
        Same("a list of keys", 2, (await db.Teams.Where(t => t.OrganizationId == "o1" && numbers.Contains(t.Number)).ToListAsync()).Count);
        var last = await db.Teams.Where(t => t.OrganizationId == "o1").OrderByDescending(t => t.Number).Select(t => new Row(t.Number, t.Level)).FirstAsync();
        Same("a projection", "3 High", $"{last.Number} {last.Level}");
        Same("a projection of numbers", 6, (await db.Teams.Where(t => t.OrganizationId == "o1").Select(t => t.Number).ToListAsync()).Sum());
        var page = await db.Teams.Where(t => t.OrganizationId == "o1").ToPageAsync(2);
        Same("a page", 2, page.Items.Count);
        Same("a nested value", 1, await db.Organizations.CountAsync(o => o.Id == "o1" && o.Address!.City == "Oslo" && o.Price.Amount == 9.5m));
        Same("a filter behind a projection", 2, (await db.Teams.Where(t => t.OrganizationId == "o1").Select(t => t.Number).Where(n => n > 1).ToListAsync()).Count);
        Same("a name within a query", 2, (await Named().ToListAsync()).Count);
        Same("a text of a query", true, db.Teams.Where(t => t.OrganizationId == "o1").Explain().Contains("begins_with TEAM#", StringComparison.Ordinal));
    }

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "The properties that the compiler names are those of its own type, which this code uses.")]
    private IQueryable<Team> Named() => from team in db.Teams let number = team.Number where team.OrganizationId == "o1" && number >= 2 select team;

    private sealed record Row(int Number, Level Level);

    private async Task HierarchyAsync()
    {
        await db.Members.CreateAsync(new Person { OrganizationId = "o1", Number = 1, Id = "p", Email = "p@x" });
        await db.Members.CreateAsync(new Robot { OrganizationId = "o1", Number = 1, Id = "r", Load = 0.25 });
        var members = await db.Members.Where(m => m.OrganizationId == "o1" && m.Number == 1).ToListAsync();
        Same("derived types", "Person Robot", string.Join(' ', members.Select(m => m.GetType().Name)));
        Same("one derived type", 0.25, (await db.Members.OfType<Robot>().Where(m => m.OrganizationId == "o1" && m.Number == 1).SingleAsync()).Load);
        var whole = await db.Organizations.Include(o => o.Teams).ThenInclude(t => t.Members).SingleAsync(o => o.Id == "o1");
        Same("all levels", "3 2", $"{whole.Teams.Count} {whole.Teams[0].Members.Count}");
    }

    private async Task UpdatesAsync()
    {
        var updated = await db.Organizations.Where(o => o.Id == "o1").UpdateAsync(u => u
            .Set(o => o.NextPlan, Plan.Pro).Set(o => o.MaxLevel, Level.High).Add(o => o.Balance, 2.5m).Remove(o => o.ClosedAt).Append(o => o.Plans, [Plan.Free]));
        Same("an update", "Pro High 4.0 3", string.Create(
            CultureInfo.InvariantCulture, $"{updated.NextPlan} {updated.MaxLevel} {updated.Balance:F1} {updated.Plans.Count}"));
        var changed = await db.Organizations.UpdateAsync(updated, updated with { Address = updated.Address! with { City = "Rome" }, Price = new(1, Plan.Free) });
        Same("a difference", "Rome 1", $"{changed.Address!.City} {changed.Price.Amount}");
        await Throws<VersionConflictException>("an old version", () =>
            db.Organizations.UpdateAsync(updated, updated with { Quota = default }));
        Same("the trail", true, (await db.AuditTrail<Organization>("o1").ToListAsync()) is { Count: >= 2 } trail
            && trail.Any(a => a.Changes.Any(c => c.Property == "NextPlan")));
    }

    private async Task ManyAsync()
    {
        await db.Transaction()
            .Create(new Team("", "o2", 1, Plan.Free, Level.Low, default))
            .Update(db.Teams.Where(t => t.OrganizationId == "o1" && t.Number == 1), u => u.Set(t => t.Name, "First"), when: t => t.Plan == Plan.Pro)
            .CommitAsync();
        Same("a transaction", "First", (await db.Teams.FindAsync("o1", 1))?.Name);
        await db.Members.BatchPutAsync(Enumerable.Range(0, 30).Select(i => new Robot { OrganizationId = "o2", Number = 1, Id = $"{i:D2}", Load = i }));
        Same("a batch", 30, await db.Members.CountAsync(m => m.OrganizationId == "o2" && m.Number == 1));
        var team = (await db.Teams.FindAsync("o1", 3))!;
        Same("a deletion", true, await db.Teams.DeleteAsync(team));
        Same("what is gone", null, await db.Teams.FindAsync("o1", 3));
    }

    private async Task RefusalsAsync()
    {
        await Throws<QueryTranslationException>("a scan", () => db.Teams.Where(t => t.Name == "T1").ToListAsync());
        Same("a query within a query", "STL1101", await CodeAsync(() => db.Teams.Where(t => db.Members.Any(m => m.Number == t.Number)).ToListAsync()));
        await Throws<ItemExistsException>("an item that exists", () => db.Teams.CreateAsync(new Team("", "o1", 1, Plan.Pro, Level.Low, default)));
        await Throws<ConditionFailedException>("a condition that does not hold", () =>
            db.Teams.Where(t => t.OrganizationId == "o1" && t.Number == 1).UpdateAsync(u => u.Set(t => t.Name, "x"), when: t => t.Plan == Plan.Free));
        Refused();
    }

    // Where a trimmer had taken the SDK's doors away, requests would go the long way round.
    private static List<string> Handlers(IAmazonDynamoDB client)
    {
        var names = new List<string>();
        for (var handler = Pipeline((AmazonDynamoDBClient)client).Handler; handler is not null; handler = handler.InnerHandler)
        {
            names.Add(handler.GetType().Name);
        }

        return names;
    }

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_RuntimePipeline")]
    private static extern RuntimePipeline Pipeline(AmazonServiceClient client);

    private void Refused()
    {
        try
        {
            _ = new UnnamedTable(new TableOptions<UnnamedTable>(db.Options.Client));
        }
        catch (ModelException refusal)
        {
            Same("types that may be trimmed", true, refusal.Problems.Any(p => p.Contains("HasNestedType<Address>()", StringComparison.Ordinal)));
            Same("a set of enums", !RuntimeFeature.IsDynamicCodeSupported, refusal.Problems.Any(p => p.Contains("Use a list", StringComparison.Ordinal)));
            return;
        }

        throw new InvalidOperationException("A model was taken that lacks a type.");
    }

    private void Same<T>(string step, T expected, T actual)
    {
        if (!Equals(expected, actual))
        {
            throw new InvalidOperationException($"{step}: {actual} instead of {expected}.");
        }

        Done++;
    }

    private static async Task<string?> CodeAsync(Func<Task> act)
    {
        try
        {
            await act();
            return null;
        }
        catch (SingleTableException e)
        {
            return e.Code;
        }
    }

    private async Task Throws<TException>(string step, Func<Task> act)
        where TException : Exception
    {
        try
        {
            await act();
        }
        catch (TException)
        {
            Done++;
            return;
        }

        throw new InvalidOperationException($"{step}: nothing was thrown instead of {typeof(TException).Name}.");
    }
}
