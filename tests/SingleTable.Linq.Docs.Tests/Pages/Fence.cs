namespace SingleTable.Linq.Docs.Tests.Pages;

/// <summary>A block of code of a page.</summary>
/// <param name="Language">What stands behind the opening marks.</param>
/// <param name="Line">The line of the page, from 1, on which the code begins.</param>
/// <param name="Code">The code, with line feeds.</param>
/// <param name="Directives">The comments between the block before and this one.</param>
internal sealed record Fence(string Language, int Line, string Code, IReadOnlyList<Directive> Directives)
{
    public Directive? Find(string name) => Directives.LastOrDefault(d => d.Name == name);

    public bool Has(string name) => Find(name) is not null;
}
