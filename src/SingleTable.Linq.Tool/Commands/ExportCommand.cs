using System.CommandLine;
using SingleTable.Linq.Design;

namespace SingleTable.Linq.Tool.Commands;

/// <summary><c>singletable export</c>: the table in the format of another tool.</summary>
internal static class ExportCommand
{
    public static Command Create(TextWriter output, TextWriter error)
    {
        var target = new Target();
        var format = new Option<string>("--format", "-f") { Description = "The format", Required = true };
        var file = new Option<string?>("--output", "-o") { Description = "The file; the standard output unless it is said" };
        var variable = new Option<string?>("--variable") { Description = "iam: the policy variable that holds the tenant's id, where no --tenant is given: aws:PrincipalTag/tenant" };
        var isReadOnly = new Option<bool>("--read-only") { Description = "iam: reads only" };
        var omit = new Option<bool>("--omit-unsupported") { Description = "workbench: leave out the indexes that the format cannot express" };
        format.AcceptOnlyFromAmong("cloudformation", "sam", "terraform", "createtable", "timetolive", "workbench", "iam");
        var command = new Command("export", "Writes the table in the format of another tool.") { format, file, variable, isReadOnly, omit };
        target.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            using var context = new Opened(target.Open(parsed));
            var text = parsed.GetValue(format) switch
            {
                "cloudformation" => TableExport.CloudFormation(context.Table),
                "sam" => TableExport.Sam(context.Table),
                "terraform" => TableExport.Terraform(context.Table),
                "createtable" => TableExport.CreateTable(context.Table),
                "timetolive" => TableExport.TimeToLive(context.Table) ?? throw new ToolException($"Nothing expires in the table {context.Table.Model.Name}."),
                "workbench" => Workbench(context.Table, parsed.GetValue(omit)),
                _ => Policy(context.Table, parsed.GetValue(target.Tenant), parsed.GetValue(variable), parsed.GetValue(isReadOnly), error),
            };
            if (parsed.GetValue(file) is { } path)
            {
                await File.WriteAllTextAsync(path, text, cancellation).ConfigureAwait(false);
            }
            else
            {
                await output.WriteAsync(text).ConfigureAwait(false);
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static string Workbench(TableContext context, bool omitUnsupported)
    {
        var report = new TableReport(context);
        Loading.ReportSources.Apply(context.GetType().Assembly, context, report);
        return TableExport.Workbench(context, report.Items, omitUnsupported);
    }

    private static string Policy(TableContext context, string? tenant, string? variable, bool isReadOnly, TextWriter error)
    {
        var options = new TenantPolicyOptions { Tenant = tenant, IsReadOnly = isReadOnly };
        var policy = TableExport.IamPolicy(context, variable is null ? options : options with { Variable = variable });
        foreach (var warning in policy.Warnings)
        {
            error.WriteLine($"Note: {warning}");
        }

        return policy.Json;
    }
}
