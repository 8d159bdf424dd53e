using System.Reflection;
using System.Text;
using SingleTable.Linq.Materialization;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Tests.Materialization;

/// <summary>Readers of entities whose columns are all their public properties.</summary>
internal static class Entities
{
    public static readonly SystemAttributes System = new("_type", "pk", "sk");

    public static IReadOnlyList<ColumnSpec> Columns<T>(AttributeMappings? mappings = null)
    {
        mappings ??= new AttributeMappings();
        return
        [
            .. typeof(T).GetProperties(BindingFlags.Instance | BindingFlags.Public).Select(p =>
                new ColumnSpec(p.Name, p, mappings.TryCreate(p.PropertyType, out var problem) ?? throw new ArgumentException(problem))),
        ];
    }

    public static EntityReader<T> Reader<T>() => EntityReader<T>.Create(Columns<T>(), System);

    /// <summary>Reads an item that has to be of the type.</summary>
    public static T Read<T>(string json)
    {
        var reader = Reader<T>();
        var item = new DynamoJsonReader(Encoding.UTF8.GetBytes(json));
        var frame = default(ItemFrame);
        reader.Read(ref item, default, ref frame, reader.CreateMemos(), out var entity).ShouldBe(ReadOutcome.Read);
        item.EndDocument();
        return entity!;
    }
}
