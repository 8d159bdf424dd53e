using System.Diagnostics;
using System.Globalization;
using System.IO.Hashing;
using System.Net;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using SingleTable.Linq.Benchmarks.Canned;
using SingleTable.Linq.Benchmarks.Model;

namespace SingleTable.Linq.Benchmarks.SlowBodies;

/// <summary>
/// 200 queries at once whose bodies of 55 KB come slowly: the wall time of all, and the most threads that the pool had. Here wall time is the subject:
/// threads that are blocked take none of a thread's CPU time.
/// </summary>
internal static class SlowBodiesCommand
{
    private const int Queries = 200;
    private const int Rounds = 3;

    public static async Task<int> RunAsync()
    {
        var body = Bodies.Page(Sample.Members(100));
        using var client = Client(body);
        var table = new BenchTable(new TableOptions<BenchTable>(Client(body)).ForTenant(Sample.Tenant));
        Func<Task<int>> library = async () => (await table.Members.Where(m => m.OrganizationId == Sample.OrganizationId && m.TeamId == Sample.TeamId).ToListAsync()).Count;
        Func<Task<int>> sdk = async () => (await client.QueryAsync(new QueryRequest(BenchTable.TableName))).Items.Count;
        var fewest = Environment.ProcessorCount;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"# {Queries} at once, {body.Length / 1024} KB in pieces of {SlowBody.Piece / 1024} KB; best of {Rounds}; {fewest} cores"));

        // The library first: what the SDK adds to the pool stays there for a while.
        var (libraryTime, libraryThreads) = await BestAsync(library);
        var (sdkTime, sdkThreads) = await BestAsync(sdk);
        Print("library", libraryTime, libraryThreads);
        Print("low-level", sdkTime, sdkThreads);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"RATIO slow-bodies low-level wall={libraryTime / sdkTime:F3}"));
        return 0;
    }

    private static void Print(string name, TimeSpan time, int threads) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"SLOW {name} wall={time.TotalMilliseconds:F0}ms most-threads={threads}"));

    private static async Task<(TimeSpan Time, int Threads)> BestAsync(Func<Task<int>> query)
    {
        await query();
        var (best, most) = (TimeSpan.MaxValue, 0);
        for (var round = 0; round < Rounds; round++)
        {
            using var watcher = new ThreadWatcher();
            var watch = Stopwatch.StartNew();
            var counts = await Task.WhenAll(Enumerable.Range(0, Queries).Select(_ => Task.Run(query)));
            best = watch.Elapsed < best ? watch.Elapsed : best;
            most = Math.Max(most, watcher.Most);
            if (counts.Any(c => c != 100))
            {
                throw new InvalidOperationException("A query gave a wrong result.");
            }
        }

        return (best, most);
    }

    private static AmazonDynamoDBClient Client(byte[] body) => CannedClient.Create(new SlowService(body));

    private sealed class SlowService(byte[] body) : HttpMessageHandler
    {
        private readonly string _crc = Crc32.HashToUInt32(body).ToString(CultureInfo.InvariantCulture);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var content = new StreamContent(new SlowBody(body));
            content.Headers.ContentLength = body.Length;
            var response = new HttpResponseMessage(HttpStatusCode.OK) { Content = content, RequestMessage = request };
            response.Headers.TryAddWithoutValidation("x-amz-crc32", _crc);
            return Task.FromResult(response);
        }
    }

    private sealed class ThreadWatcher : IDisposable
    {
        private readonly Thread _thread;
        private volatile bool _isOver;

        public ThreadWatcher()
        {
            _thread = new Thread(Watch) { IsBackground = true };
            _thread.Start();
        }

        public int Most { get; private set; }

        public void Dispose()
        {
            _isOver = true;
            _thread.Join();
        }

        private void Watch()
        {
            while (!_isOver)
            {
                Most = Math.Max(Most, ThreadPool.ThreadCount);
                Thread.Sleep(2);
            }
        }
    }
}
