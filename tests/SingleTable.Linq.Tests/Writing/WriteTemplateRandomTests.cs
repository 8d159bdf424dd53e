using System.Linq.Expressions;
using System.Reflection;
using System.Text.RegularExpressions;
using SingleTable.Linq.InMemory;
using SingleTable.Linq.Tests.Wire;
using SingleTable.Linq.Writing;

namespace SingleTable.Linq.Tests.Writing;

/// <summary>Writes whose expressions are kept send what those send whose expressions are made each time.</summary>
public sealed partial class WriteTemplateRandomTests
{
    [Fact]
    public async Task Random_writes_send_the_same_with_kept_expressions_and_with_new_ones()
    {
        // The bodies are compared, which are the SDK's otherwise.
        SuiteTransport.NeedsPipeline();
        var kept = await DocumentsAsync(isKept: true);
        var made = await DocumentsAsync(isKept: false);
        made.Count.ShouldBe(kept.Count);
        for (var i = 0; i < made.Count; i++)
        {
            kept[i].ShouldBe(made[i], $"line {i}");
        }

        kept.Count(l => !l.StartsWith(nameof(RecordedRequest), StringComparison.Ordinal)).ShouldBeLessThan(kept.Count / 3);
    }

    [Fact]
    public async Task Random_deletions_and_versions_send_the_same_too()
    {
        SuiteTransport.NeedsPipeline();
        var kept = await SheetsAsync(isKept: true);
        var made = await SheetsAsync(isKept: false);
        kept.ShouldBe(made);
    }

    private static async Task<List<string>> DocumentsAsync(bool isKept)
    {
        var world = await WritingWorld<DocumentTable>.CreateAsync(o => new DocumentTable(o));
        var random = new Random(23);
        string[] ids = ["a", "b", "c"];
        DocumentTable[] tenants = [world.For("acme"), world.For("globex")];
        foreach (var db in tenants)
        {
            foreach (var id in ids) await db.Documents.CreateAsync(new Document { Id = id, Title = id });
        }

        world.Forget();
        List<string> sent = [];
        for (var i = 0; i < 700; i++)
        {
            Forget(isKept);
            var (db, id) = (tenants[random.Next(2)], ids[random.Next(3)]);
            var (update, when, isLoaded) = (Update(random), When(random), random.Next(2) == 0);
            var document = new Document { Id = id, Title = "x", Folder = random.Next(2) == 0 ? null : "f", Kind = "note" };
            await TryAsync(sent, random.Next(12) switch
            {
                0 => () => db.Documents.PutAsync(document, when),
                1 => () => db.Documents.UpsertAsync(document),
                2 => () => db.Documents.DeleteAsync(document with { Id = "none" }, when),
                3 => () => db.Transaction().Update(db.Documents.Where(d => d.Id == id), update, when).CommitAsync(),
                _ when isLoaded => async () => await db.Documents.UpdateAsync((await db.Documents.FindAsync(id))!, update, when),
                _ => () => db.Documents.Where(d => d.Id == id).UpdateAsync(update, when),
            });
            sent.AddRange(world.Requests.Select(r => Normal(world.Normalize(r.ToString()))));
            world.Forget();
        }

        return sent;
    }

    private static async Task<List<string>> SheetsAsync(bool isKept)
    {
        var world = await WritingWorld<TrashTable>.CreateAsync(o => new TrashTable(o));
        var db = world.For("acme");
        var random = new Random(29);
        List<string> sent = [];
        for (var i = 0; i < 500; i++)
        {
            Forget(isKept);
            var (id, version, title) = ($"s{random.Next(3)}", random.Next(4), $"t{random.Next(3)}");
            var known = new Sheet { Id = id, Version = version, Title = title };
            var shape = new Circle { Id = id, Radius = version };
            Expression<Func<Sheet, bool>>? when = random.Next(3) switch { 0 => null, 1 => s => s.Title == title, _ => s => s.Title != title && s.Version >= version };
            var query = db.Sheets.Where(s => s.Id == id);
            await TryAsync(sent, random.Next(14) switch
            {
                0 => () => db.Sheets.CreateAsync(known with { Version = 0 }),
                1 => () => db.Sheets.PutAsync(known, when),
                2 => () => db.Sheets.UpdateAsync(known, u => u.Set(s => s.Title, title), when),
                3 => () => query.UpdateAsync(u => u.Set(s => s.Title, title), when),
                4 => () => db.Sheets.DeleteAsync(known, when),
                5 => () => query.DeleteAsync(),
                6 => () => db.Sheets.RestoreAsync(known),
                7 => () => query.RestoreAsync(),
                8 => () => db.Sheets.PurgeAsync(known, when),
                9 => () => query.PurgeAsync(),
                10 => () => db.Sheets.UpdateAsync(known, known with { Title = title + "x" }, when),
                11 => () => db.Shapes.PutAsync(random.Next(2) == 0 ? shape : new Square { Id = id, Side = 1 }),
                12 => () => db.Shapes.DeleteAsync(shape),
                _ => () => db.Shapes.OfType<Circle>().Where(s => s.Id == id).UpdateAsync(u => u.Add(s => s.Radius, 1)),
            });
            sent.AddRange(world.Requests.Select(r => Normal(world.Normalize(r.ToString()))));
            world.Forget();
        }

        return sent;
    }

    private static Func<UpdateBuilder<Document>, UpdateBuilder<Document>> Update(Random random)
    {
        var steps = Enumerable.Range(0, random.Next(1, 4)).Select(_ => Step(random)).DistinctBy(s => s.Property).Select(s => s.Do).ToList();
        return u => steps.Aggregate(u, (all, step) => step(all));
    }

    private static (string Property, Func<UpdateBuilder<Document>, UpdateBuilder<Document>> Do) Step(Random random)
    {
        var (n, text, isNull) = (random.Next(5), $"v{random.Next(3)}", random.Next(3) == 0);
        return random.Next(22) switch
        {
            0 => ("Title", u => u.Set(d => d.Title, text)),
            1 => ("Folder", u => u.Set(d => d.Folder, isNull ? null : text)),
            2 => ("Folder", u => u.Remove(d => d.Folder)),
            3 => ("Kind", u => u.Set(d => d.Kind, text)),
            4 => ("Priority", u => u.Add(d => d.Priority, n)),
            5 => ("Priority", u => u.Subtract(d => d.Priority, n)),
            6 => ("Priority", u => u.Set(d => d.Priority, n)),
            7 => ("Views", u => u.Set(d => d.Views, isNull ? null : n)),
            8 => ("Views", u => u.SetIfNotExists(d => d.Views, n)),
            9 => ("Views", u => u.Set(d => d.Views, d => (d.Views ?? 0) + n)),
            10 => ("ExpiresAt", u => u.Set(d => d.ExpiresAt, isNull ? null : new DateTimeOffset(2030, 1, n + 1, 0, 0, 0, TimeSpan.Zero))),
            11 => ("Labels", u => u.Set(d => d.Labels, isNull ? [] : [text])),
            12 => ("Labels", u => u.AddToSet(d => d.Labels, text)),
            13 => ("Labels", u => u.RemoveFromSet(d => d.Labels, text)),
            14 => ("Lines", u => u.Append(d => d.Lines, text)),
            15 => ("Lines", u => u.Prepend(d => d.Lines, text, "p")),
            16 => ("Lines", u => u.Insert(d => d.Lines, 0, text)),
            17 => ("Counts", u => u.Set(d => d.Counts[text], n)),
            18 => ("Blob", u => u.Set(d => d.Blob, isNull ? null : [1, (byte)n])),
            19 => ("Price", u => u.Given(d => d.Folder, isNull ? null : text).Subtract(d => d.Price, n)),
            20 => ("Address", u => u.Set(d => d.Address, isNull ? null : new Models.Address(text, null, []))),
            _ => ("Price", u => u.Set(d => d.Price, n)),
        };
    }

    private static Expression<Func<Document, bool>>? When(Random random)
    {
        var (n, text) = (random.Next(3), random.Next(3) == 0 ? null : $"v{random.Next(3)}");
        var list = Enumerable.Range(0, random.Next(4)).Select(i => i == 2 ? null : $"v{i}").ToList();
        return random.Next(9) switch
        {
            0 => d => d.Price >= n,
            1 => d => d.Folder == text,
            2 => d => d.Folder != text || d.Price < n,
            3 => d => list.Contains(d.Folder),
            4 => d => !list.Contains(d.Folder) && d.Kind != text,
            5 => d => n > 0 && d.Title != "zz",
            6 => d => d.Labels.Contains("v1") || d.Lines.Count >= n,
            _ => null,
        };
    }

    private static async Task TryAsync(List<string> sent, Func<Task> write)
    {
        try
        {
            await write();
        }
        catch (SingleTableException e)
        {
            sent.Add($"{e.GetType().Name} {e.Message}");
        }
    }

    private static void Forget(bool isKept)
    {
        if (!isKept)
        {
            var templates = typeof(WriteTemplates).GetField("s_templates", BindingFlags.Static | BindingFlags.NonPublic)!.GetValue(null)!;
            templates.GetType().GetMethod("Clear")!.Invoke(templates, null);
        }
    }

    // Ids of writes and tokens are random.
    private static string Normal(string request) => Random().Replace(request, "?");

    [GeneratedRegex("""(?<="S": ?")[A-Za-z0-9+/]{16}(?=")|[0-9a-f]{8}-[0-9a-f-]{27}""")]
    private static partial Regex Random();
}
