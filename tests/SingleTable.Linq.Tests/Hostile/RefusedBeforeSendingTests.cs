using System.Diagnostics;

namespace SingleTable.Linq.Tests.Hostile;

/// <summary>What DynamoDB would refuse, or what is no query at all, ends with our own error before any request.</summary>
public class RefusedBeforeSendingTests
{
    [Fact]
    public async Task A_condition_longer_than_4096_bytes()
    {
        var world = await HostileWorld.CreateAsync();
        var db = world.For("acme");
        var many = Enumerable.Range(0, 600).ToList();
        var one = db.Samples.Where(x => x.Group == "g" && x.Id == "s1");
        (await Should.ThrowAsync<QueryTranslationException>(async () => await db.Samples.Where(x => x.Group == "g" && many.Contains(x.Number)).ToListAsync()))
            .Code.ShouldBe("STL1207");
        (await Should.ThrowAsync<QueryTranslationException>(async () => await one.DeleteAsync(when: x => !many.Contains(x.Number)))).Code.ShouldBe("STL1207");
        world.SentNothing();
    }

    [Fact]
    public async Task A_condition_of_more_than_300_operators()
    {
        var world = await HostileWorld.CreateAsync();
        var parameter = System.Linq.Expressions.Expression.Parameter(typeof(Sample), "x");
        var number = System.Linq.Expressions.Expression.Property(parameter, nameof(Sample.Number));
        (await world.For("acme").Samples.Where(x => x.Group == "g").Where(Condition(147)).ToListAsync()).Count.ShouldBe(9);
        Should.Throw<QueryTranslationException>(() => world.For("acme").Samples.Where(x => x.Group == "g").Where(Condition(148)).ToListAsync())
            .Code.ShouldBe("STL1207");

        System.Linq.Expressions.Expression<Func<Sample, bool>> Condition(int terms) =>
            System.Linq.Expressions.Expression.Lambda<Func<Sample, bool>>(
                Enumerable.Range(0, terms).Select(i => (System.Linq.Expressions.Expression)System.Linq.Expressions.Expression.Equal(
                    number, System.Linq.Expressions.Expression.Constant(i))).Aggregate(System.Linq.Expressions.Expression.OrElse),
                parameter);
    }

    [Fact]
    public async Task A_condition_on_children_that_names_their_parent()
    {
        var db = (await HostileWorld.CreateAsync()).For("acme");
        Refuses(() => db.Samples.Include(s => s.Parts.Where(p => p.Name == s.Name)).Where(s => s.Group == "g").ToListAsync(), "STL1102");
        Refuses(() => db.Samples.Include(s => s.Parts.Take(s.Number)).Where(s => s.Group == "g").ToListAsync(), "STL1106");
    }

    [Fact]
    public async Task A_second_Include_with_a_condition_that_is_never_true()
    {
        var db = (await HostileWorld.CreateAsync()).For("acme");
        Refuses(() => db.Samples.Include(s => s.Parts).Include(s => s.Parts.Where(p => false)).Where(s => s.Group == "g").ToListAsync(), "STL1106");
    }

    [Fact]
    public async Task An_update_that_is_null()
    {
        var world = await HostileWorld.CreateAsync();
        var db = world.For("acme");
        var one = db.Samples.Where(x => x.Group == "g" && x.Id == "s1");
        await Should.ThrowAsync<ArgumentException>(() => one.UpdateAsync(_ => null!));
        Should.Throw<ArgumentException>(() => db.Transaction().Update<Sample>(one, _ => null!));
        world.SentNothing();
    }

    [Fact]
    public async Task An_error_of_a_computed_value_does_not_quote_it()
    {
        var db = (await HostileWorld.CreateAsync()).For("acme");
        var secret = "hunter2";
        var error = Should.Throw<QueryTranslationException>(() => db.Samples.Where(x => x.Group == "g" && x.Number == int.Parse(secret)).ToListAsync());
        error.Code.ShouldBe("STL1003");
        error.Message.ShouldNotContain(secret);
        error.Message.ShouldContain(nameof(FormatException));
    }

    [Fact]
    public async Task A_long_chain_of_members_is_read_in_no_time()
    {
        var db = (await HostileWorld.CreateAsync()).For("acme");
        var node = new Node();
        node.Next = node;
        var clock = Stopwatch.StartNew();
        await db.Samples.Where(x => x.Group == "g" && x.Name == node.Next.Next.Next.Next.Next.Next.Next.Next.Next.Next.Next.Next.Next.Next.Next.Next.Next.Next
            .Next.Next.Next.Next.Next.Next.Next.Next.Next.Next.Next.Next.Next.Next.Next.Next.Next.Next.Next.Next.Next.Next.Text).ToListAsync();
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20));
    }

    private static void Refuses(Func<Task> query, string code) => Should.Throw<QueryTranslationException>(query).Code.ShouldBe(code);

    private sealed class Node
    {
        public Node Next { get; set; } = null!;
        public string Text { get; set; } = "";
    }
}
