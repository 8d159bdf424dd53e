using System.Linq.Expressions;
using SingleTable.Linq.Diagnostics;
using SingleTable.Linq.Model;
using SingleTable.Linq.Translation;

namespace SingleTable.Linq.Writing;

/// <summary>The texts of what cannot be written, before anything is sent. They never hold values.</summary>
internal static class WriteErrors
{
    public static TenantScopeException OtherTenant(EntityModel entity) =>
        new("STL2102", $"{entity.Name} was given the tenant of another scope. Leave {entity.Table.TenantProperty} empty, or make a context with "
            + "options.ForTenant(tenant) for that tenant.") { Entity = entity.Name, Property = entity.Table.TenantProperty };

    public static WriteException ValuesAwaited(EntityModel entity) =>
        Refused("STL3152", entity, null, $"The new {entity.Name} is not known before its generators are awaited, which a transaction does when it is committed. "
            + "Use Create(entity) without its result, or await CreateAsync(entity).");

    public static EntityValidationException Invalid(IReadOnlyList<EntityValidationFailure> failures)
    {
        var entities = failures.Select(f => f.Entity).Distinct().ToList();
        var texts = failures.Select(f => $"{f.Entity}{(f.Property is null ? "" : $".{f.Property}")}{Place(f)}: {f.Message.TrimEnd('.')}.");
        return new($"Nothing was sent, because not all values are valid. {string.Join(" ", texts)} Correct them, and write again.", failures)
        {
            Entity = entities is [var only] ? only : null, Property = failures is [var single] ? single.Property : null,
        };

        static string Place(EntityValidationFailure failure) =>
            failure.Index is { } index ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $" (write {index})") : "";
    }

    public static WriteException NotOneItem(EntityModel entity, IEnumerable<string> missing) =>
        Refused("STL3101", entity, null, $"A write needs the whole key of one {entity.Name}, and the query does not fix {string.Join(", ", missing)} with == "
            + "to a value that is not null. Add it to Where; for many items use UpdateAllAsync or DeleteAllAsync.");

    public static WriteException Operator(EntityModel entity, string method) =>
        Refused("STL3101", entity, null, $"{method} has no meaning in a write: the query only names one {entity.Name} by its key, and conditions on it. "
            + $"Remove {method}.");

    public static WriteException NeverTrue(EntityModel entity) =>
        Refused("STL3101", entity, null, $"The condition of the query can hold for no {entity.Name}. Check the values that it compares.");

    public static WriteException Sealed(EntityModel entity, PropertyModel property)
    {
        var why = property == entity.Version ? "is raised by each write (HasVersion). Leave it as it was read, or unset in a new item"
            : property == entity.Lifetime?.Moment ? $"is reckoned (HasTimeToLive). {(entity.Lifetime.Duration is { } duration ? $"Set {duration.Name}" : "Leave it unset")}"
            : entity.Counts.FirstOrDefault(c => c.Property == property) is { } counter ? $"counts {counter.Child.Name}: only what creates and deletes these changes it. Leave it unset"
            : "is sealed: only its generator gives it a value. Leave it unset";
        return property == entity.SoftDelete?.Property ? DeletedByHand(entity) : Refused("STL3102", entity, property, $"{entity.Name}.{property.Name} {why}.");
    }

    public static WriteException KeyProperty(EntityModel entity, PropertyModel property) =>
        Refused("STL3103", entity, property, $"{entity.Name}.{property.Name} is part of the key, which says which item it is, and no update can change it. "
            + "Move the item with MoveAsync(loaded, after).");

    public static WriteException Twice(EntityModel entity, AttributeOperand path) =>
        Refused("STL3104", entity, path.Property, $"The update of {entity.Name} names {path} twice, or a part of it. Keep one of the calls.");

    public static WriteException NotNullable(EntityModel entity, AttributeOperand path) =>
        Refused("STL3105", entity, path.Property, $"{entity.Name}.{path} cannot be removed, because it is not nullable. Set another value, or make it nullable.");

    public static WriteException NullValue(EntityModel entity, AttributeOperand path) =>
        Refused("STL3105", entity, path.Property, $"The value for {entity.Name}.{path} is null. Give a value, or use Remove.");

    public static WriteException NotNumber(EntityModel entity, AttributeOperand path, UpdateKind kind) =>
        Refused("STL3106", entity, path.Property, $"{kind} needs a number, and {entity.Name}.{path} is not stored as one. Use Set.");

    public static WriteException NotSet(EntityModel entity, AttributeOperand path, UpdateKind kind) =>
        Refused("STL3106", entity, path.Property, $"{kind} needs a set, and {entity.Name}.{path} is not stored as one. Make it a HashSet, or use Set.");

    public static WriteException NotList(EntityModel entity, AttributeOperand path, UpdateKind kind) =>
        Refused("STL3130", entity, path.Property, $"{kind} needs a list, and {entity.Name}.{path} is not stored as one. Make it a List, or use Set.");

    public static WriteException NotComputable(EntityModel entity, AttributeOperand path, LambdaExpression lambda) =>
        Refused("STL3131", entity, path.Property, $"DynamoDB cannot compute '{ExpressionText.Of(lambda)}' for {entity.Name}.{path}: SET copies a path that is stored alike, adds or "
            + "subtracts two numbers, and takes x.Path ?? value where one is absent. Compute it from a loaded entity and Set the result.");

    public static WriteException NullableSum(EntityModel entity, AttributeOperand path, AttributeOperand read) =>
        Refused("STL3131", entity, path.Property, $"{entity.Name}.{read} may be absent, and DynamoDB cannot compute {path} from it then. Write (x.{read} ?? 0).");

    public static WriteException InsertUnloaded(EntityModel entity, AttributeOperand path) =>
        Refused("STL3132", entity, path.Property, $"DynamoDB cannot insert into the middle of a list: Insert sets {entity.Name}.{path} from what it holds, which is not known. Update from a "
            + "loaded entity, or use Append or Prepend.");

    public static WriteException InsertIndex(EntityModel entity, AttributeOperand path) =>
        Refused("STL3132", entity, path.Property, $"The index of Insert is beyond the end of {entity.Name}.{path}. Use at most its Count.");

    public static WriteException ExpiryOperation(EntityModel entity, PropertyModel property) =>
        Refused("STL3133", entity, property, $"{entity.Name}.{property.Name} decides when the item expires, and this update leaves open what it will hold. Use Set with a value, or update from "
            + "a loaded entity.");

    public static WriteException DeletedByHand(EntityModel entity) =>
        Refused("STL3162", entity, entity.SoftDelete!.Property, $"{entity.Name}.{entity.SoftDelete.Property.Name} tells when an item was deleted, and only DeleteAsync sets it and RestoreAsync "
            + "removes it, because more may follow from either. Leave it as it is, and null in what is created or put.");

    public static WriteException SoftDeleteInBatch(EntityModel entity) =>
        Refused("STL3163", entity, null, $"A batch deletes for good, and a deletion of {entity.Name} can be taken back: BatchWriteItem has no updates. Use DeleteAsync, DeleteAllAsync or a "
            + "transaction; PurgeAsync deletes for good.");

    public static WriteException NoSoftDelete(EntityModel entity, string method) =>
        Refused("STL3164", entity, null, $"{method} is for entities whose deletion can be taken back, and a deleted {entity.Name} is gone. Declare HasSoftDelete(x => x.DeletedAt), or use "
            + "DeleteAsync.");

    public static WriteException NoLifetime(EntityModel entity, PropertyModel property) =>
        Refused("STL3160", entity, property, $"{entity.Name} lives for as long as {property.Name} says, which is not longer than zero, so that nobody could read it. Give a longer "
            + "duration, or none (null) where it shall not expire.");

    public static WriteException EndlessLifetime(EntityModel entity, PropertyModel property) =>
        Refused("STL3161", entity, property, $"{entity.Name} would expire behind the year 9999 by the duration of {property.Name}, which no date can tell. Give a shorter duration, or none "
            + "(null) where it shall not expire.");

    public static WriteException NotWhole(EntityModel entity, AttributeOperand path, UpdateKind kind) =>
        Refused("STL3106", entity, path.Property, $"{kind} works on a property of {entity.Name} itself, not inside of one, as in {path}. Use Set.");

    public static WriteException NoPath(EntityModel entity, LambdaExpression lambda) =>
        Refused("STL3106", entity, null, $"'{ExpressionText.Of(lambda)}' does not name a stored property of {entity.Name}. Write x => x.Property, or a path into it.");

    public static WriteException ValueType(EntityModel entity, AttributeOperand path, Type given, Exception? inner = null) =>
        Refused("STL3107", entity, path.Property, $"{entity.Name}.{path} holds {ValueFitting.Plain(path.Mapping.ClrType).Name}, and the {given.Name} that was given does not "
            + "fit without loss. Convert it before the update.", inner);

    public static WriteException SumType(EntityModel entity, AttributeOperand path) =>
        Refused("STL3107", entity, path.Property, $"The sum does not fit {entity.Name}.{path}, which holds {ValueFitting.Plain(path.Mapping.ClrType).Name}. Use a wider type.");

    public static WriteException GeneratedType(EntityModel entity, PropertyModel property, object? value) =>
        Refused("STL3108", entity, property, $"The generator of {entity.Name}.{property.Name} gave {(value is null ? "null" : $"a {value.GetType().Name}")}, "
            + $"and the property holds {property.ClrType.Name}. Correct the generator.");

    public static WriteException Empty(EntityModel entity, bool isTouch) =>
        Refused("STL3109", entity, null, $"The update of {entity.Name} changes nothing. Call Set, Add or the like."
            + (isTouch ? $" Touch changes what the model says of each update, and {entity.Name} has no version, no sliding expiry, and no property with OnUpdate." : ""));

    public static WriteException MissingIndexValues(
        EntityModel entity, IReadOnlyList<PropertyModel> touched, string part, KeyModel key, IReadOnlyList<PropertyModel> missing)
    {
        var changed = string.Join(" and ", touched.Select(p => $"{entity.Name}.{p.Name}"));
        var needed = string.Join(", ", missing.Select(p => touched.Contains(p) ? $"the value of {p.Name} before" : p.Name));
        var given = string.Join("", missing.Select(p => $".Given({Initial(entity)} => {Initial(entity)}.{p.Name}, value)"));
        return Refused("STL3110", entity, missing[0], $"Updating {changed} changes the {part} of {key.IndexName}, which also needs {needed}. Pass it with {given[1..]}, "
            + $"or update from a loaded entity: {entity.Name}s.UpdateAsync({Initial(entity)}{entity.Name[1..]}, u => …)");
    }

    public static WriteException MarkUnloaded(WriteKind kind, WriteException missing, EntityModel entity) =>
        Refused(missing.Code, entity, entity.SoftDelete!.Property, $"{kind} of {entity.Name} by a query changes {entity.SoftDelete.Property.Name}, of which keys of indexes are made that need further "
            + $"values of the item. Load the entity, and write {kind}(entity, …).");

    public static WriteException IndexOperation(EntityModel entity, PropertyModel property, UpdateKind kind, KeyModel key) =>
        Refused("STL3111", entity, property, $"{kind} leaves open what {entity.Name}.{property.Name} will hold, and the keys of {key.IndexName} are made of it. "
            + "Use Set, or update from a loaded entity.");

    public static WriteException UpsertIndex(EntityModel entity, PropertyModel property, KeyModel key) =>
        Refused("STL3111", entity, property, $"An upsert that leaves {entity.Name}.{property.Name} unset keeps the value of an existing item, and the keys of {key.IndexName} are "
            + $"made of it. Give {property.Name} a value, or use CreateAsync or UpdateAsync.");

    public static ItemTooLargeException TooLarge(EntityModel entity, int size, IReadOnlyList<AttributeSize> parts) =>
        new($"This {entity.Name} takes {size} bytes as an item, and DynamoDB allows {ItemSize.Limit} (400 KB). The largest: "
            + $"{string.Join(", ", parts.Take(3).Select(p => $"{p.Property ?? p.Attribute} {p.Bytes}"))}. Store large values elsewhere, or split the item.", size, parts)
        {
            Entity = entity.Name, Property = parts[0].Property,
        };

    public static WriteException SameItem((EntityModel Entity, string Kind) first, (EntityModel Entity, string Kind) second) =>
        Refused("STL3113", second.Entity, null, $"{first.Kind} of {first.Entity.Name} and {second.Kind} of {second.Entity.Name} are for one item (they have one key), and DynamoDB takes an item once "
            + "in a batch or transaction. Merge them.");

    /// <summary>The same of what the model adds: a parent that is changed and counted, a value that one gives up and another takes.</summary>
    public static WriteException SameItem(IReadOnlyList<ITransactItem> items) => new(
        "STL3113", $"{string.Join(" and ", items.Select(i => $"{i.Member} of {i.Subject}"))} are for one item, which DynamoDB takes once in a transaction: what counts or guards an item is "
            + "written with it. Write them in transactions of their own.");

    public static WriteException TooLong(EntityModel entity, WriteKind kind, string reason) =>
        Refused("STL3116", entity, null, $"An expression of the {kind} of {entity.Name} {reason}. Write fewer properties at once, or shorten the condition's lists.");

    public static WriteException TooManyActions(int count, int max) =>
        new("STL3114", $"The transaction has {count} actions, and DynamoDB allows {max}. Split it.");

    public static WriteException ForeignContext(string method, string entity, string instead) =>
        new("STL3115", $"{method} was given a query of {entity} from another context than {instead}.") { Entity = entity };

    public static WriteException OtherClient(string context) =>
        new("STL3173", $"With was given a {context} that has another client than the transaction, and one request goes to one. Make both contexts with the same client object.");

    public static WriteException CountedTogether(Model.Companions.CounterModel counter, PropertyModel max, int delta) =>
        Refused("STL3119", counter.Child, null, $"The transaction creates {delta} {counter.Child.Name} of one {counter.Parent.Name}, and {counter} is limited by {max.Name}: DynamoDB "
            + "compares a sum with a number, and not with an attribute. Create them in transactions of their own.");

    public static WriteException Companions(EntityModel entity, string method, string instead) =>
        Refused("STL3120", entity, null, $"{method} of {entity.Name} cannot keep what the model promises for it ({Promises(entity)}). {instead}");

    public static WriteException OtherConcrete(EntityModel entity, Type after) =>
        Refused("STL3124", entity, null, $"An update of {entity.Name} cannot make it {after.Name}: an item stays of its type. Put the other in its place.");

    public static WriteException NoVersion(EntityModel entity, string method, string why) =>
        Refused("STL3125", entity, null, $"{method} of {entity.Name} {why}, because {entity.Name} has no version. Declare one with HasVersion(x => x.Version), "
            + "or use UpdateAsync.");

    public static WriteException Versioned(EntityModel entity, PropertyModel version, string method, string instead) =>
        Refused("STL3123", entity, version, $"{method} of {entity.Name} cannot check its version, so that a change of somebody else could be lost. {instead}");

    public static WriteException CountsReturningOld(EntityModel entity) =>
        Refused("STL3126", entity, null, $"An update of {entity.Name} that counts is a transaction, so that it counts once, and a transaction does not say what was there before. "
            + "Add AtLeastOnce() to it, or compute what was there from the result of UpdateAsync.");

    public static InvalidOperationException CommittedTwice() =>
        new("This transaction was committed. A builder commits once; make a new one with Transaction().");

    public static WriteException ConditionInBatch(WriteAction action)
    {
        var condition = action.ConditionName is { Length: > 0 } name ? $"'{name}'" : "that no item is there";
        return Refused("STL3122", action.Entity, null, $"{action.Kind} of {action.Entity.Name} has a condition ({condition}), and a batch has none. Leave it out, or use a transaction.");
    }

    public static WriteException UnknownType(EntityModel entity, Type type) =>
        Refused("STL3117", entity, null, $"{type.Name} is not a type that {entity.Name} is stored as (these are: {string.Join(", ", entity.Concrete)}). "
            + $"Declare it with HasDerived<{type.Name}>() in Entity<{entity.Hierarchy.Name}>(…).");

    public static WriteException Derived(EntityModel entity, PropertyModel property)
    {
        var owners = entity.Concrete.Where(c => c.Properties.Contains(property)).ToList();
        return Refused("STL3118", entity, property, $"{property.Name} is a property of {string.Join(" and ", owners)} only, and the update is of "
            + $"any {entity.Name}. Name the item by Set<{owners[0].Name}>(), or with OfType<{owners[0].Name}>().");
    }

    private static string Promises(EntityModel entity) => string.Join(
        ", ",
        entity.Uniques.Select(u => $"unique {u.Name}")
            .Concat(entity.Counters.Concat(entity.Counts).Select(c => $"the count {c}"))
            .Concat(entity.Audit is null ? [] : ["its audit trail"]).Distinct());

    private static WriteException Refused(string code, EntityModel entity, PropertyModel? property, string message, Exception? inner = null) =>
        new(code, message, inner) { Entity = entity.Name, Property = property?.Name };

    private static string Initial(EntityModel entity) => entity.Name[..1].ToLowerInvariant();
}
