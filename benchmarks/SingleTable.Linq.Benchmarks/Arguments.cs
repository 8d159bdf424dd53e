using System.Globalization;
using SingleTable.Linq.Benchmarks.ColdStart;
using SingleTable.Linq.Benchmarks.Growth;
using SingleTable.Linq.Benchmarks.Ratios;
using SingleTable.Linq.Benchmarks.Results;

namespace SingleTable.Linq.Benchmarks;

/// <summary>What is wrong with the arguments, told before minutes are spent on what was not meant.</summary>
internal static class Arguments
{
    // What stands behind the name of a command, null for nothing, and its options.
    private static readonly Dictionary<string, (Func<string, string?>? Operand, string[] Options)> s_commands = new()
    {
        ["--smoke"] = (null, []),
        ["--ratios"] = (null, ["--only", "--rounds", "--no-crc", "--gate", "--json", "--chart"]),
        ["--report"] = (folder => Missing(folder, ReportCommand.PageFile), ["--rounds"]),
        ["--redraw"] = (folder => Missing(folder, ReportCommand.PageFile) ?? Missing(folder, ReportCommand.ResultsFile), []),
        ["--seen"] = (null, ["--rounds"]),
        ["--slow-bodies"] = (null, []),
        ["--growth"] = (null, ["--rounds"]),
        [StreamCommand.Argument] = (null, []),
        ["--cold"] = (null, ["--gate"]),
        ["--first-call"] = (_ => null, [ColdStartCommand.EndpointOption]),
        ["--profile"] = (name => Scenarios.Repeatable.Any(s => s.Name == name) ? null : Unknown($"There is no scenario '{name}'"), []),
    };

    // What is wrong with the values of options, null for those that have none.
    private static readonly Dictionary<string, Func<string, string?>?> s_options = new()
    {
        ["--only"] = part => Scenarios.Repeatable.Any(s => s.Name.Contains(part, StringComparison.Ordinal)) ? null : Unknown($"No scenario has '{part}' in its name"),
        ["--rounds"] = rounds => int.TryParse(rounds, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? null
            : $"--rounds is a whole number above 0, not '{rounds}'.",
        ["--no-crc"] = null,
        [ColdStartCommand.EndpointOption] = service => Uri.TryCreate(service, UriKind.Absolute, out _) ? null : $"{ColdStartCommand.EndpointOption} is an absolute URI, not '{service}'.",
        ["--gate"] = null,
        ["--json"] = NoFolder,
        ["--chart"] = NoFolder,
    };

    /// <summary>Null where nothing is wrong, or where the arguments are none of this program's commands but BenchmarkDotNet's.</summary>
    public static string? Problem(IReadOnlyList<string> args)
    {
        if (args.Count == 0)
        {
            return "Which command?";
        }

        if (!s_commands.TryGetValue(args[0], out var command))
        {
            return s_options.ContainsKey(args[0]) ? $"{args[0]} stands behind a command." : null;
        }

        var at = 1;
        var problem = command.Operand is null ? null : Value(args, args[0], ref at, command.Operand);
        while (problem is null && at < args.Count)
        {
            var option = args[at++];
            problem = !command.Options.Contains(option) ? $"{args[0]} has no option '{option}'."
                : s_options[option] is { } check ? Value(args, option, ref at, check)
                : null;
        }

        return problem ?? (args.Contains("--no-crc") ? NoRead(RatioOptions.Parse([.. args])) : null);
    }

    // Scenarios are made only where their names matter: making them warms up what a first call shall find cold.
    private static string? NoRead(RatioOptions options) => Scenarios.Repeatable.Any(options.Takes)
        ? null
        : $"Without the checksum only reads are measured, and none has '{options.Only}' in its name.";

    private static string? Value(IReadOnlyList<string> args, string name, ref int at, Func<string, string?> check) =>
        at < args.Count && !args[at].StartsWith("--", StringComparison.Ordinal) ? check(args[at++]) : $"{name} needs a value behind it.";

    private static string? Missing(string folder, string file) =>
        File.Exists(Path.Combine(folder, file)) ? null : $"There is no {file} in '{folder}'.";

    private static string? NoFolder(string file) =>
        Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(file))) ? null : $"There is no folder for '{file}'.";

    private static string Unknown(string what) => $"{what}; there are {string.Join(", ", Scenarios.Repeatable.Select(s => s.Name))}.";
}
