using System.CommandLine;
using SingleTable.Linq.Design;
using SingleTable.Linq.Tool.Loading;

namespace SingleTable.Linq.Tool.Commands;

/// <summary><c>singletable report</c>: the table as a picture.</summary>
internal static class ReportCommand
{
    public static Command Create(TextWriter output)
    {
        var target = new Target();
        var folder = new Option<string>("--output", "-o") { Description = "The folder for the pages", DefaultValueFactory = _ => "." };
        var format = new Option<string?>("--format", "-f") { Description = "One of the pages: html or md. Both unless it is said" };
        var title = new Option<string?>("--title") { Description = "The title of the pages" };
        format.AcceptOnlyFromAmong("html", "md");
        var command = new Command("report", "Draws the table: a page of HTML and one of Markdown, with what ITableReportSource<TContext> of the assembly adds.") { folder, format, title };
        target.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            using var context = new Opened(target.Open(parsed));
            var report = new TableReport(context.Table);
            ReportSources.Apply(context.Table.GetType().Assembly, context.Table, report);
            report.Title = parsed.GetValue(title) ?? report.Title;
            var directory = Directory.CreateDirectory(parsed.GetValue(folder)!).FullName;
            foreach (var page in new[] { "html", "md" }.Where(p => parsed.GetValue(format) is not { } only || only == p))
            {
                var path = Path.Combine(directory, $"{context.Table.Model.Name}.{page}");
                await File.WriteAllTextAsync(path, page == "html" ? report.ToHtml() : report.ToMarkdown(), cancellation).ConfigureAwait(false);
                await output.WriteLineAsync(path).ConfigureAwait(false);
            }

            return ExitCode.Done;
        });
        return command;
    }
}
