using SingleTable.Linq.Tool.Commands;

namespace SingleTable.Linq.Tool;

/// <summary>The program <c>singletable</c>.</summary>
internal static class Program
{
    public static Task<int> Main(string[] arguments) => CommandLine.RunAsync(arguments, Console.Out, Console.Error);
}
