using System.Linq.Expressions;
using SingleTable.Linq.Tests.Models;
using static SingleTable.Linq.Tests.Reading.QueryCase;

namespace SingleTable.Linq.Tests.Reading;

public static partial class QueryCases
{
    private static readonly int[] s_static = [1, 2];

    private static IEnumerable<QueryCase> Collections
    {
        get
        {
            var (two, zero) = (2, 0);
            var names = new HashSet<string?> { "note 1", null };
            IEnumerable<int> sequence = Enumerable.Range(2, 3);
            var many = Enumerable.Range(5, 150).ToList();
            var none = new List<int>();
            var onlyNull = new int?[] { null };
            var maybes = new List<int?> { 1, null };
            yield return Asset(a => a.Numbers.Contains(1), "Numbers contains 1");
            yield return Asset(a => !a.Numbers.Contains(1), "not (Numbers contains 1)");
            yield return Asset(a => a.Numbers.Contains(two - 1), "Numbers contains 1");
            yield return Asset(a => a.Numbers.Any(), "size(Numbers) > 0");
            yield return Asset(a => !a.Numbers.Any(), "not (size(Numbers) > 0)");
            yield return Asset(a => a.Numbers.Any(n => n == 1), "Numbers contains 1");
            yield return Asset(a => a.Numbers.Count == 2, "size(Numbers) = 2");
            yield return Asset(a => a.Numbers.Count == zero, "size(Numbers) = 0 or Numbers is null");
            yield return Asset(a => a.Numbers.Count != zero, "size(Numbers) > 0");
            yield return Asset(a => a.Numbers.Count != 2, "size(Numbers) <> 2 or Numbers is null");
            yield return Asset(a => a.Numbers.Count < 2, "size(Numbers) < 2 or Numbers is null");
            yield return Asset(a => 1 >= a.Numbers.Count, "size(Numbers) <= 1 or Numbers is null");
            yield return Asset(a => a.Numbers.Count() > 1, "size(Numbers) > 1");
            yield return NoRequest(a => a.Numbers == null);
            yield return Asset(a => a.Numbers != null && a.Numbers.Contains(0), "Numbers contains 0");
            yield return Asset(a => a.Scores.Contains(7), "Scores contains 7");
            yield return Asset(a => a.Scores.Count == 0, "size(Scores) = 0 or Scores is null");
            yield return Asset(a => a.Scores.Count > 2, "size(Scores) > 2");
            yield return Asset(a => a.Scores.Any(s => 7 == s), "Scores contains 7");
            yield return Asset(a => a.Scores.Count > 1 && a.Scores[1] == 3, "size(Scores) > 1 and Scores[1] = 3");
            yield return Asset(a => a.Scores.Count > 1 && a.Scores.ElementAt(1) >= 7, "size(Scores) > 1 and Scores[1] >= 7");
            yield return Asset(a => a.Lines.Length == 2 && a.Lines[1] == "y3", "size(Lines) = 2 and Lines[1] = y3");
            yield return Asset(a => a.Lines.Contains("x"), "Lines contains x");
            yield return Asset(a => a.Lines.Any(l => l == "y5"), "Lines contains y5");
            yield return Asset(a => a.Lines.Length > 0, "size(Lines) > 0");
            yield return Asset(a => a.Counts.ContainsKey("a"), "Counts.a is not null");
            yield return Asset(a => !a.Counts.ContainsKey("b c"), "Counts.b c is null");
            yield return Asset(a => a.Counts.ContainsKey("a") && a.Counts["a"] > 4, "Counts.a is not null and Counts.a > 4");
            yield return Asset(a => a.Counts.Count == 2, "size(Counts) = 2");
            yield return Asset(a => a.Parts.Count > 0 && a.Parts[0].Size > 4, "size(Parts) > 0 and Parts[0].Size > 4");
            yield return Asset(a => a.Parts.Count > 1 && a.Parts[1].Name == "p1", "size(Parts) > 1 and Parts[1].Name = p1");
            yield return Asset(a => names.Contains(a.Note), "Note in (note 1) or Note is null");
            yield return Asset(a => !names.Contains(a.Note), "not (Note in (note 1) or Note is null)");
            yield return Asset(a => sequence.Contains(a.Left), "Left in (2, 3, 4)");
            yield return Asset(a => many.Contains(a.Left), $"Left in ({string.Join(", ", many)})");
            yield return Asset(a => !many.Contains(a.Left) && a.Left > 2, $"not (Left in ({string.Join(", ", many)})) and Left > 2");
            yield return Asset(a => many.Contains(a.Left) || a.Left == 1, $"Left in ({string.Join(", ", many)}) or Left = 1");
            yield return NoRequest(a => none.Contains(a.Left));
            yield return Asset(a => !none.Contains(a.Left), "");
            yield return Asset(a => none.Contains(a.Left) || a.Left == 3, "Left = 3");
            yield return Asset(a => onlyNull.Contains(a.Maybe), "Maybe is null");
            yield return Asset(a => maybes.Contains(a.Maybe), "Maybe in (1) or Maybe is null");
            yield return Asset(a => maybes.Contains(a.Left), "Left in (1) or Left is null");
            yield return Asset(a => many.Exists(m => m == a.Left), $"Left in ({string.Join(", ", many)})");
            yield return Asset(a => s_static.Any(s => a.Left == s), "Left in (1, 2)");
            yield return Asset(a => new List<int> { 1, two }.Contains(a.Left), "Left in (1, 2)");
        }
    }

    private static IEnumerable<QueryCase> Nested
    {
        get
        {
            var part = new Part { Name = "m1", Size = 4 };
            yield return Asset(a => a.Main.Name == "m1", "Main.Name = m1");
            yield return Asset(a => a.Main.Name == part.Name && a.Main.Size >= part.Size, "Main.Name = m1 and Main.Size >= 4");
            yield return Asset(a => a.Main.Inner!.Depth > 10, "Main.Inner.Depth > 10");
            yield return Asset(a => a.Main.Name.StartsWith("m"), "Main.Name begins_with m");
            yield return Asset(a => a.Spare != null && a.Spare.Size < 5, "Spare is not null and Spare.Size < 5");
            yield return Asset(a => a.Spare == null || a.Spare.Size < 5, "Spare is null or Spare.Size < 5");
            yield return Asset(a => a.Spare != null && a.Spare.Inner == null, "Spare is not null and Spare.Inner is null");
            yield return Asset(a => new[] { "m0", "m2" }.Contains(a.Main.Name), "Main.Name in (m0, m2)");
            yield return Asset(a => a.Main.Inner != null && a.Main.Inner.Depth == part.Size, "Main.Inner is not null and Main.Inner.Depth = 4");
        }
    }

    private static IEnumerable<QueryCase> Logic
    {
        get
        {
            var (on, off) = (true, false);
            bool? unknown = null;
            Expression<Func<Asset, bool>> first = a => a.Left > 2, second = x => x.IsOn;
            var composed = Expression.Lambda<Func<Asset, bool>>(Expression.OrElse(first.Body, Expression.Invoke(second, first.Parameters)), first.Parameters);
            yield return Asset(a => a.IsOn, "IsOn = true");
            yield return Asset(a => !a.IsOn, "not (IsOn = true)");
            yield return Asset(a => !!a.IsOn, "IsOn = true");
            yield return Asset(a => a.IsOn == false, "IsOn = false");
            yield return Asset(a => a.IsOn != true, "IsOn <> true");
            yield return Asset(a => a.IsOn == on, "IsOn = true");
            yield return NoAsset(a => a.IsOn == unknown, "IsOn is null");
            yield return Asset(a => a.IsOn & a.Left > 3, "IsOn = true and Left > 3");
            yield return Asset(a => a.IsOn | a.Left > 3, "IsOn = true or Left > 3");
            yield return Asset(a => a.IsOn ^ a.Left > 3, "(IsOn = true and not (Left > 3)) or (not (IsOn = true) and Left > 3)");
            yield return Asset(a => a.IsOn ^ on, "not (IsOn = true)");
            yield return Asset(a => (a.Left > 3) == on, "Left > 3");
            yield return Asset(a => (a.Left > 3) != on, "not (Left > 3)");
            yield return Asset(a => off == (a.Left > 3), "not (Left > 3)");
            yield return Asset(a => a.IsOn && (a.Left > 7 || a.Left < 2), "IsOn = true and (Left > 7 or Left < 2)");
            yield return Asset(a => (a.IsOn && a.Left > 7) || a.Left < 2, "(IsOn = true and Left > 7) or Left < 2");
            yield return Asset(a => !(a.IsOn && a.Left > 2), "not (IsOn = true and Left > 2)");
            yield return Asset(a => !(a.IsOn || a.Left > 2), "not (IsOn = true or Left > 2)");
            yield return Asset(a => a.IsOn ? a.Left > 4 : a.Left < 4, "(IsOn = true and Left > 4) or (not (IsOn = true) and Left < 4)");
            yield return Asset(a => (a.IsOn ? a.Left : a.Right) > 6, "(IsOn = true and Left > 6) or (not (IsOn = true) and Right > 6)");
            yield return Asset(a => (on ? a.Left : a.Right) > 6, "Left > 6");
            yield return Asset(a => a.Left > (off ? 1 : 6), "Left > 6");
            yield return Asset(a => on || a.Left > 6, "");
            yield return Asset(a => a.Left > 6 || off, "Left > 6");
            yield return NoRequest(a => off && a.Left > 6);
            yield return NoRequest(a => a.Left > 6 && off);
            yield return Asset(a => on && a.Left > 6, "Left > 6");
            yield return Asset(a => true, "");
            yield return NoRequest(a => false);
            yield return NoRequest(a => a.Left == 1 && !on);
            yield return Asset(composed, "Left > 2 or IsOn = true");
            yield return Asset(a => a != null && a.Left > 6, "Left > 6");
            yield return NoRequest(a => a == null);
            yield return Asset(a => a is Asset && a.Left > 6, "Left > 6");
            yield return Asset(a => a.Left > 1 && a.Left > 3 && a.Left < 9 && a.Left < 7, "Left > 1 and Left > 3 and Left < 9 and Left < 7");
            yield return NoAsset(a => a.Left > 5 && a.Left < 3, "Left > 5 and Left < 3");
        }
    }
}
