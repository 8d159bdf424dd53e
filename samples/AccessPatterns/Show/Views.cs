using Spectre.Console;
using Spectre.Console.Rendering;

namespace AccessPatterns.Show;

/// <summary>How models and access patterns look on a console.</summary>
public static class Views
{
    public static IRenderable Head(ITableDesign design) => new Rows(
        new Rule($"[bold]{Markup.Escape(design.Title)}[/]").LeftJustified(), new Text(design.Text.ReplaceLineEndings(" ")), Keys(design));

    public static IRenderable Pattern(PatternResult pattern, int number)
    {
        var grid = new Grid().AddColumn(new GridColumn().Width(4).NoWrap().Padding(0, 0, 1, 0)).AddColumn(new GridColumn().Padding(0, 0, 0, 0));
        grid.AddRow(new Markup("[grey]C#[/]"), new Text(pattern.Code, new Style(Color.Aqua)));
        foreach (var line in pattern.Requests)
            grid.AddRow(new Markup("[yellow]sent[/]"), new Text(line, new Style(Color.Yellow)));
        if (pattern.Requests.Count == 0)
            grid.AddRow(new Markup("[grey]sent[/]"), new Markup("[grey]no request[/]"));
        if (!pattern.IsRight)
            grid.AddRow(new Markup("[red bold]gave[/]"), new Text(pattern.Error?.Message ?? "another result than it must", new Style(Color.Red)));
        return new Panel(grid)
        {
            Header = new PanelHeader($"[bold] {number}  {Markup.Escape(pattern.Name)} [/]"), Border = BoxBorder.Rounded, Expand = true, Padding = new Padding(1, 0),
        };
    }

    private static IRenderable Keys(ITableDesign design)
    {
        var schema = design.Schema;
        var table = new Table().Border(TableBorder.Simple).AddColumns("Entity", "Key of", schema.PartitionKey, schema.SortKey);
        foreach (var entity in schema.Entities.Where(e => e.Base is null))
        {
            foreach (var key in entity.IndexKeys.Where(k => k.Index != design.Inverted?.Name).Prepend(entity.Key))
                table.AddRow(new Text(key.Index is null ? entity.Name : ""), new Text(key.Index ?? schema.Name), new Text(key.PartitionKey), new Text(key.SortKey ?? ""));
        }

        if (design.Inverted is { } inverted)
            table.AddRow(new Text("all"), new Text(inverted.Name), new Text($"the {inverted.PartitionKey}"), new Text($"the {inverted.SortKey}"));
        return table;
    }
}
