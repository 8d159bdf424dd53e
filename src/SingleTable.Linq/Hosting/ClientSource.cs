using Amazon.DynamoDBv2;

namespace SingleTable.Linq.Hosting;

/// <summary>Where the client of a table comes from.</summary>
/// <param name="Method">The call that said it, for messages.</param>
/// <param name="Create">Gives it, from the root of the container.</param>
/// <param name="IsOwned">Whether the container disposes it.</param>
internal sealed record ClientSource(string Method, Func<IServiceProvider, IAmazonDynamoDB?> Create, bool IsOwned);
