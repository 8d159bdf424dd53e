using System.Text;
using SingleTable.Linq.Execution;

namespace SingleTable.Linq.Tests.Reading;

public sealed class KeyListTests
{
    [Fact]
    public void Keys_are_found_where_they_were_first_added_and_no_others_are()
    {
        var random = new Random(1);
        var list = new KeyList(random.Next(3));
        var expected = new List<(string Partition, string Sort)>();
        for (var i = 0; i < 5000; i++)
        {
            var key = ($"P{random.Next(20)}é", $"S{random.Next(200)}");
            if (!expected.Contains(key))
            {
                expected.Add(key);
            }

            list.Add(Bytes(key.Item1), Bytes(key.Item2));
        }

        list.ShouldBe(expected);
        list.Count.ShouldBe(expected.Count);
        for (var i = 0; i < expected.Count; i++)
        {
            list[i].ShouldBe(expected[i]);
            list.Find(expected[i]).ShouldBe(i);
        }

        list.Find(("P0", "S0")).ShouldBeNegative();
        list.Find(("P0é", "S200")).ShouldBeNegative();
        list.Find(("P0éS", "0")).ShouldBeNegative();
    }

    [Fact]
    public void Where_the_partition_ends_matters()
    {
        var list = KeyList.Of([("ab", "c"), ("a", "bc"), ("abc", "")]);
        list.Count.ShouldBe(3);
        list.Find(("a", "bc")).ShouldBe(1);
        list.Find(("abc", "")).ShouldBe(2);
    }

    [Fact]
    public void The_empty_list_has_nothing() => KeyList.Empty.Find(("a", "b")).ShouldBeNegative();

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
