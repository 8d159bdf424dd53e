using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using SingleTable.Linq.InMemory.Fuzz.Generation;

namespace SingleTable.Linq.InMemory.Fuzz.Comparison;

/// <summary>Two answers to one step that are not the same.</summary>
internal sealed record Difference(Step Step, Reply Ours, Reply Theirs)
{
    public override string ToString() => $"{Step}\n    ours   {Text(Ours)}\n    theirs {Text(Theirs)}";

    private string Text(Reply reply)
    {
        string text = reply.Essence(Step) + (reply.Message is null ? "" : "  " + reply.Message);
        return text.Length > 700 ? text[..700] + "..." : text;
    }
}

/// <summary>Runs sequences on both engines. After an explained difference the other engine gets our state, so that one is not many.</summary>
internal sealed class Differ(Target ours, Target theirs, Explanations explanations)
{
    public long Operations { get; private set; }

    /// <summary>How many of them both engines accepted.</summary>
    public long Accepted { get; private set; }

    /// <summary>The first difference that nothing explains, or null.</summary>
    public async Task<Difference?> RunAsync(Step[] steps)
    {
        await ours.StartAsync();
        await theirs.StartAsync();
        foreach (var step in steps)
        {
            Operations++;
            var difference = await CompareAsync(step) ?? (WritesIntoLists(step) ? await StateAsync(step) : null);
            if (difference is null) continue;
            if (!explanations.Explain(difference)) return difference;
            if (!step.IsWrite) continue;
            // a known difference of the answers must not hide one of what was written
            bool bothWrote = difference.Ours.Accepted && difference.Theirs.Accepted;
            if (bothWrote && await StateAsync(step) is { } state && !explanations.Explain(state)) return state;
            await AlignAsync();
        }

        return await StateAsync();
    }

    private async Task<Difference?> CompareAsync(Step step)
    {
        Reply mine = await ours.SendAsync(step), other = await theirs.SendAsync(step);
        if (mine.Accepted && other.Accepted) Accepted++;
        return mine.Essence(step) == other.Essence(step) ? null : new(step, mine, other);
    }

    // engines differ in silence there
    private static bool WritesIntoLists(Step step) => step.IsWrite && Regex.IsMatch(step.Body.ToJsonString(), @"(SET|ADD|,) #\w[^ ]*\[");

    /// <summary>A difference between the contents of the tables, as one of the step that made it.</summary>
    private async Task<Difference?> StateAsync(Step? after = null)
    {
        foreach (var shape in Shape.All)
        {
            var step = new Step("Scan", new() { ["TableName"] = shape.Table }) { Follows = true, TieBy = "" };
            if (await CompareAsync(step) is { } found) return after is null ? found : found with { Step = after with { TieBy = "" } };
        }

        return null;
    }

    private async Task AlignAsync()
    {
        foreach (var shape in Shape.All)
        {
            Dictionary<string, JsonObject> mine = await ours.ContentAsync(shape), other = await theirs.ContentAsync(shape);
            foreach (var (key, item) in other.Where(o => !mine.ContainsKey(o.Key)))
                await theirs.SendAsync("DeleteItem", new() { ["TableName"] = shape.Table, ["Key"] = JsonNode.Parse(key) });
            foreach (var (key, item) in mine.Where(m => !other.TryGetValue(m.Key, out var o) || o.ToJsonString() != m.Value.ToJsonString()))
                await theirs.SendAsync("PutItem", new() { ["TableName"] = shape.Table, ["Item"] = item.DeepClone() });
        }
    }
}
