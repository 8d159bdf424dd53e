using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using SingleTable.Linq.Execution;
using SingleTable.Linq.InMemory;
using SingleTable.Linq.Model;
using SingleTable.Linq.Tests.Modeling;
using SingleTable.Linq.Wire;
using SingleTable.Linq.Writing;

namespace SingleTable.Linq.Tests.Writing;

/// <summary>Plain items of all models of the tests are those that are written from the values.</summary>
public sealed class PlainItemsOfModelsTests
{
    private static readonly MethodInfo s_options = typeof(PlainItemsOfModelsTests).GetMethod(nameof(Options), BindingFlags.NonPublic | BindingFlags.Static)!;

    [Fact]
    public void Random_entities_of_all_models_give_the_same_item_by_both_ways()
    {
        var random = new Random(17);
        var (entities, items) = (0, 0);
        foreach (var scope in Contexts())
        {
            foreach (var entity in scope.Table.Entities.SelectMany(e => e.Concrete).Distinct())
            {
                if (entity.PlainWriter is not { } plain)
                {
                    continue;
                }

                entities++;
                for (var i = 0; i < 50; i++)
                {
                    var source = Any(entity, random);
                    var (expected, actual) = (Outcome(() => OfValues(scope, entity, source)), Outcome(() => OfWriter(scope, entity, plain, source)));
                    items += expected.StartsWith('{') ? 1 : 0;
                    actual.ShouldBe(expected, $"{entity.Name} of {scope.Table.Name}");
                }
            }
        }

        entities.ShouldBeGreaterThan(20);
        items.ShouldBeGreaterThan(10 * entities);
    }

    [Fact]
    public void What_a_write_gives_back_is_what_would_be_read_from_its_item()
    {
        var random = new Random(18);
        var (entities, copies) = (new HashSet<EntityModel>(), 0);
        foreach (var scope in Contexts())
        {
            foreach (var entity in scope.Table.Entities.SelectMany(e => e.Concrete).Distinct().Where(e => e.PlainWriter is not null))
            {
                entity.Reader.Compile();
                for (var i = 0; i < 50; i++)
                {
                    var source = Any(entity, random);
                    if (!TryItem(scope, entity, source, out var item) || entity.TryCopy(source, scope.Tenant) is not { } copy)
                    {
                        continue;
                    }

                    copy.ShouldNotBeSameAs(source);
                    var read = ItemResult.TryRead(scope, entity, item)!;
                    foreach (var property in entity.Properties)
                    {
                        Exact(property.Get(copy)).ShouldBe(Exact(property.Get(read)), $"{entity.Name}.{property.Name} of {scope.Table.Name}");
                    }

                    copies++;
                    entities.Add(entity);
                }
            }
        }

        entities.Count.ShouldBeGreaterThan(10);
        copies.ShouldBeGreaterThan(10 * entities.Count);

        static object? Exact(object? value) => value switch
        {
            DateTime time => time.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
            DateTimeOffset time => time.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
            _ => value,
        };
    }

    private static bool TryItem(ExecutionScope scope, EntityModel entity, object source, out byte[] item)
    {
        try
        {
            item = OfWriter(scope, entity, entity.PlainWriter!, source);
            return true;
        }
        catch (SingleTableException)
        {
            item = [];
            return false;
        }
    }

    private static IEnumerable<ExecutionScope> Contexts()
    {
        foreach (var type in typeof(PlainItemsOfModelsTests).Assembly.GetTypes())
        {
            // Those tests count how often their models are built.
            if (type.DeclaringType == typeof(ModelCacheTests) || type.IsAbstract || type.ContainsGenericParameters || !type.IsSubclassOf(typeof(TableContext))
                || type.GetConstructor([typeof(TableOptions<>).MakeGenericType(type)]) is not { } constructor)
            {
                continue;
            }

            ExecutionScope? scope = null;
            try
            {
                scope = ((TableContext)constructor.Invoke([s_options.MakeGenericMethod(type).Invoke(null, null)])).Scope;
                _ = scope.Table;
            }
            catch (Exception e) when (e is SingleTableException or TargetInvocationException)
            {
                // A model that is wrong, for another test.
                continue;
            }

            yield return scope;
        }
    }

    private static TableOptions<T> Options<T>()
        where T : TableContext => new TableOptions<T>(InMemoryDynamoDb.NewClient()).ForTenant("acme");

    private static string Outcome(Func<byte[]> write)
    {
        try
        {
            var item = JsonNode.Parse(write())!.AsObject();
            return new JsonObject(item.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => KeyValuePair.Create(p.Key, p.Value?.DeepClone()))).ToJsonString();
        }
        catch (SingleTableException e)
        {
            return $"{e.GetType().Name} {e.Message}";
        }
    }

    private static byte[] OfValues(ExecutionScope scope, EntityModel entity, object source)
    {
        var values = EntityValues.Read(scope, entity, source);
        return WithoutTime(entity, ItemJson.Write(entity, ItemKey.Of(entity, values), values, SystemAttributes.Of(entity, values, scope.Tenant, DateTimeOffset.UnixEpoch, "id")));
    }

    private static byte[] OfWriter(ExecutionScope scope, EntityModel entity, ItemWriter plain, object source)
    {
        using var writer = DynamoJsonWriter.Rent();
        ItemJson.Write(scope, entity, plain, source, writer, "id");
        return WithoutTime(entity, writer.Written.ToArray());
    }

    private static byte[] WithoutTime(EntityModel entity, byte[] item)
    {
        if (entity.Table.TypeIndex is not { } index)
        {
            return item;
        }

        var json = JsonNode.Parse(item)!.AsObject();
        json.Remove(index.SortAttribute).ShouldBeTrue();
        return System.Text.Encoding.UTF8.GetBytes(json.ToJsonString());
    }

    private static object Any(EntityModel entity, Random random)
    {
        var source = RuntimeHelpers.GetUninitializedObject(entity.ClrType);
        foreach (var property in entity.Properties)
        {
            var value = property.IsTenant ? (random.Next(3) switch { 0 => null, 1 => "", _ => "acme" }) : Value(property.ClrType, random, property.IsNullable || random.Next(40) == 0, 0);
            for (var type = entity.ClrType; type is not null; type = type.BaseType)
            {
                if (type.GetField($"<{property.Member.Name}>k__BackingField", BindingFlags.Instance | BindingFlags.NonPublic) is { } field)
                {
                    field.SetValue(source, value);
                    break;
                }
            }
        }

        return source;
    }

    private static object? Value(Type type, Random random, bool mayBeNull, int depth)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner)
        {
            return random.Next(3) == 0 ? null : Value(inner, random, false, depth);
        }

        if (mayBeNull && !type.IsValueType && random.Next(3) == 0)
        {
            return null;
        }

        if (type.IsEnum)
        {
            return Enum.GetValues(type) is { Length: > 0 } all ? all.GetValue(random.Next(all.Length)) : Enum.ToObject(type, 0);
        }

        if (type == typeof(string)) return Text(random);
        if (type == typeof(Guid)) return new Guid(Bytes(random, 16));
        if (type == typeof(DateTime)) return DateTime.UnixEpoch.AddTicks(random.NextInt64(1L << 50));
        if (type == typeof(DateTimeOffset)) return DateTimeOffset.UnixEpoch.AddTicks(random.NextInt64(1L << 50)).ToOffset(TimeSpan.FromHours(random.Next(-4, 5)));
        if (type == typeof(DateOnly)) return DateOnly.FromDayNumber(random.Next(1_000_000));
        if (type == typeof(TimeOnly)) return new TimeOnly(random.NextInt64(TimeOnly.MaxValue.Ticks));
        if (type == typeof(TimeSpan)) return TimeSpan.FromTicks(random.NextInt64(1L << 50));
        if (type == typeof(bool)) return random.Next(2) == 0;
        if (type == typeof(byte[])) return Bytes(random, random.Next(9));
        if (type.IsPrimitive && type != typeof(char)) return Convert.ChangeType(random.Next(type == typeof(sbyte) || type == typeof(byte) ? 100 : 30_000), type, null);
        if (type == typeof(decimal)) return random.Next() / 100m;
        if (type.IsArray)
        {
            var array = Array.CreateInstance(type.GetElementType()!, random.Next(3));
            for (var i = 0; i < array.Length; i++) array.SetValue(Value(type.GetElementType()!, random, false, depth + 1), i);
            return array;
        }

        if (type.IsGenericType && !type.IsAbstract && type.GetConstructor([]) is not null && Activator.CreateInstance(type) is IEnumerable collection)
        {
            var arguments = type.GetGenericArguments();
            var add = type.GetMethod("Add", arguments)!;
            for (var i = random.Next(3); i > 0 && depth < 3; i--)
            {
                try
                {
                    add.Invoke(collection, [.. arguments.Select(a => Value(a, random, false, depth + 1))]);
                }
                catch (TargetInvocationException)
                {
                    // Twice the same key.
                }
            }

            return collection;
        }

        return Any(type, random, depth);
    }

    private static object? Any(Type type, Random random, int depth)
    {
        if (type.IsAbstract || depth > 3)
        {
            return null;
        }

        var value = RuntimeHelpers.GetUninitializedObject(type);
        foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public).Where(f => f.Name.Contains('<', StringComparison.Ordinal)))
        {
            field.SetValue(value, Value(field.FieldType, random, true, depth + 1));
        }

        return value;
    }

    private static string Text(Random random) => random.Next(30) == 0 ? "" : string.Concat(
        Enumerable.Range(0, random.Next(1, 9)).Select(_ => random.Next(12) switch { 0 => "\"", 1 => "\n", 2 => "é", 3 => "#", 4 => "$", 5 => "\U0001F600", _ => "x" }));

    private static byte[] Bytes(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }
}
