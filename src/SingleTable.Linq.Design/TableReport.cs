using Amazon.DynamoDBv2.Model;
using SingleTable.Linq.Design.Html;
using SingleTable.Linq.Design.Markdown;
using SingleTable.Linq.Design.Pictures;

namespace SingleTable.Linq.Design;

/// <summary>
/// A table as designers draw it: keys, item collections and indexes, coloured by entity, with the access patterns and the requests that answer them. One page of HTML that needs
/// nothing else, and one of Markdown. The same input gives the same text, in any culture.
/// </summary>
/// <remarks>Not safe for several threads.</remarks>
public sealed class TableReport
{
    // Of entities the time of writing is not known, and a time of now would make each page another one.
    private const string WrittenAt = "2026-01-01T00:00:00.0000000Z";

    private readonly TableContext? _context;
    private readonly List<AccessPattern> _patterns = [];
    private readonly List<IReadOnlyDictionary<string, AttributeValue>> _items = [];

    /// <summary>A report about the table of a context. Nothing is sent.</summary>
    /// <param name="context">The context; samples that are entities take its tenant.</param>
    public TableReport(TableContext context)
        : this((context ?? throw new ArgumentNullException(nameof(context))).Model) => _context = context;

    /// <summary>A report about a model alone.</summary>
    /// <param name="model">The model.</param>
    public TableReport(TableSchema model)
    {
        ArgumentNullException.ThrowIfNull(model);
        Model = model;
        Title = model.Name;
    }

    /// <summary>The model.</summary>
    public TableSchema Model { get; }

    /// <summary>The title of the pages: the table's name unless it is set.</summary>
    public string Title
    {
        get;
        set
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(value);
            field = value;
        }
    }

    /// <summary>The access patterns, in the order in which they were added.</summary>
    public IReadOnlyList<AccessPattern> Patterns => _patterns;

    /// <summary>The sample items, in the order in which they were added.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, AttributeValue>> Items => _items;

    /// <summary>Adds an access pattern.</summary>
    /// <param name="name">What is asked, in the words of the application.</param>
    /// <param name="query">The query that answers it, with any values. It is explained, and not run.</param>
    /// <returns>This report.</returns>
    /// <exception cref="QueryTranslationException">The query cannot be answered.</exception>
    public TableReport AddPattern<T>(string name, IQueryable<T> query)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(query);
        return AddPattern(name, query.ExplainPlan());
    }

    /// <summary>Adds an access pattern.</summary>
    /// <param name="name">What is asked, in the words of the application.</param>
    /// <param name="plan">What <c>ExplainPlan()</c> gives, of a query or of a compiled one.</param>
    /// <returns>This report.</returns>
    public TableReport AddPattern(string name, QueryExplanation plan)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(plan);
        _patterns.Add(new AccessPattern(name, plan));
        return this;
    }

    /// <summary>Adds sample entities, as they are: nothing is generated. Their time of writing is the first second of 2026.</summary>
    /// <param name="entities">Entities of the context's table.</param>
    /// <returns>This report.</returns>
    /// <exception cref="InvalidOperationException">The report has no context.</exception>
    /// <exception cref="QueryTranslationException">One is not of an entity of the table.</exception>
    /// <exception cref="KeyValueException">A value cannot stand in a key.</exception>
    /// <exception cref="TenantScopeException">The context has no tenant, or one is of another tenant.</exception>
    public TableReport AddSamples(params IEnumerable<object> entities)
    {
        ArgumentNullException.ThrowIfNull(entities);
        var context = _context ?? throw new InvalidOperationException(
            "This report was made of a model alone, which cannot make items of entities. Make it of a context, or add items with AddItems.");
        foreach (var entity in entities)
        {
            var item = context.ToItem(entity);
            foreach (var index in Model.Indexes.Where(i => i.IsTypeIndex))
            {
                item[index.SortKey!] = new AttributeValue(WrittenAt);
            }

            _items.Add(item);
        }

        return this;
    }

    /// <summary>Adds sample items as they are stored, for example of a Scan of a test table.</summary>
    /// <param name="items">The items. They are not copied.</param>
    /// <returns>This report.</returns>
    /// <exception cref="ArgumentException">One has not the attributes of the table's key as texts.</exception>
    public TableReport AddItems(params IEnumerable<IReadOnlyDictionary<string, AttributeValue>> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        foreach (var item in items)
        {
            ArgumentNullException.ThrowIfNull(item, nameof(items));
            foreach (var name in new[] { Model.PartitionKey, Model.SortKey })
            {
                if (!item.TryGetValue(name, out var value) || value?.S is null)
                {
                    throw new ArgumentException($"An item has no text in '{name}', which is a key of the table {Model.Name}. Add items of this table, with all their attributes.", nameof(items));
                }
            }

            _items.Add(item);
        }

        return this;
    }

    /// <summary>The page as HTML: complete, with its styles, for light and dark screens and for paper, without scripts.</summary>
    public string ToHtml() => HtmlReport.Write(ReportContent.Of(this));

    /// <summary>The page as Markdown, as GitHub shows it.</summary>
    public string ToMarkdown() => MarkdownReport.Write(ReportContent.Of(this));

    /// <summary>Writes both pages, <c>{name}.html</c> and <c>{name}.md</c>, in UTF-8 without a byte order mark. What is there is replaced.</summary>
    /// <param name="folder">The folder, which is made where it is not there.</param>
    /// <param name="name">The name of the files; the table's unless it is given.</param>
    public void Save(string folder, string? name = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, $"{name ?? Model.Name}.html"), ToHtml());
        File.WriteAllText(Path.Combine(folder, $"{name ?? Model.Name}.md"), ToMarkdown());
    }
}
