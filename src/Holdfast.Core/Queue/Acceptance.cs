namespace Holdfast.Core.Queue;

/// <summary>What was made of an operation that was to be accepted. When it is told, it is on the disk.</summary>
/// <param name="Id">The operation's name; where the key was known, that of the one accepted before.</param>
/// <param name="Bound">Which bound was met, as <c>count</c>, <c>bytes</c>, <c>age</c>, <c>kept</c> or <c>disk</c>; else empty.</param>
/// <param name="Value">How much of it there is.</param>
/// <param name="Most">How much there may be.</param>
public readonly record struct Acceptance(AcceptanceKind Kind, OperationId Id, string Bound = "", double Value = 0, double Most = 0);
