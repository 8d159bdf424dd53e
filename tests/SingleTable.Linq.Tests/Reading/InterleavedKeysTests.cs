using Microsoft.Extensions.Time.Testing;
using SingleTable.Linq.Tests.Engines;
using SingleTable.Linq.Tests.Models;

namespace SingleTable.Linq.Tests.Reading;

/// <summary>Keys of existing tables, in which a space sorts before the separator: between "a" and its children stand "a b" and its own.</summary>
public abstract class InterleavedKeysTests<TEngine> : EngineTests<TEngine>
    where TEngine : Engine, new()
{
    private static readonly string[] s_names = ["a", "a b", "a!", "a! x", "b"];
    private readonly List<Post> _posts = [.. s_names.SelectMany((t, i) => Enumerable.Range(0, i % 3 + 1).Select(n => new Post { Forum = "f", Topic = t, No = n }))];

    public static TheoryData<KeyEncoding, bool> Cases => new()
    {
        { KeyEncoding.Plain, false }, { KeyEncoding.Plain, true }, { KeyEncoding.Raw, false }, { KeyEncoding.Raw, true },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_stream_gives_whole_families(KeyEncoding encoding, bool down)
    {
        var topics = (await SeedAsync(encoding)).Topics.Include(t => t.Posts).WithRateLimit(itemsPerSecond: 2).Where(t => t.Forum == "f");
        var seen = new List<string>();
        await foreach (var topic in (down ? topics.Reverse() : topics).AsAsyncEnumerable())
        {
            seen.Add(Text(topic));
        }

        seen.ShouldBe(Expected(down));
        TakeRequests().Count.ShouldBe(8);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Take_and_First_do_not_end_before_the_last_child(KeyEncoding encoding, bool down)
    {
        var topics = (await SeedAsync(encoding)).Topics.Include(t => t.Posts).WithRateLimit(itemsPerSecond: 2).Where(t => t.Forum == "f");
        topics = down ? topics.Reverse() : topics;

        (await topics.Take(2).ToListAsync()).Select(Text).ShouldBe(Expected(down).Take(2));
        Text(await topics.FirstAsync()).ShouldBe(Expected(down).First());
        var streamed = new List<string>();
        await foreach (var topic in topics.Take(2).AsAsyncEnumerable())
        {
            streamed.Add(Text(topic));
        }

        streamed.ShouldBe(Expected(down).Take(2));
    }

    [Theory]
    [InlineData(KeyEncoding.Plain)]
    [InlineData(KeyEncoding.Raw)]
    public async Task A_range_of_parents_is_a_filter_and_cuts_no_family(KeyEncoding encoding)
    {
        var (forum, last) = (await SeedAsync(encoding), "a!");
        (await forum.Topics.Include(t => t.Posts).Where(t => t.Forum == "f" && t.Name.CompareTo(last) <= 0).ToListAsync()).Select(Text).ShouldBe(Expected(false).Take(3));
        (await forum.Topics.Include(t => t.Posts).Where(t => t.Forum == "f" && t.Name.StartsWith("a!")).ToListAsync()).Select(Text).ShouldBe(Expected(false).Skip(2).Take(2));
        TakeRequests().ShouldBe(
        [
            "Query Table  pk = FORUM#f  sk begins_with TOPIC#  asc  filter (type = Topic and Name <= a!) or type = Post",
            "Query Table  pk = FORUM#f  sk begins_with TOPIC#a!  asc",
        ]);
    }

    [Theory]
    [InlineData(KeyEncoding.Plain)]
    [InlineData(KeyEncoding.Raw)]
    public async Task Pages_are_refused(KeyEncoding encoding)
    {
        var topics = (await SeedAsync(encoding)).Topics.Include(t => t.Posts).Where(t => t.Forum == "f");
        (await Should.ThrowAsync<QueryTranslationException>(() => topics.ToPageAsync(1))).Code.ShouldBe("STL1302");
        TakeRequests().ShouldBeEmpty();
    }

    [Theory]
    [InlineData(KeyEncoding.Plain)]
    [InlineData(KeyEncoding.Raw)]
    public async Task Explain_says_that_families_interleave(KeyEncoding encoding) =>
        (await SeedAsync(encoding)).Topics.Include(t => t.Posts).Where(t => t.Forum == "f").Explain().ShouldContain("keys of families interleave");

    private async Task<ForumTable> SeedAsync(KeyEncoding encoding)
    {
        // An hour goes by whenever somebody looks, so that the rate makes pages of two items and nobody waits.
        var options = new TableOptions<ForumTable>(Client)
        {
            TableName = Options.TableName, Log = Options.Log, SensitiveLogging = true, TimeProvider = new FakeTimeProvider { AutoAdvanceAmount = TimeSpan.FromHours(1) },
        };
        ForumTable forum = encoding == KeyEncoding.Plain ? new PlainForum(options) : new RawForum(options);
        await forum.Topics.BatchPutAsync(s_names.Select(n => new Topic { Forum = "f", Name = n }));
        await forum.Posts.BatchPutAsync(_posts);
        TakeRequests();
        return forum;
    }

    private IEnumerable<string> Expected(bool down)
    {
        var ordered = s_names.Order(StringComparer.Ordinal);
        return (down ? ordered.Reverse() : ordered).Select(n => Text(new Topic { Forum = "f", Name = n, Posts = [.. _posts.Where(p => p.Topic == n)] }));
    }

    private static string Text(Topic topic) => $"{topic.Name}:{string.Join(',', topic.Posts.Select(p => p.No))}";
}

public sealed class InterleavedKeysTests_Embedded : InterleavedKeysTests<Embedded>;

public sealed class InterleavedKeysTests_Wrapped : InterleavedKeysTests<Wrapped>;

public sealed class InterleavedKeysTests_Endpoint : InterleavedKeysTests<Endpoint>;

public sealed class InterleavedKeysTests_Container : InterleavedKeysTests<Container>;
