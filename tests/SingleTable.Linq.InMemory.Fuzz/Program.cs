using System.Globalization;
using SingleTable.Linq.InMemory.Fuzz.Comparison;

string Option(string name, string otherwise) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : otherwise;
long Number(string name, long otherwise) => long.Parse(Option(name, otherwise.ToString(CultureInfo.InvariantCulture)), CultureInfo.InvariantCulture);
string endpoint = Option("--endpoint", Environment.GetEnvironmentVariable("SINGLETABLE_DYNAMODB_ENDPOINT") ?? "");

return await FuzzCommand.RunAsync(endpoint, Number("--operations", 100_000), Option("--seed", "") is { Length: > 0 } seed ? seed : null, args.Contains("--survey"));
