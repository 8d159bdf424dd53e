using BenchmarkDotNet.Running;
using SingleTable.Linq.Benchmarks;
using SingleTable.Linq.Benchmarks.ColdStart;
using SingleTable.Linq.Benchmarks.Growth;
using SingleTable.Linq.Benchmarks.Ratios;
using SingleTable.Linq.Benchmarks.Results;
using SingleTable.Linq.Benchmarks.Seen;
using SingleTable.Linq.Benchmarks.SlowBodies;

const string Usage = """
    dotnet run -c Release --project benchmarks/SingleTable.Linq.Benchmarks -- COMMAND [options]

      --smoke        are the results of all scenarios right
      --ratios       what the library costs against its peers; --only NAME, --rounds N (50 unless told), --no-crc leaves the checksum out of responses,
                     --gate compares allocation with limits.txt, --json FILE and --chart FILE write the results
      --report DIR   all of it, written to the folder's page and chart; --rounds N
      --redraw DIR   those again from the results that are there
      --seen         what a query that was seen before costs beside its tree; --rounds N
      --slow-bodies  200 queries at once whose bodies come slowly: wall time and threads, against the SDK alone
      --growth       cost for each item of 1 to 100 pages and of Includes of 1,000 to 100,000 items; 100 MB streamed; --rounds N
      --cold         the first call of fresh processes; --gate compares how many methods they compile with limits.txt
      --profile NAME what the library allocates in a scenario, and time for a profiler to watch

    Anything else is BenchmarkDotNet's.
    """;

if (args.Contains("--help"))
{
    Console.WriteLine(Usage);
    return 0;
}

if (Arguments.Problem(args) is { } problem)
{
    Console.Error.WriteLine($"{problem}\n\n{Usage}");
    return 2;
}

if (args is ["--smoke"])
{
    return Smoke.Run();
}

if (args is ["--ratios", ..])
{
    return RatioCommand.Run(RatioOptions.Parse(args));
}

if (args is ["--report", var folder, ..])
{
    return ReportCommand.Run(folder, RatioOptions.Parse(args));
}

if (args is ["--redraw", var drawn])
{
    return ReportCommand.Redraw(drawn);
}

if (args is ["--seen", ..])
{
    return SeenCommand.Run(RatioOptions.Parse(args).Rounds);
}

if (args is ["--slow-bodies"])
{
    return await SlowBodiesCommand.RunAsync();
}

if (args is ["--growth", ..])
{
    return GrowthCommand.Run(RatioOptions.Parse(args).Rounds);
}

if (args is [StreamCommand.Argument])
{
    return await StreamCommand.RunAsync();
}

if (args is ["--cold", ..])
{
    return args.Contains("--gate") ? ColdStartCommand.Gate() : ColdStartCommand.Run();
}

if (args is ["--first-call", var call, ..])
{
    return ColdStartCommand.RunOne(call, args is [_, _, ColdStartCommand.EndpointOption, var endpoint] ? new Uri(endpoint) : null);
}

if (args is ["--profile", var scenario])
{
    return Profile.Run(scenario);
}

var summaries = BenchmarkSwitcher.FromAssembly(typeof(ShortJob).Assembly).Run(args, ShortJob.Config());

// It says what it did not understand, and ran nothing.
return summaries.Any() || args is ["--list", ..] or ["--info"] or ["--version"] ? 0 : 2;
