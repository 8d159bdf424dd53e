using System.Globalization;
using SingleTable.Linq.Model;

namespace SingleTable.Linq.Execution.Budgets;

internal static class BudgetErrors
{
    public static BudgetExceededException Exceeded(EntityModel entity, ReadUsage used, ReadBudget allowed, long results) =>
        new("STL4201", $"Reading {entity.Name} would go over its budget. Used: {Usage(used)}; allowed: {Budget(allowed)}; "
            + $"{Number(results)} results so far. Narrow the query, raise the budget, or read with ToPageAsync, which returns what it "
            + "has and a token to go on with.")
        {
            Entity = entity.Name,
            Used = used,
            Allowed = allowed,
            Results = results,
        };

    public static BudgetExceededException Materialized(EntityModel entity, long results, int most) =>
        new("STL4202", $"The result of {entity.Name} holds more than {Number(most)} items in memory ({Number(results)} so far). "
            + "Read it with AsAsyncEnumerable() or ToPageAsync(), narrow the query, or raise TableOptions.MaxMaterializedItems.")
        {
            Entity = entity.Name,
            Results = results,
        };

    public static BudgetExceededException InMemory(EntityModel entity, int most) =>
        new("STL4203", $"The query of {entity.Name} has more than the {Number(most)} results that InMemory allows. Narrow the query, or allow more.")
        {
            Entity = entity.Name,
            Results = most,
        };

    private static string Usage(ReadUsage used) => Text(used.Requests, used.Items, used.CapacityUnits, used.Time);

    private static string Budget(ReadBudget allowed) => Text(allowed.Requests, allowed.Items, allowed.CapacityUnits, allowed.Time);

    private static string Text(int? requests, long? items, double? capacityUnits, TimeSpan? time) => string.Join(", ", new[]
    {
        requests is null ? null : $"{Number(requests.Value)} requests",
        items is null ? null : $"{Number(items.Value)} items evaluated",
        capacityUnits is null ? null : $"{capacityUnits.Value.ToString("0.##", CultureInfo.InvariantCulture)} capacity units",
        time is null ? null : $"{time.Value.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture)} s",
    }.OfType<string>());

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
