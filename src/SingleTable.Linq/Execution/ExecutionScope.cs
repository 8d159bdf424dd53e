using System.Text;
using SingleTable.Linq.Model;
using SingleTable.Linq.Planning;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Execution;

/// <summary>What every request of one context shares: the table, the client, the tenant, the clock, the log. Immutable.</summary>
internal sealed record ExecutionScope(
    TableModel Table, IDynamoTransport Transport, string? Tenant, TimeProvider Time, KeyCheck KeyCheck, Action<string>? Log, bool ShowsValues)
{
    /// <summary>The table context itself, for the generators of values.</summary>
    public object? Context { get; init; }

    // Few entities and one tenant: found faster than by a hash. Entries name their tenant, because a copy of the scope may have another.
    private (EntityModel Entity, string? Tenant, byte[] Value)[] _typeValues = [];

    /// <summary>What the type attribute of an entity's items must hold.</summary>
    public byte[] TypeValue(EntityModel entity)
    {
        foreach (var (known, tenant, value) in _typeValues)
        {
            if (known == entity && tenant == Tenant)
            {
                return value;
            }
        }

        var made = Encoding.UTF8.GetBytes(TableModel.TypeValue(entity, Tenant));
        _typeValues = [.. _typeValues, (entity, Tenant, made)];
        return made;
    }

    public BindContext Bind(object?[] leaves) => new(leaves, Tenant, Time.GetUtcNow());

    /// <summary>Sends a request after writing its line to the log.</summary>
    public Task<WireResponse> SendAsync(DescribedRequest request, CancellationToken cancellationToken)
    {
        Log?.Invoke(request.Describe(ShowsValues));
        return Transport.SendAsync(request, cancellationToken);
    }

    /// <summary>Fails closed: without a tenant nothing of a tenant-owned entity is read or written.</summary>
    public void RequireTenant(EntityModel entity)
    {
        if (entity.IsTenantOwned && Tenant is null)
        {
            throw ExecutionErrors.NoTenant(entity);
        }
    }
}
