using System.Collections.Concurrent;
using System.Threading.Channels;

namespace WebApi.Jobs;

/// <summary>The jobs of this process. An application of several servers keeps them in its table, with the token to go on from.</summary>
internal sealed class JobQueue
{
    private readonly ConcurrentDictionary<string, Job> _jobs = new(StringComparer.Ordinal);
    private readonly Channel<Job> _waiting = Channel.CreateUnbounded<Job>();

    public ChannelReader<Job> Waiting => _waiting.Reader;

    public Job Add(string tenant, string project)
    {
        var id = Guid.CreateVersion7().ToString("N");
        var job = new Job(id, tenant, project);
        _jobs[id] = job;
        _waiting.Writer.TryWrite(job);
        return job;
    }

    /// <summary>The job, or null: that of another tenant is not there.</summary>
    public Job? Find(string tenant, string id) => _jobs.TryGetValue(id, out var job) && job.Tenant == tenant ? job : null;

    public bool GoOn(Job job) => job.TryGoOn() && _waiting.Writer.TryWrite(job);
}
