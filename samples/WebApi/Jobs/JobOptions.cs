namespace WebApi.Jobs;

/// <summary>How jobs go; from the section <c>Jobs</c> of the configuration.</summary>
internal sealed class JobOptions
{
    /// <summary>How many items one step changes.</summary>
    public int Step { get; set; } = 10;

    /// <summary>Between two steps. So long here that one can watch: the embedded engine has done everything before one looks.</summary>
    public TimeSpan Pause { get; set; } = TimeSpan.FromMilliseconds(150);
}
