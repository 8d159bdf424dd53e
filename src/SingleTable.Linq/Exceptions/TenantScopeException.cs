namespace SingleTable.Linq;

/// <summary>A tenant-owned entity was reached without a tenant, or with a value of another tenant. Raised before any request.</summary>
public sealed class TenantScopeException : SingleTableException
{
    internal TenantScopeException(string code, string message)
        : base(code, message)
    {
    }
}
