using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using Perfolizer.Horology;

namespace SingleTable.Linq.Benchmarks;

/// <summary>
/// A job that finishes all classes in some minutes. Each class warms up in its setup (<see cref="Ratios.WarmUp"/>), because a short job does
/// not get the SDK's pipeline to tier 1 and then reports calls many times slower than they are.
/// </summary>
internal static partial class ShortJob
{
    public static IConfig Config()
    {
        var job = Job.Default.WithWarmupCount(3).WithIterationCount(8).WithIterationTime(TimeInterval.FromMilliseconds(100));
        AddPackages(ref job);
        return DefaultConfig.Instance.AddJob(job.AsDefault()).AddDiagnoser(MemoryDiagnoser.Default);
    }

    /// <summary>BenchmarkDotNet builds the project once more, and must be told of the packages that this build was given.</summary>
    static partial void AddPackages(ref Job job);
}
