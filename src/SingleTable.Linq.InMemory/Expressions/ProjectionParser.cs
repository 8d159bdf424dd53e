namespace SingleTable.Linq.InMemory.Expressions;

/// <summary>Paths with commas between.</summary>
internal sealed class ProjectionParser : ExpressionReader
{
    private ProjectionParser(string source, Placeholders placeholders) : base("ProjectionExpression", source, placeholders)
    {
    }

    public static Projection Parse(string source, Placeholders placeholders)
    {
        var parser = new ProjectionParser(source, placeholders);
        var paths = new List<DocumentPath>();
        do
        {
            var path = parser.Path();
            foreach (var other in paths) parser.RefuseOverlap(other, path);
            paths.Add(path);
        }
        while (parser.Accept(","));
        parser.ExpectEnd();
        return new Projection([.. paths]);
    }
}
