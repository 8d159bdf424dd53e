using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;

namespace SingleTable.Linq.Hosting;

/// <summary>Makes contexts of one type from given options; what else their constructor takes comes from the container.</summary>
internal static class ContextActivator<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TContext>
    where TContext : TableContext
{
    private static readonly ObjectFactory<TContext> s_create = ActivatorUtilities.CreateFactory<TContext>([typeof(TableOptions<TContext>)]);

    public static TContext Create(IServiceProvider services, TableOptions<TContext> options) => s_create(services, [options]);
}
