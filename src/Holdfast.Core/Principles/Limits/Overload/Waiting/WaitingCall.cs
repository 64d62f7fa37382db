using System.Threading.Tasks.Sources;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Principles.Limits.Overload.Concurrency;

namespace Holdfast.Core.Principles.Limits.Overload.Waiting;

/// <summary>A call that waits for a place. Used again for another: see <see cref="WaitingCalls"/>.</summary>
internal sealed class WaitingCall : Waiter, IValueTaskSource<ConcurrencyEpoch?>
{
    private ManualResetValueTaskSourceCore<ConcurrencyEpoch?> _core = new() { RunContinuationsAsynchronously = true };
    private Call? _call;

    public override Criticality Criticality => _call!.Criticality;

    public override bool IsGone => _call!.CallerGone;

    /// <summary>The place; null: there is none. Awaited once.</summary>
    public ValueTask<ConcurrencyEpoch?> Place => new(this, _core.Version);

    /// <summary>The next of those that are idle.</summary>
    internal WaitingCall? Next { get; set; }

    public void For(Call? call)
    {
        _call = call;
        _core.Reset();
    }

    public override void Settle(ConcurrencyEpoch? place) => _core.SetResult(place);

    public ConcurrencyEpoch? GetResult(short token) => _core.GetResult(token);

    public ValueTaskSourceStatus GetStatus(short token) => _core.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);
}
