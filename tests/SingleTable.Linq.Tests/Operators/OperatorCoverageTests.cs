using System.Reflection;
using SingleTable.Linq.InMemory;
using SingleTable.Linq.Tests.Models;

namespace SingleTable.Linq.Tests.Operators;

/// <summary>Every public method of Queryable, found by reflection: a new one in a later .NET fails here until somebody decides what becomes of it.</summary>
public class OperatorCoverageTests
{
    private static readonly string[] s_answered =
    [
        "Any()", "Any(Func<TSource, Boolean>)", "AsQueryable()", "Cast()", "Count()", "Count(Func<TSource, Boolean>)", "First()",
        "First(Func<TSource, Boolean>)", "FirstOrDefault()", "FirstOrDefault(Func<TSource, Boolean>)", "LongCount()",
        "LongCount(Func<TSource, Boolean>)", "OfType()", "OrderBy(Func<TSource, TKey>)", "OrderByDescending(Func<TSource, TKey>)", "Reverse()",
        "Select(Func<TSource, TResult>)", "Single()", "Single(Func<TSource, Boolean>)", "SingleOrDefault()", "SingleOrDefault(Func<TSource, Boolean>)",
        "Take(Int32)", "ThenBy(Func<TSource, TKey>)", "ThenByDescending(Func<TSource, TKey>)", "Where(Func<TSource, Boolean>)",
    ];

    private readonly InMemoryDynamoDb _database = new();
    private readonly QueryableMethods _methods;

    public OperatorCoverageTests() =>
        _methods = new QueryableMethods(new SaasTable(new TableOptions<SaasTable>(_database.CreateClient()).ForTenant("acme")));

    [Fact]
    public void Every_operator_is_answered_or_refused_by_our_own_message()
    {
        var answered = new SortedSet<string>(StringComparer.Ordinal);
        var leaks = new List<string>();
        foreach (var method in QueryableMethods.All)
        {
            var name = QueryableMethods.NameOf(method);
            try
            {
                var (executor, tree) = _methods.Tree(method);
                executor.Explain(tree).ShouldStartWith("Query MultiTenantApp");
                answered.Add(name);
            }
            catch (QueryTranslationException refusal)
            {
                leaks.AddRange(ErrorRules.Faults(refusal).Select(f => $"{name}: {f}"));
                if (!refusal.Message.Contains(method.Name, StringComparison.Ordinal))
                {
                    leaks.Add($"{name} is not named in: {refusal.Message}");
                }
            }
            catch (Exception leak)
            {
                leaks.Add($"{name}: {leak.GetType().Name} {leak.Message}");
            }
        }

        leaks.ShouldBeEmpty(string.Join('\n', leaks));
        answered.Except(s_answered).Concat(s_answered.Except(answered)).ShouldBeEmpty();
        _database.Requests.ShouldBeEmpty();
    }

    [Fact]
    public void Called_as_they_are_they_give_a_query_or_name_the_method_that_exists()
    {
        var leaks = new List<string>();
        foreach (var method in QueryableMethods.All)
        {
            var name = QueryableMethods.NameOf(method);
            try
            {
                _methods.Invoke(method).ShouldBeAssignableTo<IQueryable>();
            }
            catch (QueryTranslationException refusal)
            {
                leaks.AddRange(ErrorRules.Faults(refusal).Concat(UnknownMethods(refusal.Message)).Select(f => $"{name}: {f}"));
            }
            catch (Exception leak)
            {
                leaks.Add($"{name}: {leak.GetType().Name} {leak.Message}");
            }
        }

        leaks.ShouldBeEmpty(string.Join('\n', leaks));
        _database.Requests.ShouldBeEmpty();
    }

    // What a message tells to write must exist.
    private static IEnumerable<string> UnknownMethods(string message)
    {
        var known = typeof(AsyncQueryExtensions).GetMethods(BindingFlags.Public | BindingFlags.Static).Select(m => m.Name)
            .Append(nameof(EntitySet<>.FindAsync)).ToHashSet();
        return System.Text.RegularExpressions.Regex.Matches(message, @"\b\w+Async\b").Select(m => m.Value).Where(m => !known.Contains(m))
            .Select(m => $"{m} does not exist, in: {message}");
    }
}
