using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using Amazon.DynamoDBv2;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace SingleTable.Linq.Wire;

/// <summary>The protected members of the SDK's clients that we go through, and whether a client still has them.</summary>
internal static class PipelineDoors
{
    private const BindingFlags Instance = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    private static readonly Lazy<bool> s_membersExist = new(MembersExist);

    // Looking through hundreds of methods takes longer than to make a client, of which tests make many.
    private static readonly ConditionalWeakTable<Type, object> s_overriding = [];

    /// <summary>
    /// False for a client whose calls mean more than the pipeline: one that overrides the operations (a mock, a recorder), or one that
    /// discovers endpoints, which needs a door that is private.
    /// </summary>
    public static bool AreOpen(AmazonDynamoDBClient client) =>
        s_membersExist.Value && !client.Config.EndpointDiscoveryEnabled && (client.GetType() == typeof(AmazonDynamoDBClient) || !(bool)s_overriding.GetValue(client.GetType(), static t => OverridesOperations(t)));

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "InvokeAsync")]
    public static extern Task<TResponse> InvokeAsync<TResponse>(
        AmazonServiceClient client, AmazonWebServiceRequest request, InvokeOptionsBase options, CancellationToken cancellationToken)
        where TResponse : AmazonWebServiceResponse, new();

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_RuntimePipeline")]
    public static extern RuntimePipeline GetPipeline(AmazonServiceClient client);

    [DynamicDependency("InvokeAsync`1", typeof(AmazonServiceClient))]
    [DynamicDependency("RuntimePipeline", typeof(AmazonServiceClient))]
    private static bool MembersExist() =>
        typeof(AmazonServiceClient).GetProperty("RuntimePipeline", Instance)?.PropertyType == typeof(RuntimePipeline)
        && typeof(AmazonServiceClient).GetMethod(
            "InvokeAsync", 1, Instance, null, [typeof(AmazonWebServiceRequest), typeof(InvokeOptionsBase), typeof(CancellationToken)], null) is not null;

    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "A method that overrides one that is called is kept, as it can be called.")]
    private static bool OverridesOperations(Type client)
    {
        var names = Enum.GetNames<DynamoOperation>().Select(n => n + "Async").ToHashSet(StringComparer.Ordinal);
        return client.GetMethods(Instance).Any(m =>
            m.IsVirtual && names.Contains(m.Name) && m.DeclaringType != typeof(AmazonDynamoDBClient)
            && m.GetBaseDefinition().DeclaringType == typeof(AmazonDynamoDBClient));
    }
}
