using System.ComponentModel.DataAnnotations;

namespace WebApi.Model;

public sealed record Project
{
    public string Id { get; init; } = "";
    public string TenantId { get; init; } = "";

    /// <summary>No two projects of a tenant have the same name.</summary>
    [Required, StringLength(80, MinimumLength = 1)]
    public string Name { get; init; } = "";

    public DateTimeOffset CreatedAt { get; init; }
}
