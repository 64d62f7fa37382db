namespace Holdfast.Core.Queue;

/// <summary>An operation that time alone has ended: nobody was delivering it.</summary>
/// <param name="Note">Why, for people.</param>
public sealed record ExpiredOperation(OperationId Id, string Lane, string Note);
