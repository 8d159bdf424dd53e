using System.Collections.Immutable;
using System.Runtime.InteropServices;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Materialization;

/// <summary>Sequences to <c>L</c>.</summary>
internal abstract class ListMapping<TList, TElement>(AttributeMapping<TElement> element) : AttributeMapping<TList>, IListMapping
{
    public override AttributeKind Kind => AttributeKind.L;

    public AttributeMapping Element => element;

    public object ListOf(System.Collections.IEnumerable elements) => From([.. elements.Cast<TElement>()])!;

    public override TList? Read(ref DynamoJsonReader reader, ref StringMemo memo)
    {
        if (!Begin(ref reader, AttributeTag.L)) return default;
        var list = new List<TElement>();
        reader.BeginArray();
        while (reader.NextElement()) list.Add(element.Read(ref reader, ref memo)!);
        reader.EndValue();
        return From(list);
    }

    protected abstract TList From(List<TElement> list);

    protected abstract ReadOnlySpan<TElement> ElementsOf(TList list);

    protected override void WriteValue(DynamoJsonWriter writer, TList value)
    {
        writer.WriteStartObject();
        writer.WriteStartArray(WireNames.L);
        foreach (var item in ElementsOf(value)) element.Write(writer, item);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}

/// <summary><see cref="List{T}"/>, and every interface that it has.</summary>
internal sealed class SequenceMapping<TList, TElement>(AttributeMapping<TElement> element) : ListMapping<TList, TElement>(element)
    where TList : class, IEnumerable<TElement>
{
    protected override TList From(List<TElement> list) => (TList)(object)list;

    protected override ReadOnlySpan<TElement> ElementsOf(TList list) => (object)list switch
    {
        List<TElement> own => CollectionsMarshal.AsSpan(own),
        TElement[] array when array.GetType() == typeof(TElement[]) => array,
        _ => list.ToArray(),
    };
}

internal sealed class ArrayMapping<TElement>(AttributeMapping<TElement> element) : ListMapping<TElement[], TElement>(element)
{
    protected override TElement[] From(List<TElement> list) => [.. list];

    protected override ReadOnlySpan<TElement> ElementsOf(TElement[] list) => list.GetType() == typeof(TElement[]) ? list : list.ToArray();
}

/// <summary>An array that was never made is stored as if it were empty: it has no other way to be absent.</summary>
internal sealed class ImmutableArrayMapping<TElement>(AttributeMapping<TElement> element) : ListMapping<ImmutableArray<TElement>, TElement>(element)
{
    protected override ImmutableArray<TElement> From(List<TElement> list) => [.. list];

    protected override ReadOnlySpan<TElement> ElementsOf(ImmutableArray<TElement> list) => list.AsSpan();
}
