using System.Linq.Expressions;
using SingleTable.Linq.Writing;

namespace SingleTable.Linq;

/// <summary>
/// What an update does to an item: <c>u => u.Set(t => t.Name, "Platform").Add(t => t.MemberCount, 1)</c>. Immutable: each method gives a new builder.
/// </summary>
/// <typeparam name="T">The entity type.</typeparam>
/// <remarks>
/// All of it is one UpdateItem. The properties of the key cannot be changed, a property can be named once, and what an index key needs is
/// recomputed along with it. Mistakes are <see cref="WriteException"/>, raised before the request.
/// </remarks>
public sealed class UpdateBuilder<T>
    where T : class
{
    internal static readonly UpdateBuilder<T> Empty = new(new UpdateOperations([]));

    private UpdateBuilder(UpdateOperations operations) => Operations = operations;

    internal UpdateOperations Operations { get; }

    internal static UpdateOperations Read(Func<UpdateBuilder<T>, UpdateBuilder<T>> update) =>
        update(Empty)?.Operations ?? throw new ArgumentException("The lambda gave null. Return the builder: u => u.Set(…).", nameof(update));

    /// <summary>Gives a property a value; null removes a nullable property.</summary>
    /// <param name="property">A stored property, a member of a nested object, an element of a list or an entry of a dictionary.</param>
    /// <param name="value">The new value. An empty set removes the attribute: DynamoDB has no empty sets.</param>
    public UpdateBuilder<T> Set<TProperty>(Expression<Func<T, TProperty>> property, TProperty value) =>
        With(UpdateKind.Set, property, value);

    /// <summary>
    /// Gives a property a value that DynamoDB computes from the item as it is: <c>u.Set(x => x.Count, x => x.Count + 1)</c>. Every path is read
    /// before anything is changed. On a path that is absent the update fails with <see cref="ConditionFailedException"/>, unless <c>??</c> says what to take.
    /// </summary>
    /// <param name="property">As in the other overload.</param>
    /// <param name="value">
    /// Another path of the item that is stored alike, the sum or difference of two numbers, or <c>x.Path ?? value</c>, also in a sum:
    /// <c>x => (x.Count ?? 0) + 1</c>. Captured variables are values.
    /// </param>
    [System.Runtime.CompilerServices.OverloadResolutionPriority(-1)]
    public UpdateBuilder<T> Set<TProperty>(Expression<Func<T, TProperty>> property, Expression<Func<T, TProperty>> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return With(UpdateKind.Compute, property, value);
    }

    /// <summary>Gives a property a value unless the item has one.</summary>
    /// <param name="property">As in <c>Set</c>; not one that an index key is made of.</param>
    /// <param name="value">The value; not null.</param>
    public UpdateBuilder<T> SetIfNotExists<TProperty>(Expression<Func<T, TProperty>> property, TProperty value) =>
        With(UpdateKind.SetIfNotExists, property, value);

    /// <summary>Adds to a number, atomically; a number that is absent counts as zero.</summary>
    /// <param name="property">A stored property that is a number, or a path to one inside of an object or dictionary that the item has.</param>
    /// <param name="number">What to add.</param>
    public UpdateBuilder<T> Add<TProperty>(Expression<Func<T, TProperty>> property, TProperty number) =>
        With(UpdateKind.Add, property, number);

    /// <summary>Subtracts from a number, atomically; a number that is absent counts as zero.</summary>
    /// <param name="property">A stored property that is a number, or a path to one inside of an object or dictionary that the item has.</param>
    /// <param name="number">What to subtract.</param>
    public UpdateBuilder<T> Subtract<TProperty>(Expression<Func<T, TProperty>> property, TProperty number) =>
        With(UpdateKind.Subtract, property, number);

    /// <summary>Removes a property's attribute; it then reads as null.</summary>
    /// <param name="property">A nullable property or member, an element of a list or an entry of a dictionary.</param>
    public UpdateBuilder<T> Remove<TProperty>(Expression<Func<T, TProperty>> property) =>
        With(UpdateKind.Remove, property, null);

    /// <summary>Adds elements to a set, atomically. No elements: nothing happens.</summary>
    /// <param name="property">A stored property that is a set.</param>
    /// <param name="elements">The elements; those that are there already change nothing.</param>
    public UpdateBuilder<T> AddToSet<TElement>(Expression<Func<T, IEnumerable<TElement>?>> property, params TElement[] elements) =>
        WithElements(UpdateKind.AddToSet, property, elements);

    /// <summary>Removes elements from a set, atomically. No elements: nothing happens.</summary>
    /// <param name="property">A stored property that is a set.</param>
    /// <param name="elements">The elements; those that are not there change nothing.</param>
    public UpdateBuilder<T> RemoveFromSet<TElement>(Expression<Func<T, IEnumerable<TElement>?>> property, params TElement[] elements) =>
        WithElements(UpdateKind.RemoveFromSet, property, elements);

    /// <summary>Adds elements at the end of a list, atomically; a list that is absent counts as empty. No elements: nothing happens.</summary>
    /// <param name="property">A stored property that is a list, or a path to one.</param>
    /// <param name="elements">The elements, in their order.</param>
    public UpdateBuilder<T> Append<TElement>(Expression<Func<T, IEnumerable<TElement>?>> property, params TElement[] elements) =>
        WithElements(UpdateKind.Append, property, elements);

    /// <summary>Adds elements at the start of a list, atomically; a list that is absent counts as empty. No elements: nothing happens.</summary>
    /// <param name="property">A stored property that is a list, or a path to one.</param>
    /// <param name="elements">The elements, in their order.</param>
    public UpdateBuilder<T> Prepend<TElement>(Expression<Func<T, IEnumerable<TElement>?>> property, params TElement[] elements) =>
        WithElements(UpdateKind.Prepend, property, elements);

    /// <summary>Removes an element of a list; those after it move up. Beyond the end of the list nothing happens.</summary>
    /// <param name="property">A stored property that is a list, or a path to one.</param>
    /// <param name="index">The place of the element, from zero.</param>
    /// <exception cref="ArgumentOutOfRangeException">The index is negative.</exception>
    public UpdateBuilder<T> RemoveAt<TElement>(Expression<Func<T, IEnumerable<TElement>?>> property, int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        return With(UpdateKind.RemoveAt, property, index);
    }

    /// <summary>
    /// Puts elements into a list. DynamoDB cannot do that: the new list is set from the loaded entity, or from <see cref="Given"/>, on the condition
    /// that the item still has the old one. Without either it is refused. No elements: nothing happens.
    /// </summary>
    /// <param name="property">A stored property that is a list.</param>
    /// <param name="index">The place of the first of the elements, from zero to the number of elements of the list.</param>
    /// <param name="elements">The elements, in their order.</param>
    /// <exception cref="ArgumentOutOfRangeException">The index is negative.</exception>
    public UpdateBuilder<T> Insert<TElement>(Expression<Func<T, IEnumerable<TElement>?>> property, int index, params TElement[] elements)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentNullException.ThrowIfNull(elements);
        return elements.Length == 0 ? this : With(UpdateKind.Insert, property, new InsertedElements(index, elements));
    }

    /// <summary>
    /// Says what the item holds now, so that an index key that needs the property can be made. The update has the condition that it is so, and fails
    /// with <see cref="ConditionFailedException"/> when it is not.
    /// </summary>
    /// <param name="property">A stored property.</param>
    /// <param name="currentValue">The value that the item holds.</param>
    public UpdateBuilder<T> Given<TProperty>(Expression<Func<T, TProperty>> property, TProperty currentValue) =>
        With(UpdateKind.Given, property, currentValue);

    /// <summary>
    /// Lets an update change nothing but what the model changes with each: a sliding expiry (<see cref="EntityBuilder{T}.HasTimeToLive{TProperty}(Expression{Func{T, TProperty}}, TimeSpan, bool)"/>),
    /// properties with <c>OnUpdate</c>, the version. Without it an update that changes nothing is refused, because it is mostly a mistake.
    /// </summary>
    public UpdateBuilder<T> Touch() => new(Operations with { IsTouch = true });

    /// <summary>
    /// Sends an update that counts (<see cref="Add"/>, <see cref="Subtract"/>) as one plain UpdateItem. When a reply is lost, the repeat may count twice. Without
    /// it such an update is a transaction of one action with a token, which DynamoDB does once however often it is sent (for 10 minutes), followed by a read of the
    /// item: twice the write capacity. An update of a loaded entity with a version is exact either way.
    /// </summary>
    public UpdateBuilder<T> AtLeastOnce() => new(Operations with { IsAtLeastOnce = true });

    /// <summary>What to do when the update needs values that it does not know, instead of what the model says (<see cref="EntityBuilder{T}.OnMissingValues"/>).</summary>
    /// <param name="policy">The policy.</param>
    /// <exception cref="ArgumentOutOfRangeException">The policy is none of the enumeration.</exception>
    public UpdateBuilder<T> OnMissingValues(MissingValues policy) =>
        new(Operations with { OnMissing = Enum.IsDefined(policy) ? policy : throw new ArgumentOutOfRangeException(nameof(policy), policy, null) });

    private UpdateBuilder<T> With(UpdateKind kind, LambdaExpression property, object? value)
    {
        ArgumentNullException.ThrowIfNull(property);
        return new UpdateBuilder<T>(Operations with { All = [.. Operations.All, new UpdateOperation(kind, property, value)] });
    }

    private UpdateBuilder<T> WithElements<TElement>(UpdateKind kind, LambdaExpression property, TElement[] elements)
    {
        ArgumentNullException.ThrowIfNull(elements);
        return elements.Length == 0 ? this : With(kind, property, elements);
    }
}
