using System.Collections.Immutable;
using System.Linq.Expressions;
using SingleTable.Linq.Model;
using SingleTable.Linq.Querying;
using SingleTable.Linq.Translation.Relinq;

namespace SingleTable.Linq.Translation;

/// <summary>The entry to this stage: a query's tree becomes its shape.</summary>
internal static class QueryTranslator
{
    /// <param name="tree">The caller's tree.</param>
    /// <param name="leaves">Its values, in the order of the fingerprint.</param>
    /// <param name="table">The model.</param>
    public static QueryShape Translate(Expression tree, object?[] leaves, TableModel table) =>
        TranslateSlotted(SlotReplacer.Replace(tree), leaves, table);

    /// <summary>The same for a tree whose values are slots already.</summary>
    public static QueryShape TranslateSlotted(Expression tree, object?[] leaves, TableModel table)
    {
        var slotted = new TreeNormalizer().Visit(tree);
        var chain = OperatorChain.Take(slotted, SupportedOperators.Contains);
        var entity = table.Find(chain.Root.EntityType) ?? throw TranslationErrors.UnknownEntity(chain.Root.EntityType, table);
        var parsed = ChainParser.TryParse(chain.Standard, entity.ClrType) ?? QueryModelAdapter.Parse(chain.Standard, entity);
        var peek = new ValuePeek(leaves);
        var scope = new TranslationScope(entity, parsed.Entity, peek);

        var where = ConstantPredicate.True as Predicate;
        foreach (var condition in parsed.Conditions)
        {
            where = Predicates.And(where, PredicateTranslator.Translate(condition, scope));
        }

        // What the type is said to be, the access path can use: the reader, the type index, a GetItem.
        (entity, where) = Narrow(entity, where);
        var includes = IncludeTranslator.Translate(chain.Own, entity, peek);
        var projection = IsCounted(parsed) || parsed.Selector is null ? null : ProjectionTranslator.Translate(parsed.Selector, scope, includes);

        // As in EF Core: what no result shows is not read.
        includes = IsCounted(parsed) || projection is { Properties: not null } ? [] : includes;
        return new QueryShape(
            entity,
            where,
            Orderings(parsed, scope),
            parsed.IsReversed,
            parsed.Take is null ? null : ValueSource.Of(parsed.Take),
            parsed.Result,
            projection,
            Directives(chain.Own, peek),
            includes,
            peek.ToGuards());
    }

    private static (EntityModel Entity, Predicate Where) Narrow(EntityModel entity, Predicate where)
    {
        var conjuncts = Predicates.Conjuncts(where);
        if (conjuncts.OfType<IsTypePredicate>().FirstOrDefault() is not { } type)
        {
            return (entity, where);
        }

        var narrowed = entity.Narrowed(type.Types);
        var rest = TypeTests.Within(Predicates.And([.. conjuncts.Remove(type)]), type.Types);
        return (narrowed, narrowed.Concrete.Length == type.Types.Length ? rest : Predicates.And(type, rest));
    }

    private static bool IsCounted(ParsedQuery parsed) => parsed.Result is ResultKind.Any or ResultKind.Count or ResultKind.LongCount;

    private static ImmutableArray<Ordering> Orderings(ParsedQuery parsed, TranslationScope scope)
    {
        var orderings = ImmutableArray.CreateBuilder<Ordering>();
        foreach (var (key, isDescending) in parsed.Orderings)
        {
            if (OperandTranslator.TryAttribute(key, scope) is not { IsWholeProperty: true } attribute)
            {
                throw TranslationErrors.Expression(
                    key, scope.Entity, "Order by the properties of a sort key, or order in memory after ToListAsync().");
            }

            orderings.Add(new Ordering(attribute.Property, isDescending));
        }

        return orderings.ToImmutable();
    }

    private static ReadDirectives Directives(ImmutableArray<OperatorChain.OwnOperator> own, ValuePeek peek)
    {
        var directives = ReadDirectives.Default;
        foreach (var step in own)
        {
            directives = step.Name switch
            {
                nameof(EntityQueryableExtensions.ConsistentRead) => directives with { IsConsistent = true },
                nameof(EntityQueryableExtensions.IncludeDeleted) => directives with { IncludesDeleted = true },
                nameof(EntityQueryableExtensions.Hydrate) => directives with { Hydrates = true },
                nameof(EntityQueryableExtensions.AcrossPartitions) => directives with { AcrossPartitions = true },
                nameof(EntityQueryableExtensions.AsSplitQuery) => directives with { IsSplit = true },
                nameof(EntityQueryableExtensions.AsSingleQuery) => directives with { IsSplit = false },
                nameof(EntityQueryableExtensions.AllowScan) => ReadOptions.AllowScan(directives, step.Arguments),
                nameof(EntityQueryableExtensions.WithBudget) => ReadOptions.WithBudget(directives, step.Arguments),
                nameof(EntityQueryableExtensions.WithRateLimit) => ReadOptions.WithRateLimit(directives, step.Arguments),
                nameof(EntityQueryableExtensions.Prefetch) =>
                    directives with { Prefetch = (bool?)peek.Value(ValueSource.Of(step.Arguments[0])) },
                nameof(EntityQueryableExtensions.UsingIndex) =>
                    directives with { Index = (string?)peek.Value(ValueSource.Of(step.Arguments[0])) },
                _ => directives,
            };
        }

        return directives;
    }
}
