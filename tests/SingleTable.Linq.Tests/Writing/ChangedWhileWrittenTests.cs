using SingleTable.Linq.InMemory;

namespace SingleTable.Linq.Tests.Writing;

public sealed class Message
{
    public string Id { get; set; } = "";

    public string? Text { get; set; }

    public DateTime At { get; set; }
}

public sealed class MessageTable(TableOptions<MessageTable> options) : TableContext(options)
{
    public EntitySet<Message> Messages => Set<Message>();

    protected override void OnModelCreating(TableModelBuilder table) =>
        table.HasName("Messages").Entity<Message>(e => e.HasKey(m => $"MESSAGE#{m.Id}", _ => "MESSAGE"));
}

/// <summary>What a write gives back is what was written, whatever becomes of the caller's object meanwhile.</summary>
public sealed class ChangedWhileWrittenTests
{
    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task The_result_is_what_was_sent(bool creates, bool isWarm)
    {
        var message = new Message { Id = "m", Text = "first", At = new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Unspecified) };
        var options = new TableOptions<MessageTable>(new InMemoryDynamoDb().CreateClient()) { Interceptors = [new Changer(message)] };
        var db = new MessageTable(options);
        await db.EnsureTableAsync(TestContext.Current.CancellationToken);
        if (isWarm)
        {
            db.WarmUp();
        }

        var result = creates
            ? await db.Messages.CreateAsync(message, TestContext.Current.CancellationToken)
            : await db.Messages.PutAsync(message, cancellationToken: TestContext.Current.CancellationToken);

        message.Text.ShouldBe("later");
        result.ShouldNotBeSameAs(message);
        result.Text.ShouldBe("first");
        result.At.ShouldBe(new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc));
        result.At.Kind.ShouldBe(DateTimeKind.Utc);
        (await db.Messages.FindAsync("m"))!.Text.ShouldBe("first");
    }

    private sealed class Changer(Message message) : IRequestInterceptor
    {
        public ValueTask BeforeAsync(InterceptedRequest request, CancellationToken cancellationToken)
        {
            message.Text = "later";
            return ValueTask.CompletedTask;
        }
    }
}
