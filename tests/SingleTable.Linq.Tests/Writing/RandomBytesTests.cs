using SingleTable.Linq.Writing;

namespace SingleTable.Linq.Tests.Writing;

/// <summary>Ids of both kinds come from one stock of random bytes of each thread.</summary>
public sealed class RandomBytesTests
{
    [Fact]
    public void No_two_ids_are_the_same_on_any_thread_and_across_fresh_stocks()
    {
        var all = new string[4][];
        Parallel.For(0, all.Length, t => all[t] = [.. Enumerable.Range(0, 5000).SelectMany(_ => new[] { WriteId.Next(), TransactionToken.Next() })]);
        var ids = all.SelectMany(a => a).ToList();
        ids.Distinct().Count().ShouldBe(ids.Count);
        ids.ShouldAllBe(id => id.Length == 16 || id.Length == 36);
    }

    [Fact]
    public void Bytes_are_used_once()
    {
        // The first eight are mixed with the time, so that a stock that is used twice would be seen in the others.
        var ends = new HashSet<string>();
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = new byte[16 + (i % 2 * 8)];
            RandomBytes.Fill(bytes);
            ends.Add(Convert.ToHexString(bytes, 8, 8)).ShouldBeTrue();
        }
    }
}
