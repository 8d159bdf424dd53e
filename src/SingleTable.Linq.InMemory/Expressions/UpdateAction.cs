using SingleTable.Linq.InMemory.Values;

namespace SingleTable.Linq.InMemory.Expressions;

/// <summary>One action of an update expression.</summary>
internal abstract record UpdateAction(DocumentPath Path);

internal sealed record SetAction(DocumentPath Path, Operand Value) : UpdateAction(Path);

internal sealed record RemoveAction(DocumentPath Path) : UpdateAction(Path);

internal sealed record AddAction(DocumentPath Path, DynamoValue Value) : UpdateAction(Path);

internal sealed record DeleteAction(DocumentPath Path, SetValue Value) : UpdateAction(Path);
