using System.Linq.Expressions;
using System.Numerics;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace SingleTable.Linq.Querying;

/// <summary>
/// One walk over a query's tree: what shapes it (node types, methods, members) and the values it holds (constants and closures), apart from each
/// other. Rented per thread, so that a query that was seen before allocates nothing here.
/// </summary>
internal sealed class QueryFingerprint : IDisposable
{
    private const int MaxDepth = 600;

    // No kind of node has such a number.
    private const int Second = -2;

    [ThreadStatic]
    private static QueryFingerprint? t_spare;

    private readonly List<ParameterExpression> _parameters = [];
    private object?[] _tokens = new object?[64];
    private object?[] _leaves = new object?[16];
    private int[] _codes = new int[128];
    private int _tokenCount;
    private int _leafCount;
    private int _codeCount;
    private uint _hash;
    private int _depth;

    public int Hash => (int)_hash;
    public ReadOnlySpan<object?> Tokens => _tokens.AsSpan(0, _tokenCount);
    public ReadOnlySpan<int> Codes => _codes.AsSpan(0, _codeCount);

    /// <summary>The values in the order of the tree. The array is longer than their number, and is reused.</summary>
    public object?[] Leaves => _leaves;

    public static QueryFingerprint Of(Expression tree)
    {
        var fingerprint = Empty();
        fingerprint.Visit(tree);
        return fingerprint;
    }

    /// <summary>The same as of the call of a method with this tree as its only argument, which need not be made.</summary>
    public static QueryFingerprint Of(Expression tree, MethodInfo operation)
    {
        var fingerprint = Empty();
        fingerprint._depth = 1;
        fingerprint.Code((int)ExpressionType.Call);
        fingerprint.Token(operation);
        fingerprint.Visit(null);
        fingerprint.Code(1);
        fingerprint.Visit(tree);
        return fingerprint;
    }

    /// <summary>A fingerprint of two trees, whose values are numbered through; the second may be missing.</summary>
    public static QueryFingerprint Of(Expression tree, Expression? second)
    {
        var fingerprint = Of(tree);
        if (second is not null)
        {
            fingerprint.Code(Second);
            fingerprint.Visit(second);
        }

        return fingerprint;
    }

    /// <summary>A fingerprint of something that is no tree: of what is added to it.</summary>
    public static QueryFingerprint Empty()
    {
        var fingerprint = t_spare ?? new QueryFingerprint();
        t_spare = null;
        fingerprint._hash = 17;
        fingerprint._depth = 0;
        return fingerprint;
    }

    public void Dispose()
    {
        Array.Clear(_tokens, 0, _tokenCount);
        Array.Clear(_leaves, 0, _leafCount);
        _parameters.Clear();
        (_tokenCount, _leafCount, _codeCount) = (0, 0, 0);
        t_spare = this;
    }

    /// <summary>The values, for a use that outlives this fingerprint.</summary>
    public object?[] CopyLeaves() => _leaves[.._leafCount];

    private void Visit(Expression? node)
    {
        if (node is null)
        {
            Code(-1);
            return;
        }

        // DynamoDB's conditions end at 4 KB long before; visitors behind this one recurse, and a stack that overflows ends the process.
        if (++_depth > MaxDepth)
        {
            throw QueryingErrors.TooDeep();
        }

        // By the kind, and the class after it: to try one class after the other takes longer than all else of a node.
        var kind = node.NodeType;
        Code((int)kind);
        switch (kind)
        {
            case ExpressionType.Constant when node is ConstantExpression constant:
                VisitConstant(constant);
                break;
            case ExpressionType.MemberAccess when node is MemberExpression member:
                Token(member.Member);
                Visit(member.Expression);
                break;
            case ExpressionType.Call when node is MethodCallExpression call:
                Token(call.Method);
                Visit(call.Object);
                VisitArguments(call);
                break;
            case ExpressionType.Lambda when node is LambdaExpression lambda:
                VisitLambda(lambda);
                break;
            case ExpressionType.Parameter when node is ParameterExpression parameter:
                Code(Place(parameter));
                Token(parameter.Type);
                break;
            case ExpressionType.Quote or ExpressionType.Convert when node is UnaryExpression unary:
                VisitUnary(unary);
                break;
            case ExpressionType.Equal or ExpressionType.AndAlso when node is BinaryExpression binary:
                VisitBinary(binary);
                break;
            default:
                VisitOther(node);
                break;
        }

        _depth--;
    }

    private void VisitOther(Expression node)
    {
        switch (node)
        {
            case UnaryExpression unary:
                VisitUnary(unary);
                break;
            case BinaryExpression binary:
                VisitBinary(binary);
                break;
            default:
                VisitRare(node);
                break;
        }
    }

    private void VisitUnary(UnaryExpression unary)
    {
        Token(unary.Type);
        Token(unary.Method);
        Visit(unary.Operand);
    }

    private void VisitBinary(BinaryExpression binary)
    {
        Token(binary.Method);
        Token(binary.Left.Type);
        Visit(binary.Left);
        Visit(binary.Conversion);
        Visit(binary.Right);
    }

    private int Place(ParameterExpression parameter)
    {
        var place = _parameters.Count - 1;
        while (place >= 0 && !ReferenceEquals(_parameters[place], parameter))
        {
            place--;
        }

        return place;
    }

    private void VisitRare(Expression node)
    {
        Token(node.Type);
        switch (node)
        {
            case ConditionalExpression conditional:
                Visit(conditional.Test);
                Visit(conditional.IfTrue);
                Visit(conditional.IfFalse);
                break;
            case NewExpression creation:
                Token(creation.Constructor);
                VisitArguments(creation);
                break;
            case MemberInitExpression initialization:
                Visit(initialization.NewExpression);
                VisitBindings(initialization.Bindings);
                break;
            case ListInitExpression list:
                Visit(list.NewExpression);
                foreach (var initializer in list.Initializers)
                {
                    Token(initializer.AddMethod);
                    VisitArguments(initializer);
                }

                break;
            case NewArrayExpression array:
                VisitAll(array.Expressions);
                break;
            case TypeBinaryExpression test:
                Token(test.TypeOperand);
                Visit(test.Expression);
                break;
            case InvocationExpression invocation:
                Visit(invocation.Expression);
                VisitArguments(invocation);
                break;
            case IndexExpression index:
                Token(index.Indexer);
                Visit(index.Object);
                VisitArguments(index);
                break;
            case DefaultExpression:
                break;
            default:
                throw new QueryTranslationException(
                    "STL1002", $"An expression of kind {node.NodeType} cannot be part of a query. Compute it before the query, in a local variable.");
        }
    }

    private void VisitBindings(IReadOnlyList<MemberBinding> bindings)
    {
        Code(bindings.Count);
        foreach (var binding in bindings)
        {
            Token(binding.Member);
            if (binding is not MemberAssignment assignment)
            {
                throw new QueryTranslationException(
                    "STL1002", $"The nested initializer of {binding.Member.Name} cannot be part of a query. Assign a new object to it.");
            }

            Visit(assignment.Expression);
        }
    }

    private void VisitConstant(ConstantExpression constant)
    {
        if (constant.Value is IEntityRoot root)
        {
            Token(root.EntityType);
            return;
        }

        Token(constant.Type);
        Code(constant.Value is null ? 0 : 1);
        if (_leafCount == _leaves.Length)
        {
            Array.Resize(ref _leaves, _leafCount * 2);
        }

        _leaves[_leafCount++] = constant.Value;
    }

    private void VisitLambda(LambdaExpression lambda)
    {
        var outer = _parameters.Count;
        Code(lambda.Parameters.Count);
        for (var i = 0; i < lambda.Parameters.Count; i++)
        {
            _parameters.Add(lambda.Parameters[i]);
        }

        Visit(lambda.Body);
        _parameters.RemoveRange(outer, _parameters.Count - outer);
    }

    private void VisitArguments(IArgumentProvider call)
    {
        Code(call.ArgumentCount);
        for (var i = 0; i < call.ArgumentCount; i++)
        {
            Visit(call.GetArgument(i));
        }
    }

    private void VisitAll(IReadOnlyList<Expression> nodes)
    {
        Code(nodes.Count);
        for (var i = 0; i < nodes.Count; i++)
        {
            Visit(nodes[i]);
        }
    }

    /// <summary>Adds an object, which is compared by reference.</summary>
    public void Token(object? token)
    {
        if (_tokenCount == _tokens.Length)
        {
            Array.Resize(ref _tokens, _tokenCount * 2);
        }

        _tokens[_tokenCount++] = token;
        Mix(token is null ? 0 : RuntimeHelpers.GetHashCode(token));
    }

    /// <summary>Adds a number.</summary>
    public void Code(int code)
    {
        if (_codeCount == _codes.Length)
        {
            Array.Resize(ref _codes, _codeCount * 2);
        }

        _codes[_codeCount++] = code;
        Mix(code);
    }

    private void Mix(int value) => _hash = (BitOperations.RotateLeft(_hash, 5) * 16777619) ^ (uint)value;
}
