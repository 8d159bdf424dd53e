namespace SingleTable.Linq;

/// <summary>Values of which no two items of an entity have the same. An item of its own guards each of them.</summary>
/// <param name="Name">The name, for example <c>User.Email</c>.</param>
/// <param name="Properties">The properties that are compared, without the tenant.</param>
/// <param name="Guard">The key of the items that guard the values; they have no type, and no other attributes that matter.</param>
public sealed record UniqueSchema(string Name, IReadOnlyList<string> Properties, KeySchema Guard)
{
    /// <summary>The promise in one line.</summary>
    public override string ToString() => $"{Name} ({string.Join(", ", Properties)})";
}
