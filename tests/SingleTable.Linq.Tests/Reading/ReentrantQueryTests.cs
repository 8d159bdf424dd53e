using SingleTable.Linq.Execution;
using SingleTable.Linq.InMemory;

namespace SingleTable.Linq.Tests.Reading;

/// <summary>
/// Code of the application that runs in the middle of an operation: converters, constructors, validators, generators, the clock, the log, the getters of what a query captures. It may
/// use the same context, or fail; either way each operation has its own results, and so has the next one.
/// </summary>
[Collection(nameof(ReuseTests))]
public sealed class ReentrantQueryTests : IAsyncLifetime
{
    private static readonly AsyncLocal<Action<string>?> s_hook = new();

    private readonly NoteTable _db = new(new TableOptions<NoteTable>(InMemoryDynamoDb.NewClient())
    {
        TableName = $"Notes{Guid.NewGuid():N}", TimeProvider = new Clock(), Log = _ => Reach("log"),
    });

    private readonly NoteTable _quiet;

    public ReentrantQueryTests()
    {
        _quiet = new NoteTable((TableOptions<NoteTable>)_db.Options with { Log = null });
        BoundQuery.IsReused = true;
    }

    public static TheoryData<string> Points => ["to stored", "from stored", "constructor", "validator", "generator", "clock", "log", "getter", "hash"];

    public async ValueTask InitializeAsync()
    {
        await _db.EnsureTableAsync();
        foreach (var book in new[] { "b1", "b2" })
        {
            await _db.Notes.BatchPutAsync(Enumerable.Range(0, 5).Select(i => Make(book, $"n{i}", $"{book}-{i % 2}", i)));
        }
    }

    public ValueTask DisposeAsync()
    {
        (BoundQuery.IsReused, s_hook.Value) = (null, null);
        return ValueTask.CompletedTask;
    }

    [Theory]
    [MemberData(nameof(Points))]
    public async Task It_may_use_the_same_context(string point)
    {
        foreach (var db in new[] { _db, _quiet })
        {
            var expected = await RunAllAsync(db);
            var reached = 0;
            s_hook.Value = at =>
            {
                if (at != point)
                {
                    return;
                }

                reached++;
                var hook = s_hook.Value;
                s_hook.Value = null;
                Inner(db);
                s_hook.Value = hook;
            };
            (await RunAllAsync(db)).ShouldBe(expected);
            s_hook.Value = null;
            (reached > 0).ShouldBe(point != "log" || db == _db);
        }
    }

    [Theory]
    [MemberData(nameof(Points))]
    public async Task It_may_fail(string point)
    {
        var expected = await RunAllAsync(_db);
        for (var after = 0; after < 3; after++)
        {
            foreach (var run in Operations(_db))
            {
                var left = after;
                s_hook.Value = at =>
                {
                    if (at == point && left-- == 0)
                    {
                        throw new DivideByZeroException();
                    }
                };
                try
                {
                    await run();
                }
                catch (Exception e) when (e is DivideByZeroException or SingleTableException)
                {
                    // Of the failure itself, or of an item that is not there for it.
                }

                s_hook.Value = null;
                Inner(_quiet);
            }

            (await RunAllAsync(_db)).ShouldBe(expected);
        }
    }

    private static void Inner(NoteTable db)
    {
        var label = new Label("b2-1");
        db.Notes.FindAsync("b2", "n3").GetAwaiter().GetResult()!.Number.ShouldBe(3);
        db.Notes.Where(n => n.Book == "b2" && n.Label == label).ToListAsync().GetAwaiter().GetResult().ConvertAll(n => n.Id).ShouldBe(["n1", "n3"]);
        db.Notes.Where(n => n.Book == "b2" && n.Number > 2).CountAsync().GetAwaiter().GetResult().ShouldBe(2);
        db.Notes.PutAsync(Make("b3", "inner", "of b3", 1)).GetAwaiter().GetResult().Label.Text.ShouldBe("of b3");
    }

    private static async Task<string> RunAllAsync(NoteTable db)
    {
        var lines = new List<string>();
        foreach (var run in Operations(db))
        {
            lines.Add(await run());
        }

        return string.Join('\n', lines);
    }

    private static Func<Task<string>>[] Operations(NoteTable db)
    {
        var captured = new Captured("b1", "n2");
        Label[] labels = [new("b1-0"), new("b1-1"), new("none")];
        return
        [
            async () => Text(await db.Notes.FindAsync("b1", "n4")),
            async () => Text(await db.Notes.Where(n => n.Book == captured.Book && n.Id == captured.Id).SingleAsync()),
            async () => Text(await db.Notes.Where(n => n.Book == captured.Book).ToListAsync()),
            async () => Text(await db.Notes.Where(n => n.Book == captured.Book && n.Label == labels[1]).ToListAsync()),
            async () => Text(await db.Notes.Where(n => n.Book == "b1" && labels.Contains(n.Label)).ToListAsync()),
            async () => Text((await db.Notes.Where(n => n.Book == "b1").Select(n => new { n.Label, captured.Id }).ToListAsync()).ConvertAll(n => $"{n.Label.Text} {n.Id}")),
            async () => Text(await db.Notes.Where(n => new[] { "b1", "b2" }.Contains(n.Book) && n.Number > 3).AcrossPartitions().ToListAsync()),
            async () => Text(await db.Notes.Where(n => n.Book == "b1" && new[] { "n1", "n2" }.Contains(n.Id)).ToListAsync()),
            async () => Text((await db.Notes.Where(n => n.Book == captured.Book).ToPageAsync(2)).Items),
            async () => Text(await db.Notes.PutAsync(Make("b4", "put", "of b4", 7))),
            async () => Text(await db.Notes.Where(n => n.Book == "b4" && n.Id == "put").UpdateAsync(u => u.Set(n => n.Label, labels[0]).Set(n => n.Number, 8))),
            async () =>
            {
                var changed = await db.Notes.Where(n => n.Book == "b4" && n.Id == "put").UpdateAsync(u => u.Set(n => n.Number, 9), when: n => n.Label == labels[0]);
                await db.Notes.DeleteAsync(changed);
                return Text(await db.Notes.CreateAsync(Make("b4", "put", "of b4", 7)));
            },
        ];
    }

    private static Note Make(string book, string id, string label, int number) => new() { Book = book, Id = id, Label = new Label(label), Number = number };

    private static string Text(Note? note) => $"{note?.Book} {note?.Id} {note?.Label.Text} {note?.Number} {note?.Made}";

    private static string Text(IEnumerable<Note> notes) => string.Join("; ", notes.Select(Text));

    private static string Text(IEnumerable<string> texts) => string.Join("; ", texts);

    private static void Reach(string point) => s_hook.Value?.Invoke(point);

    public sealed class Label(string text) : IEquatable<Label>
    {
        public string Text => text;

        public static bool operator ==(Label? a, Label? b) => a?.Text == b?.Text;

        public static bool operator !=(Label? a, Label? b) => !(a == b);

        public bool Equals(Label? other) => this == other;

        public override bool Equals(object? obj) => Equals(obj as Label);

        public override int GetHashCode()
        {
            Reach("hash");
            return text.GetHashCode(StringComparison.Ordinal);
        }
    }

    public sealed class Note
    {
        public Note() => Reach("constructor");

        public string Book { get; set; } = "";
        public string Id { get; set; } = "";
        public required Label Label { get; set; }
        public int Number { get; set; }
        public string? Made { get; set; }
        public DateTimeOffset? Ends { get; set; }
    }

    private sealed class Captured(string book, string id)
    {
        public string Book
        {
            get
            {
                Reach("getter");
                return book;
            }
        }

        public string Id
        {
            get
            {
                Reach("getter");
                return id;
            }
        }
    }

    private sealed class Clock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow()
        {
            Reach("clock");
            return new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
        }
    }

    private sealed class NoteTable(TableOptions<NoteTable> options) : TableContext(options)
    {
        public EntitySet<Note> Notes => Set<Note>();

        protected override void OnModelCreating(TableModelBuilder table)
        {
            table.HasName("Notes").HasKeys("pk", "sk").HasTimeToLive("ttl").HasTypeIndex("Types", "_type", "_at").HasConversion<Label, string>(
                label =>
                {
                    Reach("to stored");
                    return label.Text;
                },
                text =>
                {
                    Reach("from stored");
                    return new Label(text);
                });
            table.Entity<Note>(e =>
            {
                e.HasKey(n => $"BOOK#{n.Book}", n => $"NOTE#{n.Id}");
                e.HasTimeToLive(n => n.Ends);
                e.Property(n => n.Made).OnCreate(_ =>
                {
                    Reach("generator");
                    return "made";
                });
                e.HasValidator(_ =>
                {
                    Reach("validator");
                    return [];
                });
            });
        }
    }
}
