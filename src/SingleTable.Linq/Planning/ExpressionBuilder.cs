using System.Collections.Immutable;
using SingleTable.Linq.Translation;

namespace SingleTable.Linq.Planning;

/// <summary>The names and values of one request's expressions. Every name is aliased (there are 573 reserved words), each once.</summary>
internal sealed class ExpressionBuilder
{
    private static readonly string[] s_names = [.. Enumerable.Range(0, 32).Select(i => $"#a{i}")];
    private static readonly string[] s_values = [.. Enumerable.Range(0, 32).Select(i => $":v{i}")];

    private readonly List<(string Alias, string Attribute)> _names = [];
    private readonly List<(string Alias, ExpressionValue Value)> _values = [];

    public ImmutableArray<(string Alias, string Attribute)> Names => [.. _names];

    public ImmutableArray<(string Alias, ExpressionValue Value)> Values => [.. _values];

    public string Name(string attribute)
    {
        foreach (var (alias, known) in _names)
        {
            if (known == attribute)
            {
                return alias;
            }
        }

        _names.Add((_names.Count < s_names.Length ? s_names[_names.Count] : $"#a{_names.Count}", attribute));
        return _names[^1].Alias;
    }

    public string Value(ExpressionValue value)
    {
        foreach (var (alias, known) in _values)
        {
            if (known.Equals(value))
            {
                return alias;
            }
        }

        _values.Add((_values.Count < s_values.Length ? s_values[_values.Count] : $":v{_values.Count}", value));
        return _values[^1].Alias;
    }

    public string Path(AttributeOperand operand)
    {
        var text = Name(operand.Property.AttributeName);
        foreach (var step in operand.Steps)
        {
            text += step.Name is null ? $"[{step.Index}]" : $".{Name(step.AttributeName)}";
        }

        return text;
    }
}
