using System.Text;
using AccessPatterns;
using Spectre.Console;

Console.OutputEncoding = Encoding.UTF8;
var arguments = CommandLine.Parse(args);
if (arguments.IsHelp)
{
    Console.WriteLine(CommandLine.Help);
    return 0;
}

if (arguments.Error is not null)
{
    Console.Error.WriteLine($"{arguments.Error}\n\n{CommandLine.Help}");
    return 2;
}

// Redirected output is plain text, whatever the environment says about colours.
var isPlain = Console.IsOutputRedirected;
var console = AnsiConsole.Create(new AnsiConsoleSettings
{
    Ansi = isPlain ? AnsiSupport.No : AnsiSupport.Detect,
    ColorSystem = isPlain ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
    Interactive = InteractionSupport.No,
});
console.Profile.Width = isPlain ? 120 : Math.Clamp(console.Profile.Width, 100, 160);

int right = 0, wrong = 0, requests = 0;
foreach (var design in arguments.Designs)
{
    var results = await design.RunAsync();
    if (arguments.IsMarkdown)
        Console.WriteLine(Markdown.Of(design, results));
    else
    {
        console.Write(Views.Head(design));
        foreach (var (i, result) in results.Index())
            console.Write(Views.Pattern(result, i + 1));
    }

    right += results.Count(r => r.IsRight);
    wrong += results.Count(r => !r.IsRight);
    requests += results.Sum(r => r.Requests.Count);
}

if (wrong > 0)
{
    Console.Error.WriteLine($"{wrong} of {right + wrong} access patterns gave another result than they must.");
    return 1;
}

if (!arguments.IsMarkdown)
    console.MarkupLine($"[green bold]All {right} access patterns were right; {requests} requests were sent.[/]");
return 0;
