using System.Collections.Immutable;
using System.Linq.Expressions;

namespace SingleTable.Linq.Translation;

/// <summary>A query taken apart into its clauses: what stage Relinq hands over. The entity is one parameter everywhere.</summary>
internal sealed record ParsedQuery(
    ParameterExpression Entity,
    ImmutableArray<Expression> Conditions,
    ImmutableArray<(Expression Key, bool IsDescending)> Orderings,
    bool IsReversed,
    Expression? Selector,
    Expression? Take,
    ResultKind Result);
