using System.Collections.Concurrent;
using SingleTable.Linq.InMemory;

namespace SingleTable.Linq.Tests.Modeling;

/// <summary>A model is built once for each context type and table name, whatever happens at the same time.</summary>
public class ModelCacheTests
{
    private static int s_built;
    private static int s_attempts;

    [Fact]
    public void Once_for_each_type_and_table_name_under_sixteen_threads()
    {
        using var client = InMemoryDynamoDb.NewClient();
        var options = new TableOptions<Counted>(client);
        var models = new ConcurrentBag<object>();
        using var start = new Barrier(16);
        var threads = Enumerable.Range(0, 16).Select(i => new Thread(() =>
        {
            start.SignalAndWait();
            models.Add(new Counted(i % 2 == 0 ? options : options with { TableName = "Elsewhere" }).RuntimeState.Model);
        })).ToList();
        threads.ForEach(t => t.Start());
        threads.ForEach(t => t.Join());
        models.Distinct().Count().ShouldBe(2);
        s_built.ShouldBe(2);
        new Counted(options.ForTenant("acme")).RuntimeState.Model.ShouldBeSameAs(new Counted(options).RuntimeState.Model);
        s_built.ShouldBe(2);
    }

    [Fact]
    public void A_failure_is_not_kept()
    {
        using var client = InMemoryDynamoDb.NewClient();
        var options = new TableOptions<Failing>(client);
        Should.Throw<InvalidOperationException>(() => new Failing(options)).Message.ShouldBe("not yet");
        new Failing(options).RuntimeState.Model.Name.ShouldBe("Failing");
    }

    [Fact]
    public void An_empty_name_is_not_the_name_of_the_model()
    {
        using var client = InMemoryDynamoDb.NewClient();
        var options = new TableOptions<Named>(client);
        new Named(options).RuntimeState.Model.Name.ShouldBe("Named");
        foreach (var name in new[] { "", "\0", " " })
        {
            Should.Throw<ModelException>(() => new Named(options with { TableName = name })).Problems.ShouldHaveSingleItem().ShouldStartWith($"The table cannot be called '{name}'.");
        }

        new Named(options).RuntimeState.Model.ShouldBeSameAs(new Named(options).RuntimeState.Model);
    }

    private sealed class Named(TableOptions<Named> options) : TableContext(options)
    {
        protected override void OnModelCreating(TableModelBuilder table) => table.HasName("Named").Entity<Thing>(e => EntityErrorTests.Keyed(e));
    }

    private sealed class Counted(TableOptions<Counted> options) : TableContext(options)
    {
        protected override void OnModelCreating(TableModelBuilder table)
        {
            Interlocked.Increment(ref s_built);
            Thread.Sleep(20);
            table.HasName("Counted").Entity<Thing>(e => EntityErrorTests.Keyed(e));
        }
    }

    private sealed class Failing(TableOptions<Failing> options) : TableContext(options)
    {
        protected override void OnModelCreating(TableModelBuilder table)
        {
            if (s_attempts++ == 0)
            {
                throw new InvalidOperationException("not yet");
            }

            table.HasName("Failing").Entity<Thing>(e => EntityErrorTests.Keyed(e));
        }
    }
}
