using System.Runtime.CompilerServices;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Materialization;

internal static class ItemReading
{
    /// <summary>How many items of a type are read by reflection before its reader is compiled: as many as a usual first page has.</summary>
    public static int ReadByReflection { get; set; } = 100;
}

/// <summary>
/// The reader of a type. The first items are read by reflection, because compiling takes as long as reading thousands of them so; then it is compiled,
/// where code can be generated.
/// </summary>
internal sealed class ItemReading<T>
{
    private readonly Type _type;
    private readonly IReadOnlyList<ColumnSpec> _columns;
    private readonly Lock _gate = new();
    private ReflectedBody<T>? _reflected;
    private ItemBody<T>? _compiled;
    private int _read;

    public ItemReading(Type type, IReadOnlyList<ColumnSpec> columns) => (_type, _columns, Body) = (type, columns, ReadFirst);

    public ItemBody<T> Body { get; private set; }

    /// <summary>Whether enough was read to be worth generated code, where code can be generated.</summary>
    public bool IsCompiled => _compiled is not null;

    /// <summary>Compiles it now, where code can be generated.</summary>
    public void Compile()
    {
        if (!RuntimeFeature.IsDynamicCodeSupported)
        {
            return;
        }

        lock (_gate)
        {
            Body = _compiled ??= ItemBodyCompiler.Compile<T>(_columns);
        }
    }

    private T ReadFirst(ref DynamoJsonReader reader, ref ItemScan scan, StringMemo[] memos)
    {
        // Several threads may count at once: it is about how many.
        if (RuntimeFeature.IsDynamicCodeSupported && _read++ >= ItemReading.ReadByReflection)
        {
            Compile();
            return Body(ref reader, ref scan, memos);
        }

        return (_reflected ??= new ReflectedBody<T>(_type, _columns)).Read(ref reader, ref scan, memos);
    }
}
