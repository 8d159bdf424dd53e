using LocalServer;
using SingleTable.Linq.InMemory;

if (!CommandLine.TryParse(args, out var options, out string error))
{
    Console.Error.WriteLine(error);
    Console.Error.WriteLine(CommandLine.Usage);
    return 2;
}

if (options.Help)
{
    Console.WriteLine(CommandLine.Usage);
    return 0;
}

var database = new InMemoryDynamoDb(new() { RecordRequests = false });
var file = options.DataFile is null ? null : new DataFile(options.DataFile);
try
{
    file?.LoadInto(database);
}
catch (Exception failure) when (failure is InvalidDataException or IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine($"--data: {failure.Message}");
    return 2;
}

await using var server = new Server(database, options.Port);
try
{
    await server.StartAsync();
}
catch (IOException failure)
{
    Console.Error.WriteLine($"--port: {failure.Message}");
    return 2;
}

Console.WriteLine($"DynamoDB on {server.Address} (Ctrl+C ends it)");
await server.WaitForShutdownAsync();
if (file is not null) await file.SaveAsync(database);
return 0;
