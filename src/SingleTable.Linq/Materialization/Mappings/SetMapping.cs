using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Materialization;

/// <summary>Sets to <c>SS</c>, <c>NS</c> or <c>BS</c>, whichever the elements are.</summary>
internal sealed class SetMapping<TSet, TElement>(ScalarMapping<TElement> element) : AttributeMapping<TSet>, ISetMapping
    where TSet : class, IEnumerable<TElement>
{
    private readonly AttributeKind _kind = element.Kind switch
    {
        AttributeKind.S => AttributeKind.SS,
        AttributeKind.N => AttributeKind.NS,
        _ => AttributeKind.BS,
    };

    public override AttributeKind Kind => _kind;

    public AttributeMapping Element => element;

    public object CreateEmpty() => Create();

    public object SetOf(Array elements)
    {
        var set = Create();
        set.UnionWith((TElement[])elements);
        return set;
    }

    public override bool IsEmptySet(object? value) => value is TSet set && !set.Any();

    public override TSet? Read(ref DynamoJsonReader reader, ref StringMemo memo)
    {
        if (!Begin(ref reader, _kind.ToTag())) return null;
        var set = Create();
        reader.BeginArray();
        while (reader.NextElement()) set.Add(element.Parse(reader.ReadString()));
        reader.EndValue();
        return (TSet)set;
    }

    protected override void WriteValue(DynamoJsonWriter writer, TSet value)
    {
        writer.WriteStartObject();
        writer.WriteStartArray(WireNames.Of(_kind));
        var any = false;
        foreach (var item in value)
        {
            if (item is null) throw ItemFormatException.NotStorable(typeof(TSet), "DynamoDB's sets hold no null.");
            element.WriteText(writer, item);
            any = true;
        }

        if (!any) throw ItemFormatException.NotStorable(typeof(TSet), "DynamoDB has no empty sets. Leave the attribute out.");
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    // A sorted set of strings would else sort by culture.
    private static ISet<TElement> Create()
    {
        if (typeof(TSet) != typeof(SortedSet<TElement>)) return new HashSet<TElement>();
        return typeof(TElement) == typeof(string)
            ? (ISet<TElement>)new SortedSet<string>(StringComparer.Ordinal)
            : new SortedSet<TElement>();
    }
}
