using BenchmarkDotNet.Running;
using SingleTable.Linq.Benchmarks;
using SingleTable.Linq.Benchmarks.Ratios;

// --smoke: are the results right; --ratios [--only name] [--rounds n] [--gate]: the table of docs/performance.md; anything else is BenchmarkDotNet's.
if (args.Contains("--smoke"))
{
    return Smoke.Run();
}

if (args.Contains("--ratios"))
{
    return RatioCommand.Run(RatioOptions.Parse(args));
}

BenchmarkSwitcher.FromAssembly(typeof(ShortJob).Assembly).Run(args, ShortJob.Config());
return 0;
