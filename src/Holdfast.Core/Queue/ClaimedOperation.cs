namespace Holdfast.Core.Queue;

/// <summary>An operation that is leased to be delivered.</summary>
/// <param name="Token">Grows with every claim: whoever has lost the lease cannot settle it any more.</param>
/// <param name="Attempt">Which attempt this is, from 1. It is counted when it begins: what kills its process does not come back for ever.</param>
/// <param name="Body">Empty where <paramref name="SpilledBytes"/> says that it is in a file.</param>
/// <param name="AcceptedAt">By the clock of the store.</param>
/// <param name="ExpiresAt">When it is given up.</param>
public sealed record ClaimedOperation(
    OperationId Id, string Lane, long Token, int Attempt, OperationRequest Request, ReadOnlyMemory<byte> Body, long SpilledBytes,
    DateTimeOffset AcceptedAt, DateTimeOffset ExpiresAt);
