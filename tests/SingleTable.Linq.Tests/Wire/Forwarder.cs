using System.Reflection;
using Amazon.DynamoDBv2;

namespace SingleTable.Linq.Tests.Wire;

/// <summary>A client as applications wrap it: the interface, and nothing behind it that we know.</summary>
public class Forwarder : DispatchProxy
{
    private IAmazonDynamoDB _target = null!;

    public static IAmazonDynamoDB Wrap(IAmazonDynamoDB target)
    {
        var proxy = Create<IAmazonDynamoDB, Forwarder>();
        ((Forwarder)proxy)._target = target;
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod!.Invoke(_target, BindingFlags.DoNotWrapExceptions, null, args, null);
}
