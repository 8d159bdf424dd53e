using System.Reflection;

namespace SingleTable.Linq.Tool.Loading;

/// <summary>Finds the contexts of an assembly, and makes one.</summary>
internal static class ContextFinder
{
    /// <summary>The one that is asked for, or the only one.</summary>
    /// <exception cref="ToolException">There is none of that name, or more than one to choose from.</exception>
    public static Type Find(Assembly assembly, string? name)
    {
        List<Type> all = [.. UserAssembly.TypesOf(assembly).Where(IsContext).OrderBy(t => t.FullName, StringComparer.Ordinal)];
        if (all.Count == 0)
        {
            throw new ToolException(
                $"'{assembly.GetName().Name}' has no context: a class that derives from TableContext, with a constructor that takes TableOptions of it.{OtherVersion(assembly)}");
        }

        List<Type> found = name is null ? all : all.FindAll(t => t.Name == name || t.FullName == name || t.FullName!.Replace('+', '.') == name);
        var names = string.Join(", ", all.Select(t => t.FullName));
        return found switch
        {
            [var only] => only,
            [] => throw new ToolException($"'{assembly.GetName().Name}' has no context '{name}'. It has: {names}."),
            _ => throw new ToolException($"'{assembly.GetName().Name}' has several contexts{(name is null ? "" : $" '{name}'")}. Choose one with --context: {names}."),
        };
    }

    /// <summary>Makes a context that sends nothing, unless it is given a client that does.</summary>
    /// <exception cref="ToolException">Its constructor or its model has problems.</exception>
    public static TableContext Create(Type type, Amazon.DynamoDBv2.IAmazonDynamoDB client, string tenant, string? table)
    {
        var make = typeof(ContextFinder).GetMethod(nameof(Options), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(type);
        var options = make.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [client, tenant, table], null)!;
        var constructor = Constructor(type)!;
        try
        {
            return (TableContext)constructor.Invoke([.. constructor.GetParameters().Select(p => p.ParameterType.IsInstanceOfType(options) ? options : Default(p))]);
        }
        catch (TargetInvocationException e) when (e.InnerException is { } inner)
        {
            throw new ToolException(inner is SingleTableException ? inner.Message : $"{type.FullName} could not be made without the services that its constructor takes: {inner.Message}", inner);
        }
    }

    private static TableOptions<TContext> Options<TContext>(Amazon.DynamoDBv2.IAmazonDynamoDB client, string tenant, string? table)
        where TContext : TableContext => new TableOptions<TContext>(client) { ClientCheck = ClientCheck.Off, TableName = table }.ForTenant(tenant);

    /// <summary>Whether the tool can make it.</summary>
    public static bool IsContext(Type type) =>
        type is { IsAbstract: false, ContainsGenericParameters: false } && type.IsSubclassOf(typeof(TableContext)) && Constructor(type) is not null;

    // What it takes beside the options is for its application, not for its model: nothing of it is there.
    private static ConstructorInfo? Constructor(Type type) => type.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
        .Where(c => c.GetParameters().Any(p => p.ParameterType == typeof(TableOptions<>).MakeGenericType(type) || p.ParameterType == typeof(TableOptions)))
        .MinBy(c => c.GetParameters().Length);

    private static object? Default(ParameterInfo parameter) => parameter.HasDefaultValue ? parameter.DefaultValue
        : parameter.ParameterType.IsValueType ? Activator.CreateInstance(parameter.ParameterType) : null;

    private static string OtherVersion(Assembly assembly)
    {
        var own = typeof(TableContext).Assembly.GetName();
        var used = assembly.GetReferencedAssemblies().FirstOrDefault(a => a.Name == own.Name);
        return used is not null && used.Version > own.Version ? $" It was built with SingleTable.Linq {used.Version}, and this tool has {own.Version}: update the tool." : "";
    }
}
