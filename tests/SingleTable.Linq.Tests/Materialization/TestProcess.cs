using System.Runtime.CompilerServices;
using SingleTable.Linq.Materialization;

namespace SingleTable.Linq.Tests.Materialization;

/// <summary>
/// How this process reads items: by compiled readers from the first item on, unless it was asked to begin with reflection, as applications do, or to do without
/// generated code at all, as those do that are compiled ahead of time.
/// </summary>
internal static class TestProcess
{
    public const string Variable = "SINGLETABLE_TESTS_READERS";
    public const string Reflected = "reflected";
    public const string WithoutCode = "without-code";

    public static string? Readers { get; } = Environment.GetEnvironmentVariable(Variable);

    [ModuleInitializer]
    internal static void Initialize()
    {
        if (Readers == WithoutCode)
        {
            AppContext.SetSwitch("System.Runtime.CompilerServices.RuntimeFeature.IsDynamicCodeSupported", false);
        }
        else if (Readers != Reflected)
        {
            ItemReading.ReadByReflection = 0;
        }
    }
}
