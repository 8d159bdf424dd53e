using System.Diagnostics;
using System.Globalization;
using SingleTable.Linq.Tests.Wire;

const string Usage = """
    dotnet run -c Release --project tests/SingleTable.Linq.Fuzz -- [options]

      Random items and mutations of them through the reader of DynamoDB JSON and through Utf8JsonReader: both read the same tree, or both refuse.

      --count N   how many inputs, 100 at least, 1000000 unless told
      --seed S    the first seed; another one for each 100000 inputs counts on from it. A difference prints the seed of its own.
    """;
const int Chunk = 100_000;
const int Mutations = 8;

// Fewer say nothing of the shares of what was read and refused.
const int Least = 100;

if (args.Contains("--help") || args.Length % 2 != 0 || args.Where((_, i) => i % 2 == 0).Except(["--count", "--seed"]).Any()
    || !TryNumber("--count", 1_000_000, Least, int.MaxValue, out var count) || !TryNumber("--seed", Random.Shared.Next(), int.MinValue, int.MaxValue, out var first))
{
    Console.Error.WriteLine(Usage);
    return args.Contains("--help") ? 0 : 2;
}

var seed = (int)first;
var watch = Stopwatch.StartNew();
long read = 0, refused = 0;
try
{
    Parallel.For(0, (int)((count + Chunk - 1) / Chunk), new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, chunk =>
    {
        try
        {
            Run(unchecked(seed + chunk), (int)Math.Min(Chunk, count - ((long)chunk * Chunk)));
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"--seed {unchecked(seed + chunk)} --count {Chunk}\n{e}", e);
        }
    });
}
catch (AggregateException e)
{
    Console.Error.WriteLine(e.InnerExceptions[0].Message);
    return 1;
}

Console.WriteLine(string.Create(
    CultureInfo.InvariantCulture, $"{read + refused:N0} inputs from seed {seed}: {read:N0} read alike, {refused:N0} refused alike, no difference; {watch.Elapsed.TotalSeconds:F0} s"));
return read > count / 20 && refused > count / 4 ? 0 : 1;

void Run(int chunkSeed, int inputs)
{
    var random = new RandomItems(chunkSeed);
    byte[] item = [];
    var alike = 0;
    for (var i = 0; i < inputs; i++)
    {
        var isWhole = i % (Mutations + 1) == 0;
        item = isWhole ? random.Item() : item;
        var isRead = ReaderComparison.Check(isWhole ? item : random.Damage(item));
        if (isWhole && !isRead) throw new ReaderDifferenceException("an item that is right was refused by both");
        alike += isRead ? 1 : 0;
    }

    Interlocked.Add(ref read, alike);
    Interlocked.Add(ref refused, inputs - alike);
}

bool TryNumber(string name, long otherwise, long least, long most, out long number)
{
    number = otherwise;
    var at = Array.IndexOf(args, name);
    return at < 0
        || (long.TryParse(args[at + 1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number) && number >= least && number <= most);
}
