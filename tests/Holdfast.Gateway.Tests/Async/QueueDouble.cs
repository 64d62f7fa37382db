using Holdfast.Core.Errors;
using Holdfast.Core.Queue;

namespace Holdfast.Gateway.Tests.Async;

/// <summary>A queue that does what the one behind it does, but for what a test has it refuse.</summary>
internal sealed class QueueDouble(IDurableQueue queue) : IDurableQueue
{
    private static readonly KnownError Busy = new("HF6035", "busy", "", "") { Status = 503 };

    private int _settlesToFail;
    private int _claims;
    private int _claimsFailed;

    public bool IsThere => queue.IsThere;

    public int SettlesToFail => Volatile.Read(ref _settlesToFail);

    /// <summary>Every other claim is one for the places that the one before did not need.</summary>
    public bool FailSecondClaims { get; set; }

    public int ClaimsFailed => Volatile.Read(ref _claimsFailed);

    public void FailSettles(int times) => Volatile.Write(ref _settlesToFail, times);

    public Task<bool> SettleAsync(ClaimedOperation claim, Settlement settlement)
    {
        if (Interlocked.Decrement(ref _settlesToFail) >= 0) throw new QueueException(Busy, "it is busy") { IsUndone = true };
        Interlocked.Increment(ref _settlesToFail);
        return queue.SettleAsync(claim, settlement);
    }

    public async Task<IReadOnlyList<ClaimedOperation>> ClaimAsync(ClaimWish wish)
    {
        if (FailSecondClaims && ++_claims % 2 == 0)
        {
            Interlocked.Increment(ref _claimsFailed);
            throw new QueueException(Busy, "it is busy") { IsUndone = true };
        }

        return await queue.ClaimAsync(wish);
    }

    public void Listen(Action<ExpiredOperation> listener) => queue.Listen(listener);

    public Task<Acceptance> AcceptAsync(OperationDraft draft) => queue.AcceptAsync(draft);

    public Task<Acceptance?> LookForRoomAsync(OperationDraft draft) => queue.LookForRoomAsync(draft);

    public Task<long> SpillAsync(OperationId id, Func<Stream, Task> write) => queue.SpillAsync(id, write);

    public void Unspill(OperationId id) => queue.Unspill(id);

    public Stream OpenSpilled(OperationId id) => queue.OpenSpilled(id);

    public Task<bool> RenewAsync(ClaimedOperation claim, TimeSpan lease) => queue.RenewAsync(claim, lease);

    public Task<OperationStatus?> FindAsync(OperationId id) => queue.FindAsync(id);

    public Task<IReadOnlyList<OperationStatus>> ListAsync(string lane, OperationState state, OperationId? after, int countMax) => queue.ListAsync(lane, state, after, countMax);

    public Task<IReadOnlyList<LaneReading>> ReadAsync() => queue.ReadAsync();

    public Task<int> ReviveAsync(string lane, IReadOnlyList<OperationId>? ids) => queue.ReviveAsync(lane, ids);

    public Task<int> DropAsync(string lane, IReadOnlyList<OperationId>? ids) => queue.DropAsync(lane, ids);

    public Task SweepAsync() => queue.SweepAsync();

    public Task BackupAsync(string folder) => queue.BackupAsync(folder);

    public Task<int> ExportAsync(Stream to) => queue.ExportAsync(to);

    public Task<int> ImportAsync(Stream from) => queue.ImportAsync(from);

    public Task<IReadOnlyList<string>> CheckAsync() => queue.CheckAsync();

    /// <summary>Whoever made the one behind it lets go of it.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
