using System.Collections.Immutable;
using SingleTable.Linq.Model;
using SingleTable.Linq.Planning;

namespace SingleTable.Linq.Execution;

/// <summary>The lines of the requests that follow the results; what only the results tell is <c>…</c>.</summary>
internal static class LaterRequests
{
    public static IEnumerable<string> Describe(BoundQuery query, bool isOne)
    {
        var later = Describe(query.Plan.Later, query, isOne);
        return query.Plan.Families is { } families ? later.Prepend(DescribeFamily(families.Self, "", families.Plan, query, isOne)) : later;
    }

    private static IEnumerable<string> Describe(ImmutableArray<IncludeBranch> branches, BoundQuery query, bool isOne) => branches.SelectMany(b =>
    {
        var behind = Describe(b.Branches, query, isOne && b.Navigation is ReferenceModel);
        var line = b.Navigation switch
        {
            ReferenceModel reference when b.Plan!.Include is null => Describe(reference, query, isOne),
            ReferenceModel reference => DescribeFamily(reference, $"{reference.Parent.Name}.{reference.Name} with ", b.Plan!, query, isOne),
            PartitionChildrenModel children => DescribePartition(children, b, query, isOne),
            _ => null,
        };
        return line is null ? behind : behind.Prepend(line);
    });

    private static string Describe(ReferenceModel reference, BoundQuery query, bool isOne)
    {
        var table = reference.Child.Table;
        var (partition, sort) = reference.KnownKey(query.Context.Tenant);
        var consistent = query.Plan.Shape.Directives.IsConsistent ? "  consistent" : "";
        return $"{(isOne ? "GetItem" : "BatchGetItem")} {table.Name}  {table.PartitionKey} = {partition}  {table.SortKey} = {sort}{consistent}  "
            + $"for {reference.Parent.Name}.{reference.Name}  {(isOne ? "~1 request" : "~1 request for each 100 keys")}";
    }

    private static string DescribeFamily(ReferenceModel reference, string target, QueryPlan plan, BoundQuery query, bool isOne)
    {
        var (partition, sort) = reference.KnownKey(query.Context.Tenant);
        var range = KeyBinding.Family(plan.Include!, sort, t => reference.KnownLeading(t, query.Context.Tenant));
        var names = string.Join(", ", plan.Include!.Entities.Skip(1).Select(e => $"{e.Shape!.Navigation.Parent.Name}.{e.Shape.Navigation.Name}"));
        var line = BoundQuery.OfRange(plan, query.Context, partition, range).Request!.Describe(showValues: true);
        return $"{line}  for {target}{names}  "
            + (isOne ? "~1 request" : $"~1 request for each distinct {reference.Child.Name}");
    }

    private static string? DescribePartition(PartitionChildrenModel children, IncludeBranch branch, BoundQuery query, bool isOne)
    {
        var bound = BoundQuery.OfPartition(branch.Plan!, query.Context, children.KnownPartition(query.Context.Tenant));
        var inMemory = (branch.Shape.Orderings.IsEmpty || !branch.Plan!.Shape.Orderings.IsEmpty) ? ""
            : $"  ordered in memory{(branch.Shape.Take is null ? "" : ", all are read for Take")}";
        return bound.Request is null ? null
            : $"{bound.Request.Describe(showValues: true)}{inMemory}  for {children.Parent.Name}.{children.Name}  "
                + (isOne ? "~1 request" : $"~1 request for each {children.Parent.Name}");
    }
}
