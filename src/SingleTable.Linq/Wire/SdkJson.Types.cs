using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;

namespace SingleTable.Linq.Wire;

/// <content>The types of the SDK that are read and written by reflection: a trimmer keeps their members because they stand here.</content>
internal static partial class SdkJson
{
    private const DynamicallyAccessedMemberTypes Members = DynamicallyAccessedMemberTypes.PublicProperties | DynamicallyAccessedMemberTypes.PublicConstructors;
    private const string Listed = "Only types that are listed here come along.";

    [DynamicDependency(Members, typeof(GetItemRequest))]
    [DynamicDependency(Members, typeof(QueryRequest))]
    [DynamicDependency(Members, typeof(ScanRequest))]
    [DynamicDependency(Members, typeof(BatchGetItemRequest))]
    [DynamicDependency(Members, typeof(PutItemRequest))]
    [DynamicDependency(Members, typeof(UpdateItemRequest))]
    [DynamicDependency(Members, typeof(DeleteItemRequest))]
    [DynamicDependency(Members, typeof(BatchWriteItemRequest))]
    [DynamicDependency(Members, typeof(TransactGetItemsRequest))]
    [DynamicDependency(Members, typeof(TransactWriteItemsRequest))]
    [DynamicDependency(Members, typeof(GetItemResponse))]
    [DynamicDependency(Members, typeof(QueryResponse))]
    [DynamicDependency(Members, typeof(ScanResponse))]
    [DynamicDependency(Members, typeof(BatchGetItemResponse))]
    [DynamicDependency(Members, typeof(PutItemResponse))]
    [DynamicDependency(Members, typeof(UpdateItemResponse))]
    [DynamicDependency(Members, typeof(DeleteItemResponse))]
    [DynamicDependency(Members, typeof(BatchWriteItemResponse))]
    [DynamicDependency(Members, typeof(TransactGetItemsResponse))]
    [DynamicDependency(Members, typeof(TransactWriteItemsResponse))]
    [DynamicDependency(Members, typeof(KeysAndAttributes))]
    [DynamicDependency(Members, typeof(WriteRequest))]
    [DynamicDependency(Members, typeof(PutRequest))]
    [DynamicDependency(Members, typeof(DeleteRequest))]
    [DynamicDependency(Members, typeof(TransactGetItem))]
    [DynamicDependency(Members, typeof(Get))]
    [DynamicDependency(Members, typeof(TransactWriteItem))]
    [DynamicDependency(Members, typeof(Put))]
    [DynamicDependency(Members, typeof(Update))]
    [DynamicDependency(Members, typeof(Delete))]
    [DynamicDependency(Members, typeof(ConditionCheck))]
    [DynamicDependency(Members, typeof(ItemResponse))]
    [DynamicDependency(Members, typeof(ConsumedCapacity))]
    [DynamicDependency(Members, typeof(Capacity))]
    [DynamicDependency(Members, typeof(ItemCollectionMetrics))]
    [DynamicDependency(Members, typeof(ReturnConsumedCapacity))]
    [DynamicDependency(Members, typeof(ReturnItemCollectionMetrics))]
    [DynamicDependency(Members, typeof(ReturnValue))]
    [DynamicDependency(Members, typeof(ReturnValuesOnConditionCheckFailure))]
    [DynamicDependency(Members, typeof(Select))]
    [DynamicDependency(Members, typeof(List<>))]
    [DynamicDependency(Members, typeof(Dictionary<,>))]
    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = Listed)]
    private static PropertyInfo[] PublicProperties(Type type) => type.GetProperties(BindingFlags.Instance | BindingFlags.Public);

    [UnconditionalSuppressMessage("Trimming", "IL2067", Justification = Listed)]
    private static object Create(Type type, params object?[] arguments) => Activator.CreateInstance(type, arguments)!;
}
