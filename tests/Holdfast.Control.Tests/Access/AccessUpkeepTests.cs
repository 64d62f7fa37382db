using Holdfast.Control.Access;
using Holdfast.Control.Store;
using Holdfast.Core.Signals;
using Holdfast.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Holdfast.Control.Tests.Access;

/// <summary>Whatever goes wrong while tokens and records are looked after, the next look comes.</summary>
public sealed class AccessUpkeepTests : IDisposable
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly BrokenStore _store = new();
    private readonly SignalLog _signals;
    private readonly TokenBook _tokens;
    private readonly AuditDesk _audit;

    public AccessUpkeepTests()
    {
        _signals = new SignalLog(_time);
        (_tokens, _audit) = (new TokenBook(_store, _time), new AuditDesk(_store, _signals, _time));
    }

    public void Dispose()
    {
        _tokens.Dispose();
        _audit.Dispose();
    }

    [Fact]
    public async Task Look_ThatFailsInAWayNobodyThoughtOf_IsToldOnceAndTheNextOneComes()
    {
        await using var upkeep = new AccessUpkeep(_tokens, _audit, _signals, _time);
        upkeep.Start();
        for (var look = 1; look <= 3; look++) await LookedAsync(look);

        _signals.Kept().Select(static signal => signal.Name).ShouldBe(["access-upkeep-failed"]);
        _signals.Kept()[0].Text.ShouldContain("InvalidOperationException: no idea");

        _store.Fault = null;
        await LookedAsync(4);
        await Eventually.HoldsAsync(() => _store.Reads == 4, "the look that found all well");
    }

    private async Task LookedAsync(int look)
    {
        // The timer is made by another thread: it may not wait yet when the clock is put on.
        await Eventually.HoldsAsync(() =>
        {
            if (_store.Reads < look) _time.Advance(AccessUpkeep.Every);
            return _store.Reads >= look;
        }, $"look {look}");
    }

    private sealed class BrokenStore : ITokens, IAuditTrail
    {
        private int _reads;

        public Exception? Fault { get; set; } = new InvalidOperationException("no idea");

        public int Reads => Volatile.Read(ref _reads);

        public Task<IReadOnlyList<StoredToken>> GoodAsync(CancellationToken cancellation)
        {
            Interlocked.Increment(ref _reads);
            return Fault is { } fault ? Task.FromException<IReadOnlyList<StoredToken>>(fault) : Task.FromResult<IReadOnlyList<StoredToken>>([]);
        }

        public Task<StoredToken> AddAsync(TokenDraft draft, CancellationToken cancellation) => throw new NotSupportedException();

        public Task RevokeAsync(long id, Order order, CancellationToken cancellation) => throw new NotSupportedException();

        public Task UsedAsync(IReadOnlyList<(long Id, DateTimeOffset At)> used, CancellationToken cancellation) => Task.CompletedTask;

        public Task<AuditEntry> AppendAsync(AuditDraft draft, CancellationToken cancellation) => throw new NotSupportedException();

        public Task<IReadOnlyList<AuditEntry>> PageAsync(long? before, int limit, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<AuditEntry>>([]);
    }
}
