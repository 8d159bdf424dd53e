namespace SingleTable.Linq.Benchmarks;

/// <summary>What a scenario is about.</summary>
internal enum Area
{
    Read,
    Include,
    Write,
    Translation,
    Materialization,
    Engine,
    ColdStart,
}
