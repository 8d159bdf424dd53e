using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace SingleTable.Linq.Hosting;

/// <summary>Makes contexts of one type from given options; what else their constructor takes comes from the container.</summary>
internal static class ContextActivator<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TContext>
    where TContext : TableContext
{
    private static readonly ConstructorInfo[] s_constructors =
        [.. typeof(TContext).GetConstructors().Where(c => c.GetParameters().Any(p => p.ParameterType.IsAssignableFrom(typeof(TableOptions<TContext>))))];

    // Of several constructors only a container can say which one it has the services for: those are looked at each time.
    private static readonly ObjectFactory<TContext>? s_create =
        s_constructors.Length == 1 ? ActivatorUtilities.CreateFactory<TContext>([typeof(TableOptions<TContext>)]) : null;

    public static TContext Create(IServiceProvider services, TableOptions<TContext> options) =>
        s_create is not null ? s_create(services, [options])
        : s_constructors.Length > 0 ? ActivatorUtilities.CreateInstance<TContext>(services, options)
        : throw HostingErrors.NoConstructor(typeof(TContext));
}
