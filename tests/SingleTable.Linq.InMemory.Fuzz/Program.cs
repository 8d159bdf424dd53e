using System.Globalization;
using SingleTable.Linq.InMemory.Fuzz.Comparison;
using SingleTable.Linq.InMemory.Fuzz.Load;
using SingleTable.Linq.InMemory.Fuzz.Model;

const string Usage = """
    dotnet run -c Release --project tests/SingleTable.Linq.InMemory.Fuzz -- COMMAND [options]

      fuzz       the same random operations to our engine and to another one, until an unexplained difference
                 --endpoint URL   the other engine, or SINGLETABLE_DYNAMODB_ENDPOINT
                 --operations N   100000 unless told
                 --seed S         replays a sequence whose seed was printed
                 --survey         goes on after a difference and prints one of each kind
      model      random operations on our engine and on a simple model of it; --operations N, 20000 unless told; --seed S
      speed      throughput and memory, against the other engine when there is an --endpoint; --items N, 1000000 unless told
      clients    64 clients, counters and transfers; --operations N, 200000 unless told
      malformed  damaged requests; --operations N, 10000 unless told
    """;

string command = args.Length > 0 && !args[0].StartsWith('-') ? args[0] : "fuzz";
string? endpoint = Option("--endpoint") ?? Environment.GetEnvironmentVariable("SINGLETABLE_DYNAMODB_ENDPOINT");
if (endpoint is not null && !endpoint.EndsWith('/')) endpoint += "/";
switch (command)
{
    case "fuzz" when endpoint is not null:
        return await FuzzCommand.RunAsync(endpoint, Number("--operations", 100_000), Option("--seed"), args.Contains("--survey"));
    case "model":
        return await ModelCommand.RunAsync((int)Number("--operations", 20_000), Option("--seed"));
    case "speed":
        return await SpeedCommand.RunAsync(endpoint, (int)Number("--items", 1_000_000));
    case "clients":
        return await ClientsCommand.RunAsync((int)Number("--operations", 200_000));
    case "malformed":
        return await MalformedCommand.RunAsync((int)Number("--operations", 10_000));
    default:
        Console.Error.WriteLine(Usage);
        return 2;
}

string? Option(string name) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;

long Number(string name, long otherwise) => Option(name) is { } text ? long.Parse(text, CultureInfo.InvariantCulture) : otherwise;
