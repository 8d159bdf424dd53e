using System.Text.Json;
using Amazon.DynamoDBv2.Model;
using SingleTable.Linq.Execution;
using SingleTable.Linq.Model;
using SingleTable.Linq.Translation;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Writing;

/// <summary>Makes the items of entities that nobody writes: to show what a table holds.</summary>
internal static class WholeItems
{
    public static Dictionary<string, AttributeValue> Of(ExecutionScope scope, object source, DateTimeOffset? writtenAt)
    {
        var type = source.GetType();
        var entity = scope.Table.Find(type) ?? throw TranslationErrors.UnknownEntity(type, scope.Table);
        var values = EntityValues.Read(scope, EntityValues.TypeOf(entity, source), source);
        var context = new GenerationContext(entity.Name, writtenAt is { } moment ? new FixedTime(moment) : scope.Time, scope.Tenant, scope.Context);
        foreach (var property in entity.Properties)
        {
            if (property.OnCreate is { } generator and not AsyncGenerator && property.IsUnset(values[property.Index]))
            {
                values[property.Index] = EntityValues.Generate(entity, property, generator, context);
            }
        }

        Lifetimes.Begin(entity, values, context.UtcNow);
        if (entity.Version is { } version && version.IsUnset(values[version.Index]))
        {
            values[version.Index] = Versions.Number(version, 1);
        }

        var item = ItemJson.Write(entity, ItemKey.Of(entity, values), values, SystemAttributes.Of(entity, values, scope.Tenant, context.UtcNow));
        using var json = JsonDocument.Parse(item);
        return json.RootElement.EnumerateObject().ToDictionary(a => a.Name, a => SdkAttributeValue.Read(a.Value));
    }

    private sealed class FixedTime(DateTimeOffset moment) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => moment.ToUniversalTime();
    }
}
