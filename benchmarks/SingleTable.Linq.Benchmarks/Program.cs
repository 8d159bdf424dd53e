using BenchmarkDotNet.Running;
using SingleTable.Linq.Benchmarks;
using SingleTable.Linq.Benchmarks.ColdStart;
using SingleTable.Linq.Benchmarks.Ratios;
using SingleTable.Linq.Benchmarks.Seen;

// --smoke: are the results right; --ratios [--only name] [--rounds n] [--gate]: what the library costs against its peers; --profile name: what it
// allocates, and time for a profiler to watch; --cold: the first call of fresh processes; anything else is BenchmarkDotNet's.
if (args.Contains("--smoke"))
{
    return Smoke.Run();
}

if (args.Contains("--ratios"))
{
    return RatioCommand.Run(RatioOptions.Parse(args));
}

if (args.Contains("--seen"))
{
    return SeenCommand.Run(RatioOptions.Parse(args).Rounds);
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
