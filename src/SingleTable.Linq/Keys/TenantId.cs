using System.Text;

namespace SingleTable.Linq.Keys;

/// <summary>Checks a tenant's id where it enters, so that no later key can fail on it.</summary>
internal static class TenantId
{
    // Half of a sort key: the smallest key that carries it (an index over the type attribute) must have room for the rest.
    private const int MaxBytes = 1024;

    public static void Check(string tenant)
    {
        if (tenant.Length == 0)
        {
            throw new KeyValueException("STL2002", "The tenant is empty. Give the id of a tenant.") { Property = "Tenant" };
        }

        using var writer = new KeyWriter(stackalloc byte[128]);
        var encoded = writer;
        try
        {
            encoded.AppendEscaped(tenant, KeyEncoding.Escaped);
        }
        catch (SlotValueException problem)
        {
            throw new KeyValueException(problem.Code, $"The tenant {problem.Message}. Give the id of a tenant.", problem) { Property = "Tenant" };
        }

        var length = encoded.Length;
        encoded.Dispose();
        if (length > MaxBytes)
        {
            throw new KeyValueException(
                "STL2004", $"The tenant takes {length} bytes in a key; at most {MaxBytes} leave room for the rest of the key. Use a shorter id.")
            {
                Property = "Tenant",
            };
        }
    }
}
