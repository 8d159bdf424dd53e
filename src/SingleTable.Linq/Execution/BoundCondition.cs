using System.Collections;
using System.Text;
using SingleTable.Linq.Model;
using SingleTable.Linq.Planning;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Execution;

/// <summary>A condition with its lists written out.</summary>
internal sealed class BoundCondition
{
    // DynamoDB takes at most 100 operands in one IN.
    private const int MaxListLength = 100;

    private readonly List<(string Alias, object Value, ListPlace Place)> _values = [];

    private BoundCondition(string text) => Text = text;

    public string Text { get; private init; }

    public bool HasListValues => _values.Count > 0;

    /// <exception cref="QueryTranslationException">The text is longer than DynamoDB allows.</exception>
    public static void Check(string text, EntityModel entity)
    {
        if (ExpressionLimits.Exceeded(text) is { } reason)
        {
            throw ExecutionErrors.TooLong(entity, reason);
        }
    }

    /// <exception cref="QueryTranslationException">The condition is longer than DynamoDB allows.</exception>
    public static BoundCondition Bind(ConditionTemplate template, in BindContext context, EntityModel entity)
    {
        if (template.IsConstant)
        {
            return new BoundCondition(Checked(template.Pieces[0], entity));
        }

        var text = new StringBuilder(template.Pieces[0]);
        var values = new List<(string, object, ListPlace)>();
        for (var i = 0; i < template.Lists.Length; i++)
        {
            AppendList(text, template.Lists[i], context, values);
            text.Append(template.Pieces[i + 1]);
        }

        var bound = new BoundCondition(Checked(text.ToString(), entity));
        bound._values.AddRange(values);
        return bound;
    }

    public void WriteListValues(DynamoJsonWriter writer)
    {
        foreach (var (alias, value, place) in _values)
        {
            writer.WritePropertyName(alias);
            place.List.ElementMapping.WriteBoxed(writer, value);
        }
    }

    private static string Checked(string text, EntityModel entity) =>
        ExpressionLimits.Exceeded(text) is { } reason ? throw ExecutionErrors.TooLong(entity, reason) : text;

    private static void AppendList(StringBuilder text, ListPlace place, in BindContext context, List<(string, object, ListPlace)> values)
    {
        var distinct = new HashSet<object>();
        foreach (var item in (IEnumerable)place.List.Source.Get(context.Leaves)!)
        {
            if (item is not null)
            {
                distinct.Add(item);
            }
        }

        var groups = distinct.Chunk(MaxListLength).ToList();
        var isGroup = groups.Count > 1 && place.IsInGroup;
        text.Append(isGroup ? "(" : "");
        var number = 0;
        for (var g = 0; g < groups.Count; g++)
        {
            text.Append(g == 0 ? "" : " OR ").Append(place.Path).Append(" IN (");
            foreach (var value in groups[g])
            {
                var alias = $":l{place.Index}x{number++}";
                values.Add((alias, value, place));
                text.Append(alias).Append(", ");
            }

            text.Length -= 2;
            text.Append(')');
        }

        text.Append(isGroup ? ")" : "");
    }
}
