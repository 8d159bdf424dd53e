using System.ComponentModel.DataAnnotations;

namespace WebApi.Model;

public enum WorkStatus { Open, Done }

public sealed record WorkItem
{
    /// <summary>Begins with the time of its creation, so that items in the order of their ids are in the order of time.</summary>
    public string Id { get; init; } = "";

    public string TenantId { get; init; } = "";
    public string ProjectId { get; init; } = "";

    [Required, StringLength(120, MinimumLength = 1)]
    public string Title { get; init; } = "";

    public WorkStatus Status { get; init; }
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Raised by each write: the ETag of the API.</summary>
    public int Version { get; init; }
}
