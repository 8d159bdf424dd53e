using System.Reflection;
using SingleTable.Linq.Materialization;

namespace SingleTable.Linq.Model;

/// <summary>A property of an entity that is stored as an attribute of its item.</summary>
internal sealed class PropertyModel
{
    private Func<object, object?>? _getter;
    private Action<object, object?>? _setter;
    private Answer _isNullable;

    public required int Index { get; init; }
    public required PropertyInfo Member { get; init; }
    public required string AttributeName { get; init; }
    public required AttributeMapping Mapping { get; init; }

    /// <summary>Looked up when it is asked for: reading asks for none, and the compiler's attributes are slow to find.</summary>
    public bool IsNullable
    {
        get
        {
            if (_isNullable == Answer.Unknown) _isNullable = Nullability.IsNullable(Member) ? Answer.Yes : Answer.No;
            return _isNullable == Answer.Yes;
        }
    }

    public ValueGenerator? OnCreate { get; init; }
    public ValueGenerator? OnUpdate { get; init; }

    /// <summary>Callers may not set the value: only the generators do.</summary>
    public bool IsSealed { get; init; }

    /// <summary>The value comes from the scope of the context.</summary>
    public bool IsTenant { get; init; }

    /// <summary>A slot of the table's own key: fixed for the life of an item.</summary>
    public bool IsKey { get; init; }

    public string Name => Member.Name;
    public Type ClrType => Member.PropertyType;

    public object? Get(object entity) => (_getter ??= Accessors.Getter(Member))(entity);

    /// <summary>Sets the value of an object that nobody else has yet; also of a property that only a constructor sets.</summary>
    public void Set(object entity, object? value) => (_setter ??= Accessors.AnySetter(Member))(entity, value);

    /// <summary>Whether the value is what a caller who said nothing would have left: null, zero, an empty Guid, an empty string.</summary>
    public bool IsUnset(object? value) => value is null or "" || (ClrType.IsValueType && value.Equals(Accessors.Default(ClrType)));

    public override string ToString() => $"{Name} ({AttributeName})";

    // One word, so that threads may find it out at once.
    private enum Answer
    {
        Unknown,
        No,
        Yes,
    }
}
