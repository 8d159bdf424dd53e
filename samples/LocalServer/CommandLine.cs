using System.Globalization;

namespace LocalServer;

/// <summary>What the arguments say.</summary>
internal sealed record CommandLine
{
    public const string Usage = """
        Serves an in-memory DynamoDB on this machine's loopback address.

          dotnet run --project samples/LocalServer -- [--port N] [--data FILE]

          --port N      the port to listen on, 8000 unless told; 0 takes a free one
          --data FILE   loads all tables from the file when it exists, and saves them to it at the end
          --help        shows this text
        """;

    public int Port { get; private init; } = 8000;

    public string? DataFile { get; private init; }

    public bool Help { get; private init; }

    public static bool TryParse(string[] args, out CommandLine options, out string error)
    {
        options = new CommandLine();
        error = "";
        for (int i = 0; i < args.Length; i++)
        {
            if (args[i] is "--help" or "-h")
            {
                options = options with { Help = true };
                continue;
            }

            if (args[i] is not ("--port" or "--data"))
            {
                error = $"Unknown argument '{args[i]}'.";
                return false;
            }

            if (i + 1 == args.Length)
            {
                error = $"{args[i]} needs a value.";
                return false;
            }

            string value = args[++i];
            if (args[i - 1] == "--data") options = options with { DataFile = value };
            else if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int port) && port <= 65535) options = options with { Port = port };
            else
            {
                error = $"'{value}' is not a port; use a number from 0 to 65535.";
                return false;
            }
        }

        return true;
    }
}
