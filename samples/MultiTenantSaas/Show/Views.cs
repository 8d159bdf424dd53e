using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace MultiTenantSaas.Show;

/// <summary>How steps and their results look. Everything is culture-invariant: the output is the same on every machine.</summary>
public static class Views
{
    public static IRenderable Done => new Markup("[green]done[/]");

    public static IRenderable Step(string title, string call, IReadOnlyList<string> lines, IRenderable result, int width)
    {
        var inner = width - 8;
        var grid = new Grid().AddColumn(new GridColumn().Width(4).NoWrap().Padding(0, 0, 1, 0)).AddColumn(new GridColumn().Padding(0, 0, 0, 0));
        grid.AddRow(new Markup("[grey]C#[/]"), new Text(CodeText.Of(call), new Style(Color.Aqua)));
        foreach (var line in lines.Count > 2 ? lines.Take(1) : lines)
            grid.AddRow(new Markup("[yellow]sent[/]"), new Text(Requests.Wrap(line, inner - 5), new Style(Color.Yellow)));
        if (lines.Count > 2)
            grid.AddRow(new Text(""), new Markup($"[yellow]and {Number(lines.Count - 1)} more like it[/]"));
        if (lines.Count == 0)
            grid.AddRow(new Markup("[grey]sent[/]"), new Markup("[grey]no request[/]"));
        grid.AddRow(new Markup("[green]gave[/]"), result);
        return new Panel(grid) { Header = new PanelHeader($"[bold] {Markup.Escape(title)} [/]"), Border = BoxBorder.Rounded, Width = width, Padding = new Padding(1, 0) };
    }

    public static IRenderable Refusal(Exception error) =>
        new Rows(new Markup($"[red bold]refused[/] with {Markup.Escape(error.GetType().Name)}"), new Text(error.Message, new Style(Color.Grey)));

    public static IRenderable Text(string text) => new Text(text);

    public static IRenderable Organization(Organization? organization) => organization is null
        ? Nothing
        : Rows([organization], ("Id", o => o.Id), ("Name", o => o.Name), ("Plan", o => $"{o.Plan}"), ("Members", Seats), ("Created", o => Time(o.CreatedAt)),
            ("By", o => o.CreatedBy));

    public static IRenderable Domain(WebDomain domain) =>
        Rows([domain], ("Id", d => d.Id), ("Host", d => d.Host), ("Contact", d => d.Contact ?? ""), ("Version", d => Number(d.Version)));

    public static IRenderable Team(Team? team) => team is null ? Nothing : Teams([team]);

    public static IRenderable Teams(IReadOnlyList<Team> teams) =>
        Rows(teams, ("Id", t => t.Id), ("Name", t => t.Name), ("Description", t => t.Description ?? ""), ("Members", t => Number(t.MemberCount)),
            ("Created", t => Time(t.CreatedAt)));

    public static IRenderable TeamWithMembers(Team? team) => team is null ? Nothing : new Rows(Teams([team]), Members(team.Members));

    public static IRenderable Member(TeamMember member) => Members([member]);

    public static IRenderable Members(IReadOnlyList<TeamMember> members) =>
        Rows(members, ("Id", m => m.Id), ("User name", m => m.Username), ("E-mail", m => m.Email), ("Role", m => $"{m.Role}"), ("Joined", m => Time(m.JoinedAt)));

    public static IRenderable Project(Project? project) => project is null ? Nothing : Projects([project]);

    public static IRenderable Projects(IReadOnlyList<Project> projects) =>
        Rows(projects, ("Id", p => p.Id), ("Name", p => p.Name), ("Status", p => $"{p.Status}"), ("Tasks", p => Number(p.TaskCount)),
            ("Created", p => Time(p.CreatedAt)));

    public static IRenderable Entry(AuditLog entry) => Trail([entry]);

    public static IRenderable Trail(IReadOnlyList<AuditLog> trail) =>
        Rows(trail, ("Time", a => Moment(a.Timestamp)), ("Action", a => $"{a.Action}"), ("Of", a => a.EntityType), ("By", a => a.Username), ("Request", a => a.RequestId),
            ("Changes", a => string.Join(", ", a.Changes.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => $"{c.Key}: {c.Value.Old ?? "-"} > {c.Value.New ?? "-"}"))));

    /// <summary>An organization, its teams and their members, each level below the other.</summary>
    public static IRenderable Tree(Organization? organization)
    {
        if (organization is null)
            return Nothing;
        var tree = new Tree(Markup.Escape($"{organization.Name} ({organization.Plan}, {Seats(organization)} members)"));
        foreach (var team in organization.Teams)
        {
            var node = tree.AddNode(Markup.Escape($"{team.Name} ({Number(team.MemberCount)} members)"));
            foreach (var member in team.Members)
                node.AddNode(Markup.Escape($"{member.Username} <{member.Email}> {member.Role}"));
        }

        return tree;
    }

    private static IRenderable Nothing => new Markup("[grey]null[/]");

    private static IRenderable Rows<T>(IReadOnlyList<T> rows, params (string Header, Func<T, string> Value)[] columns)
    {
        if (rows.Count == 0)
            return new Markup("[grey]an empty list[/]");
        var table = new Grid();
        foreach (var _ in columns)
            table.AddColumn(new GridColumn().Padding(0, 0, 2, 0));
        table.AddRow([.. columns.Select(c => new Text(c.Header, new Style(Color.Grey, decoration: Decoration.Underline)))]);
        foreach (var row in rows)
            table.AddRow([.. columns.Select(c => new Text(c.Value(row)))]);
        return table;
    }

    private static string Seats(Organization o) => $"{Number(o.MemberCount)} of {Number(o.MaxUsers)}";

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Moment(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
