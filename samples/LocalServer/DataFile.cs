using System.IO.Compression;
using SingleTable.Linq.InMemory;

namespace LocalServer;

/// <summary>All tables in one file: a zip archive with the snapshot of each.</summary>
internal sealed class DataFile(string path)
{
    public void LoadInto(InMemoryDynamoDb database)
    {
        if (!File.Exists(path)) return;
        using var archive = ZipFile.OpenRead(path);
        foreach (var entry in archive.Entries)
        {
            using var content = entry.Open();
            database.Load(content);
        }
    }

    /// <summary>Writes beside the file and then takes its place, so that a crash leaves the old one.</summary>
    public async Task SaveAsync(InMemoryDynamoDb database)
    {
        string next = path + ".new";
        await using (var archive = await ZipFile.OpenAsync(next, ZipArchiveMode.Create))
        {
            foreach (string table in await TablesAsync(database))
            {
                await using var content = await archive.CreateEntry(table).OpenAsync();
                database.Save(table, content);
            }
        }

        File.Move(next, path, overwrite: true);
    }

    private static async Task<List<string>> TablesAsync(InMemoryDynamoDb database)
    {
        using var client = database.CreateClient();
        var names = new List<string>();
        await foreach (string name in client.Paginators.ListTables(new()).TableNames) names.Add(name);
        return names;
    }
}
