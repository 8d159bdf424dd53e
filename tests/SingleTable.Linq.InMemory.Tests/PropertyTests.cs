using System.Globalization;
using System.Numerics;
using System.Text;
using Amazon.DynamoDBv2.Model;
using CsCheck;
using SingleTable.Linq.InMemory.Storage;
using SingleTable.Linq.InMemory.Values;
using static SingleTable.Linq.InMemory.Tests.Sample;

namespace SingleTable.Linq.InMemory.Tests;

public class PropertyTests
{
    // digits, a point somewhere, an exponent
    private static readonly Gen<(string Text, BigInteger Value)> Numbers = Gen.Select(
        Gen.Bool, Gen.Char['0', '9'].Array[1, 38], Gen.Int[0, 38], Gen.Int[-60, 60], (negative, digits, point, exponent) =>
        {
            string all = new(digits);
            point = Math.Min(point, all.Length);
            string text = $"{(negative ? "-" : "")}{all[..point]}.{all[point..]}E{exponent}";
            // the reference: the value times 10^200
            var value = BigInteger.Parse(all, CultureInfo.InvariantCulture) * BigInteger.Pow(10, 200 + exponent - (all.Length - point));
            return (text, negative ? -value : value);
        });

    private static readonly Gen<string> Texts = Gen.OneOf(
        Gen.Char['\u0001', '\u007f'].Select(c => c.ToString()), Gen.Char['\u0080', '\ud7ff'].Select(c => c.ToString()),
        Gen.Char['\ue000', '\uffff'].Select(c => c.ToString()), Gen.Int[0x10000, 0x10ffff].Select(char.ConvertFromUtf32))
        .Array[0, 6].Select(string.Concat);

    [Fact]
    public void Numbers_order_add_and_print_as_exact_decimals() => Gen.Select(Numbers, Numbers).Sample((a, b) =>
    {
        var x = DynamoNumber.Parse(a.Text);
        var y = DynamoNumber.Parse(b.Text);
        Math.Sign(x.CompareTo(y)).ShouldBe(a.Value.CompareTo(b.Value));
        x.Equals(y).ShouldBe(a.Value == b.Value);
        DynamoNumber.Parse(x.ToString()).ShouldBe(x);
        x.ToString().ShouldNotContain("E");
        var sum = a.Value + b.Value;
        string digits = BigInteger.Abs(sum).ToString(CultureInfo.InvariantCulture).TrimEnd('0');
        if (digits.Length <= 38) (x + y).ShouldBe(DynamoNumber.Parse(sum.ToString(CultureInfo.InvariantCulture) + "E-200"));
        else Should.Throw<Exception>(() => x + y).Message.ShouldContain("38 significant digits");
    });

    [Fact]
    public void Strings_order_by_their_utf8_bytes() => Gen.Select(Texts, Texts).Sample((a, b) =>
        Math.Sign(Utf8Order.Compare(a, b)).ShouldBe(Math.Sign(Encoding.UTF8.GetBytes(a).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(b)))));

    private sealed record Element(int Key);

    private readonly struct At(int key) : IProbe<Element>
    {
        public int Place(Element element) => element.Key.CompareTo(key);
    }

    [Fact]
    public void Sorted_chunks_behave_as_a_sorted_dictionary() => Gen.Select(Gen.Bool, Gen.Int[0, 700]).Array[0, 2000].Sample(steps =>
    {
        var chunks = new SortedChunks<Element>();
        var model = new SortedSet<int>();
        foreach (var (add, key) in steps)
        {
            if (add) (chunks.Set(new At(key), new Element(key)) is null).ShouldBe(model.Add(key));
            else (chunks.Remove(new At(key)) is not null).ShouldBe(model.Remove(key));
        }
        chunks.Count.ShouldBe(model.Count);
        var forward = new List<int>();
        for (var at = chunks.First(new At(100)); at.Current is { } e; at.Next()) forward.Add(e.Key);
        forward.ShouldBe(model.Where(k => k >= 100));
        var backward = new List<int>();
        var from = chunks.First(new At(500));
        for (from.Previous(); from.Current is { } e; from.Previous()) backward.Add(e.Key);
        backward.ShouldBe(model.Where(k => k < 500).Reverse());
    }, iter: 50);

    [Fact]
    public async Task Pages_of_any_size_in_any_direction_give_every_row_once_in_order()
    {
        using var client = await CreateAsync();
        await Gen.Select(Texts.Where(t => t.Length > 0).Array[1, 12], Gen.Int[1, 5], Gen.Bool, Texts.Where(t => t.Length > 0)).SampleAsync(async (keys, limit, forward, from) =>
        {
            string partition = Guid.NewGuid().ToString();
            foreach (string key in keys) await client.PutAsync(Row(partition, key));
            var expected = keys.Distinct().Where(k => Bytes(k).SequenceCompareTo(Bytes(from)) >= 0)
                .OrderBy(k => Convert.ToHexString(Encoding.UTF8.GetBytes(k)), StringComparer.Ordinal).ToList();
            if (!forward) expected.Reverse();
            var query = Query("pk = :p AND sk >= :from", (":p", S(partition)), (":from", S(from)));
            query.Limit = limit;
            query.ScanIndexForward = forward;
            var found = new List<string>();
            do
            {
                var page = await client.QueryAsync(query, Cancel);
                found.AddRange(page.Items.Select(i => i["sk"].S));
                query.ExclusiveStartKey = page.LastEvaluatedKey;
            }
            while (query.ExclusiveStartKey is not null);
            found.ShouldBe(expected);

            static ReadOnlySpan<byte> Bytes(string text) => Encoding.UTF8.GetBytes(text);
        }, iter: 100, threads: 1);
    }

    [Fact]
    public async Task Indexes_hold_what_a_scan_of_the_items_says_after_any_writes()
    {
        var write = Gen.Select(Gen.Int[0, 9], Gen.Int[0, 3], Gen.Int[-2, 2], Gen.Int[0, 4]);
        await write.Array[1, 40].SampleAsync(async writes =>
        {
            using var client = await CreateAsync();
            foreach (var (sk, kind, gsk, gpk) in writes)
            {
                var key = Key("p", $"{sk}");
                if (kind == 0) await client.DeleteItemAsync(Sample.Table, key, Cancel);
                else if (kind == 1) await client.UpdateItemAsync(new() { TableName = Sample.Table, Key = key, UpdateExpression = "REMOVE gpk" }, Cancel);
                else await client.PutAsync(Row("p", $"{sk}", gpk == 0 ? [] : [("gpk", S($"g{gpk}")), ("gsk", N($"{gsk}"))]));
            }
            var items = (await client.ScanAsync(new ScanRequest(Sample.Table), Cancel)).Items;
            for (int g = 1; g <= 4; g++)
            {
                var query = Query("gpk = :g", (":g", S($"g{g}")));
                query.IndexName = "GSI1";
                var found = (await client.QueryAsync(query, Cancel)).Items.Select(i => (int.Parse(i["gsk"].N, CultureInfo.InvariantCulture), i["sk"].S));
                found.ShouldBe(items.Where(i => i.ContainsKey("gpk") && i["gpk"].S == $"g{g}")
                    .Select(i => (int.Parse(i["gsk"].N, CultureInfo.InvariantCulture), i["sk"].S)).Order());
            }
        }, iter: 50, threads: 1);
    }
}
