using System.CommandLine;
using Amazon.DynamoDBv2;
using SingleTable.Linq.Tool.Loading;

namespace SingleTable.Linq.Tool.Commands;

/// <summary>The arguments that all commands have: which context of which assembly.</summary>
internal sealed class Target
{
    private const string SampleTenant = "acme";

    private readonly Argument<string> _assembly = new("assembly") { Description = "The built assembly: bin/Debug/net10.0/MyApp.dll" };
    private readonly Option<string?> _context = new("--context") { Description = "The context, where the assembly has several: its name, with or without the namespace" };
    private readonly Option<string?> _table = new("--table") { Description = "The name of the table, where it is not the model's" };

    /// <summary>Which tenant to show, or to make a policy for.</summary>
    public Option<string?> Tenant { get; } = new("--tenant") { Description = "A tenant's id" };

    public void AddTo(Command command)
    {
        command.Add(_assembly);
        command.Add(_context);
        command.Add(_table);
        command.Add(Tenant);
    }

    /// <summary>Makes the context.</summary>
    /// <param name="parsed">The arguments.</param>
    /// <param name="client">The client; null for one that sends nothing.</param>
    public TableContext Open(ParseResult parsed, IAmazonDynamoDB? client = null)
    {
        var assembly = UserAssembly.Open(parsed.GetValue(_assembly)!);
        var type = ContextFinder.Find(assembly, parsed.GetValue(_context));
        return ContextFinder.Create(type, client ?? NoService.Client(), parsed.GetValue(Tenant) ?? SampleTenant, parsed.GetValue(_table));
    }
}
