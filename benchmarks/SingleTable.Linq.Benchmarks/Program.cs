using BenchmarkDotNet.Running;
using SingleTable.Linq.Benchmarks;
using SingleTable.Linq.Benchmarks.ColdStart;
using SingleTable.Linq.Benchmarks.Ratios;
using SingleTable.Linq.Benchmarks.Results;

// --smoke: are the results right; --ratios [--only name] [--rounds n] [--no-crc] [--gate] [--json file] [--chart file]: what the library costs against
// its peers; --report folder [--rounds n]: all of it, written to the folder's page and chart; --redraw folder: those again from the results that are
// there; --profile name: what it allocates, and time for a profiler to watch; --cold: the first call of fresh processes; anything else is BenchmarkDotNet's.
if (args.Contains("--smoke"))
{
    return Smoke.Run();
}

if (args.Contains("--ratios"))
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

if (args.Contains("--cold"))
{
    return ColdStartCommand.Run();
}

if (args is ["--first-call", var call])
{
    return ColdStartCommand.RunOne(call);
}

if (args is ["--profile", var scenario])
{
    return Profile.Run(scenario);
}

BenchmarkSwitcher.FromAssembly(typeof(ShortJob).Assembly).Run(args, ShortJob.Config());
return 0;
