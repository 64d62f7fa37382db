using Holdfast.Core.Errors;
using Holdfast.Core.Queue;

namespace Holdfast.Core.Tests.Principles.Async;

/// <summary>A queue that holds one operation, leases it as any queue does, and can be away.</summary>
internal sealed class OneOperationQueue(string lane, TimeProvider time) : IDurableQueue
{
    private static readonly KnownError Away = new("HF6030", "away", "", "") { Status = 503 };

    private readonly Lock _gate = new();
    private readonly ClaimedOperation _operation = new(
        OperationId.Make(time), lane, 0, 0, new OperationRequest("POST", "http", "/", "", []), default, 0, time.GetUtcNow(), time.GetUtcNow() + TimeSpan.FromDays(1));
    private OperationState _state = OperationState.Waiting;
    private long _token;
    private DateTimeOffset _leasedUntil;
    private bool _isAway;
    private int _refused;

    public bool IsThere => true;

    public bool IsAway
    {
        set
        {
            lock (_gate) _isAway = value;
        }
    }

    /// <summary>How often it was asked for something while it was away.</summary>
    public int Refused => Volatile.Read(ref _refused);

    public bool IsDelivered
    {
        get
        {
            lock (_gate) return _state == OperationState.Delivered;
        }
    }

    public void Listen(Action<ExpiredOperation> listener)
    {
        // It never becomes too old.
    }

    public Task<IReadOnlyList<LaneReading>> ReadAsync() => Do<IReadOnlyList<LaneReading>>(() =>
        [new LaneReading(lane, 1, 0, 0, TimeSpan.Zero, _state == OperationState.Waiting ? TimeSpan.Zero : null)]);

    public Task<IReadOnlyList<ClaimedOperation>> ClaimAsync(ClaimWish wish) => Do<IReadOnlyList<ClaimedOperation>>(() =>
    {
        if (_state != OperationState.Waiting || wish.FreshMax + wish.RetriedMax == 0) return [];
        (_state, _leasedUntil) = (OperationState.Leased, time.GetUtcNow() + wish.Lease);
        return [_operation with { Token = ++_token, Attempt = (int)_token }];
    });

    public Task<bool> RenewAsync(ClaimedOperation claim, TimeSpan lease) => Do(() =>
    {
        if (!IsHeld(claim)) return false;
        _leasedUntil = time.GetUtcNow() + lease;
        return true;
    });

    public Task<bool> SettleAsync(ClaimedOperation claim, Settlement settlement) => Do(() =>
    {
        if (!IsHeld(claim)) return false;
        _state = settlement.State;
        return true;
    });

    public Task SweepAsync() => Do(() =>
    {
        if (_state == OperationState.Leased && _leasedUntil <= time.GetUtcNow()) _state = OperationState.Waiting;
        return true;
    });

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public Task<Acceptance> AcceptAsync(OperationDraft draft) => throw new NotSupportedException();

    public Task<Acceptance?> LookForRoomAsync(OperationDraft draft) => throw new NotSupportedException();

    public Task<long> SpillAsync(OperationId id, Func<Stream, Task> write) => throw new NotSupportedException();

    public void Unspill(OperationId id) => throw new NotSupportedException();

    public Stream OpenSpilled(OperationId id) => throw new NotSupportedException();

    public Task<OperationStatus?> FindAsync(OperationId id) => throw new NotSupportedException();

    public Task<IReadOnlyList<OperationStatus>> ListAsync(string lane, OperationState state, OperationId? after, int countMax) => throw new NotSupportedException();

    public Task<int> ReviveAsync(string lane, IReadOnlyList<OperationId>? ids) => throw new NotSupportedException();

    public Task<int> DropAsync(string lane, IReadOnlyList<OperationId>? ids) => throw new NotSupportedException();

    public Task BackupAsync(string folder) => throw new NotSupportedException();

    public Task<int> ExportAsync(Stream to) => throw new NotSupportedException();

    public Task<int> ImportAsync(Stream from) => throw new NotSupportedException();

    public Task<IReadOnlyList<string>> CheckAsync() => throw new NotSupportedException();

    private bool IsHeld(ClaimedOperation claim) => _state == OperationState.Leased && claim.Token == _token;

    private Task<T> Do<T>(Func<T> work)
    {
        lock (_gate)
        {
            if (!_isAway) return Task.FromResult(work());
            _refused++;
            return Task.FromException<T>(new QueueException(Away, "it is away") { IsUndone = true });
        }
    }
}
