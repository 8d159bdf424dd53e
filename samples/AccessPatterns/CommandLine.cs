namespace AccessPatterns;

/// <summary>What the program was started with.</summary>
/// <param name="Designs">The models to show.</param>
/// <param name="IsMarkdown">Whether to print them as Markdown instead.</param>
/// <param name="IsHelp">Whether to explain the program instead.</param>
/// <param name="Error">What is wrong with the arguments.</param>
public sealed record CommandLine(IReadOnlyList<ITableDesign> Designs, bool IsMarkdown = false, bool IsHelp = false, string? Error = null)
{
    public static string Help { get; } = $"""
        AccessPatterns: well-known single-table models, each with its access patterns, the LINQ for them, and the requests that are sent.

        Usage: dotnet run --project samples/AccessPatterns [-- MODEL... [--markdown]]

          MODEL        One or several of: {string.Join(", ", AccessPatterns.Designs.All.Select(d => d.Id))}. All of them unless said.
          --markdown   Print the tables as they are in README.md.
          --help       Show this text.

        Everything runs in this process, on the embedded engine.
        Exit codes: 0 all results were right; 1 one was not; 2 the arguments are wrong.
        """;

    public static CommandLine Parse(params ReadOnlySpan<string> arguments)
    {
        var designs = new List<ITableDesign>();
        var isMarkdown = false;
        foreach (var argument in arguments)
        {
            if (argument is "--help" or "-h" or "-?")
                return new CommandLine([], IsHelp: true);
            if (argument == "--markdown")
            {
                isMarkdown = true;
                continue;
            }

            var design = AccessPatterns.Designs.All.FirstOrDefault(d => d.Id == argument);
            if (design is null)
                return Wrong(argument.StartsWith('-') ? $"Unknown argument '{argument}'." : $"There is no model '{argument}'.");
            if (designs.Contains(design))
                return Wrong($"Model '{argument}' is given twice.");
            designs.Add(design);
        }

        return new CommandLine(designs.Count > 0 ? designs : AccessPatterns.Designs.All, isMarkdown);
    }

    private static CommandLine Wrong(string error) => new([], Error: error);
}
