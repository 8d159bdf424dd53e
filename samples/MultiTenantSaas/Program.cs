using System.Text;
using Amazon.Runtime;
using MultiTenantSaas;
using MultiTenantSaas.Show;
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
try
{
    return await Tour.RunAsync(console, arguments.Endpoint);
}
catch (WrongStepException wrong)
{
    Console.Error.WriteLine(wrong.Message);
    return 1;
}
catch (Exception error) when (error is AmazonServiceException or AmazonClientException or HttpRequestException or SingleTableException)
{
    Console.Error.WriteLine($"The sample could not go on{(arguments.Endpoint is { } url ? $" at {url}" : "")}: {error.Message}");
    return 1;
}
