using SingleTable.Linq.Model;
using SingleTable.Linq.Model.Building;

namespace SingleTable.Linq.Tests.Modeling;

/// <summary>Models without a context: what a table says, and what is wrong with it.</summary>
internal static class Build
{
    public static TableModel Model(Action<TableModelBuilder> configure)
    {
        var builder = new TableModelBuilder();
        builder.HasName("Test");
        configure(builder);
        return TableModelFactory.Create(builder.Definition, "TestTable", tableName: null);
    }

    public static EntityModel Entity<T>(Action<EntityBuilder<T>> configure)
        where T : class => Model(t => t.Entity(configure)).Find(typeof(T))!;

    public static IReadOnlyList<string> Problems(Action<TableModelBuilder> configure) =>
        Should.Throw<ModelException>(() => Model(configure)).Problems;

    /// <summary>The one problem of a table.</summary>
    public static string Problem(Action<TableModelBuilder> configure) => Problems(configure).ShouldHaveSingleItem();

    /// <summary>The one problem of a table with one entity.</summary>
    public static string Problem<T>(Action<EntityBuilder<T>> configure)
        where T : class => Problem(t => t.Entity(configure));
}
