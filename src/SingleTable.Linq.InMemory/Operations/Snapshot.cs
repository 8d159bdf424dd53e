using System.Text;
using System.Text.Json;
using SingleTable.Linq.InMemory.Protocol;
using SingleTable.Linq.InMemory.Storage;
using SingleTable.Linq.InMemory.Values;

namespace SingleTable.Linq.InMemory.Operations;

/// <summary>A table as lines of JSON: a CreateTable request, the attribute of its time to live, then one item a line.</summary>
internal static class Snapshot
{
    public static void Save(Engine engine, string tableName, Stream destination)
    {
        var table = engine.Find(tableName) ?? throw new ArgumentException($"There is no table {tableName}.", nameof(tableName));
        List<MapValue> items;
        TableDefinition definition;
        lock (engine.Gate)
        {
            definition = table.Definition;
            items = [.. table.Store.Scan(0, 1, null).Select(e => e.Item)];
        }
        WriteLine(destination, json => CreateTableRequest.Write(json, definition));
        WriteLine(destination, json =>
        {
            if (definition.TimeToLive is null) json.WriteNullValue();
            else json.WriteStringValue(definition.TimeToLive);
        });
        foreach (var item in items) WriteLine(destination, item.WriteItem);
    }

    public static void Load(Engine engine, Stream source)
    {
        try
        {
            Read(engine, source);
        }
        catch (Exception error) when (error is ServiceException or InvalidOperationException)
        {
            throw new InvalidDataException($"The snapshot cannot be loaded: {error.Message}", error);
        }
    }

    private static void Read(Engine engine, Stream source)
    {
        using var reader = new StreamReader(source, Encoding.UTF8, leaveOpen: true);
        using var create = ReadLine(reader) ?? throw new InvalidDataException("The snapshot is empty.");
        using var timeToLive = ReadLine(reader) ?? throw new InvalidDataException("The snapshot ends after its first line.");
        var request = RequestObject.Of(create.RootElement, "Snapshot");
        string name = RequestParts.TableName(request);
        using (var ignored = new Utf8JsonWriter(Stream.Null)) TableOperations.Create(engine, request, ignored);
        var table = engine.Table(name);
        lock (engine.Gate)
        {
            table.Redefine(table.Definition with { TimeToLive = timeToLive.RootElement.GetString() });
            while (ReadLine(reader) is { } line)
            {
                using (line)
                {
                    var item = ValueReader.ReadItem(line.RootElement);
                    var key = ItemChecks.NewItem(table.Definition, item);
                    table.Apply(key, table.Find(key), item);
                }
            }
        }
    }

    private static void WriteLine(Stream destination, Action<Utf8JsonWriter> content)
    {
        using (var json = new Utf8JsonWriter(destination)) content(json);
        destination.WriteByte((byte)'\n');
    }

    private static JsonDocument? ReadLine(StreamReader reader) =>
        reader.ReadLine() is { Length: > 0 } line ? RequestJson.Parse(Encoding.UTF8.GetBytes(line)) : null;
}
