namespace Holdfast.Core.Queue;

/// <summary>Operations that were promised to be delivered, and what has become of them.</summary>
/// <remarks>
/// What a method has returned is on the disk. Every method may throw <see cref="QueueException"/>: then nothing is promised, though
/// it may have happened. Nothing that waits for a service happens while the queue holds anything of its own.
/// </remarks>
public interface IDurableQueue : IAsyncDisposable
{
    /// <summary>Has somebody told of every operation that has become too old, once that is on the disk. Must return at once, and throw nothing.</summary>
    void Listen(Action<ExpiredOperation> listener);

    /// <summary>Whether something may be in it from before. Nothing is made or opened for the question.</summary>
    bool IsThere { get; }

    /// <summary>Accepts an operation, or says why not.</summary>
    Task<Acceptance> AcceptAsync(OperationDraft draft);

    /// <summary>Looks whether an operation would find room, before a long body is kept for it: what is refused must not fill the disk first.</summary>
    /// <param name="draft">With as much of its length as is known.</param>
    /// <returns>Why it would not be accepted; null: it would be, as things stand.</returns>
    Task<Acceptance?> LookForRoomAsync(OperationDraft draft);

    /// <summary>Keeps a body that is too long for a row, before its operation is accepted. It is part of the promise.</summary>
    /// <param name="write">Writes it; what it throws is thrown, and nothing is kept.</param>
    /// <returns>Its length.</returns>
    Task<long> SpillAsync(OperationId id, Func<Stream, Task> write);

    /// <summary>Lets go of a spilled body whose operation was not accepted.</summary>
    void Unspill(OperationId id);

    /// <exception cref="QueueException">It is gone for good, or cannot be read now.</exception>
    Stream OpenSpilled(OperationId id);

    /// <summary>Leases operations that are due, those never tried first. What has become too old meanwhile is given up.</summary>
    Task<IReadOnlyList<ClaimedOperation>> ClaimAsync(ClaimWish wish);

    /// <summary>Says how a delivery has ended.</summary>
    /// <returns>False: the lease was somebody else's by then, and nothing was changed.</returns>
    Task<bool> SettleAsync(ClaimedOperation claim, Settlement settlement);

    /// <summary>Keeps a lease for longer.</summary>
    /// <returns>False: it is somebody else's by now.</returns>
    Task<bool> RenewAsync(ClaimedOperation claim, TimeSpan lease);

    /// <returns>Null: there is none, or it is long done with.</returns>
    Task<OperationStatus?> FindAsync(OperationId id);

    /// <summary>Operations of a lane that are in a state, in the order of their acceptance.</summary>
    /// <param name="after">Those behind this one; null: from the first.</param>
    Task<IReadOnlyList<OperationStatus>> ListAsync(string lane, OperationState state, OperationId? after, int countMax);

    Task<IReadOnlyList<LaneReading>> ReadAsync();

    /// <summary>Has failed or dead operations of a lane tried again, as if they had just been accepted.</summary>
    /// <param name="ids">Null: all of the lane.</param>
    /// <returns>How many.</returns>
    Task<int> ReviveAsync(string lane, IReadOnlyList<OperationId>? ids);

    /// <summary>Lets failed or dead operations of a lane go for good.</summary>
    /// <inheritdoc cref="ReviveAsync"/>
    Task<int> DropAsync(string lane, IReadOnlyList<OperationId>? ids);

    /// <summary>Gives up what is too old, gives back what was leased for too long, and forgets what was kept for long enough. To be asked every second.</summary>
    Task SweepAsync();

    /// <summary>Copies it whole, as of one moment, while it is used.</summary>
    /// <param name="folder">Must not be there yet.</param>
    Task BackupAsync(string folder);

    /// <summary>Writes every operation that is not done with, failed or dead, as a line of JSON each.</summary>
    Task<int> ExportAsync(Stream to);

    /// <summary>Accepts what <see cref="ExportAsync"/> has written; what is there already stays as it is.</summary>
    /// <returns>How many were new.</returns>
    /// <exception cref="QueueException">A line cannot be read: those before it are in.</exception>
    Task<int> ImportAsync(Stream from);

    /// <summary>Looks whether everything is whole: rows, indexes, and that every body is there.</summary>
    /// <returns>What is wrong; empty: nothing.</returns>
    Task<IReadOnlyList<string>> CheckAsync();
}
