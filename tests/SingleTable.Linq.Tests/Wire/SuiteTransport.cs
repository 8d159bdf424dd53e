using System.Reflection;
using System.Runtime.CompilerServices;
using SingleTable.Linq.Diagnostics;
using SingleTable.Linq.Tests.Wire;
using SingleTable.Linq.Wire;

[assembly: AssemblyFixture(typeof(SuiteTransport))]

namespace SingleTable.Linq.Tests.Wire;

/// <summary>
/// How this run of the tests reaches the database. Every buffer of the library comes from a pool that spoils what is returned. And with
/// <c>SINGLETABLE_TEST_TRANSPORT=fallback</c> every client is called by its ordinary interface, as a wrapped client or a mock is.
/// </summary>
public sealed class SuiteTransport : IAsyncDisposable
{
    private static readonly CountingPool s_pool = new();
    private static readonly CountingPool s_droppable = new();

    internal static bool IsFallback { get; } = Environment.GetEnvironmentVariable("SINGLETABLE_TEST_TRANSPORT") switch
    {
        null or "" or "pipeline" => false,
        "fallback" => true,
        var other => throw new InvalidOperationException($"SINGLETABLE_TEST_TRANSPORT is {other}, and may be pipeline or fallback."),
    };

    internal static CountingPool Pool => s_pool;

    /// <summary>For a test of the pipeline itself.</summary>
    internal static void NeedsPipeline() => Assert.SkipWhen(IsFallback, "this run has no pipeline");

    /// <summary>For a test of what becomes of a write whose reply was lost before the SDK sent it again.</summary>
    internal static void NeedsAttempts() => Assert.SkipWhen(IsFallback, "a client that is not the SDK's own does not tell how often it sent a request");

    /// <summary>At the end of all tests.</summary>
    public async ValueTask DisposeAsync()
    {
        // A page that was read ahead of a reader who has gone may still be under way.
        for (var i = 0; i < 50 && s_pool.Outstanding > 0; i++) await Task.Delay(100);
        s_pool.Faults.ShouldBeEmpty();
        s_droppable.Faults.ShouldBeEmpty();
        s_pool.Outstanding.ShouldBe(0, "buffers were never returned");
    }

    [ModuleInitializer]
    internal static void Use()
    {
        // The tests of the tool load these models into a process of theirs, in which buffers are already rented.
        if (Assembly.GetEntryAssembly() != typeof(SuiteTransport).Assembly) return;
        BufferPool.Bytes = s_pool;
        BufferPool.Droppable = s_droppable;
        if (IsFallback) DynamoTransport.Create = DynamoTransport.WithOrdinaryRequests;
    }
}
