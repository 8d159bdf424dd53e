namespace SingleTable.Linq.InMemory.Tests.Engines;

/// <summary>Where other engines are known to differ from the service, by engine and by (a part of) the test's name.</summary>
internal static class KnownDifferences
{
    private static readonly (string Engine, string Test, string Reason)[] s_all =
    [
        ("dynoxide", "An_update_that_breaks_an_index_key", "an update may give an index key attribute the wrong type or an empty value"),
        ("dynoxide", "An_empty_prefix_on_a_key_is_refused", "accepts begins_with with an empty prefix on a key"),
        ("dynoxide", "KeyConditionTests_Server.Begins_with_takes_strings", "accepts begins_with on a number key"),
        ("dynoxide", "condition: \"sk = :v\"", "takes the first equality of a key condition for the hash key, so that 'sk = :v and (pk = :p)' is refused"),
        ("dynoxide", "A_key_value_of_the_wrong_type_is_refused", "answers an empty page when a key condition has the wrong type"),
        ("dynoxide", "The_top_scores_of_a_game", "ignores a projection of attributes that a global index does not hold"),
        ("dynoxide", "A_hundred_candidates_are_allowed", "does not count the operands of IN"),
        ("dynoxide", "filter: \"x BETWEEN :v AND :low\"", "accepts BETWEEN with bounds in the wrong order in a filter"),
        ("dynoxide", "filter: \"x BETWEEN :v AND :n\"", "accepts BETWEEN with bounds of two types"),
        ("dynoxide", "AND _type = :v", "accepts names that begin with an underscore without a placeholder"),
        ("dynoxide", "filter: \"attribute_type(x, :v)\"", "accepts type names that do not exist"),
        ("dynoxide", "filter: \"x = x\"", "accepts one path as both operands"),
        ("dynoxide", "filter: \"x < :bool\"", "accepts an order of booleans"),
        ("dynoxide", "filter: \"x = :undefined\"", "finds an undefined value only when an item is evaluated"),
        ("dynoxide", "filter: \"(num) = (:one)\"", "refuses operands in parentheses"),
        ("dynoxide", "A_placeholder_ends_at_255_bytes", "does not limit the length of placeholders"),
        ("dynoxide", "Expressions_end_at_4096_bytes", "does not limit the size of expressions or the count of operators"),
        ("dynoxide", "Updates_reach_into_documents", "fills a list with NULL up to an index beyond its end, where the service appends"),
        ("dynoxide", "A_page_ends_at_one_megabyte", "leaves out the item that crosses 1 MB"),
        ("dynoxide", "An_index_page_counts_projected_bytes", "leaves out the item that crosses 1 MB"),
        ("dynoxide", "A_start_key_of_another_partition", "accepts start keys of another partition"),
        ("dynoxide", "A_start_key_outside_the_range", "accepts start keys outside the range of the condition"),
        ("dynoxide", "A_thread_is_found_by_its_subject", "does not read what a local index does not hold from its table"),
        ("dynoxide", "Projections_limit_what_an_index_gives", "does not read what a local index does not hold from its table"),
        ("dynoxide", "Matches_of_a_tournament", "has no keys of several attributes"),
        ("dynoxide", "Keys_of_several_attributes_are_used", "has no keys of several attributes"),
        ("dynoxide", "condition: \"tournamentId = :t\", message", "has no keys of several attributes"),
        ("dynoxide", "The_updates_of_the_product_catalog", "removes several elements of a list one after the other, by the shifted positions"),
    ];

    public static string? Of(string engine, string test) =>
        s_all.FirstOrDefault(d => d.Engine == engine && test.Contains(d.Test, StringComparison.Ordinal)).Reason;
}
