namespace WebApi.Jobs;

public enum JobPhase { Waiting, Running, Stopped, Done, Failed }

/// <summary>How far a job is. Immutable: each step makes a new one.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Project">The project whose open items it completes.</param>
/// <param name="Phase">What it is doing.</param>
/// <param name="Changed">How many items are done.</param>
/// <param name="Total">How many were open when it began.</param>
/// <param name="Error">The code of what made it fail.</param>
public sealed record JobState(string Id, string Project, JobPhase Phase, long Changed, long Total, string? Error = null)
{
    public bool IsOver => Phase is JobPhase.Stopped or JobPhase.Done or JobPhase.Failed;
}
