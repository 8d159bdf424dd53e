using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using Perfolizer.Horology;

namespace SingleTable.Linq.Benchmarks;

/// <summary>
/// A job that finishes all classes in under three minutes. Each class warms up in its setup (<see cref="Ratios.WarmUp"/>), because a short job does
/// not get the SDK's pipeline to tier 1 and then reports calls many times slower than they are.
/// </summary>
internal static class ShortJob
{
    public static IConfig Config() => DefaultConfig.Instance
        .AddJob(Job.Default.WithWarmupCount(3).WithIterationCount(8).WithIterationTime(TimeInterval.FromMilliseconds(100)).AsDefault())
        .AddDiagnoser(MemoryDiagnoser.Default);
}
