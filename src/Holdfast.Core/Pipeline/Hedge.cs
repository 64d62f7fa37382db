using Holdfast.Core.Pipeline.Model;

namespace Holdfast.Core.Pipeline;

/// <summary>The attempt that is made beside one that is late. Made only then, and not reused.</summary>
internal sealed class Hedge(TimeProvider time) : IDisposable
{
    private readonly TaskCompletionSource<Outcome?> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _end = new(Timeout.InfiniteTimeSpan, time);
    private volatile bool _stopped;
    private volatile bool _isInFlight;

    public Attempt Attempt { get; } = new();

    /// <summary>How it went; null when it was not made.</summary>
    public Task<Outcome?> Ended => _ended.Task;

    /// <summary>Whether it was sent, and is on its way.</summary>
    public bool IsInFlight => _isInFlight;

    /// <summary>Ends it: its answer is no longer wanted.</summary>
    public void Stop()
    {
        _stopped = true;
        _end.Cancel();
    }

    /// <summary>From here on the deadline no longer binds it, only how long its body may be silent.</summary>
    public void Silent(TimeSpan longest) => _end.CancelAfter(longest);

    /// <summary>Makes the attempt where the policy and the nodes allow it.</summary>
    public async Task RunAsync(Call call, InterfaceModel target, Attempt late)
    {
        Outcome? outcome = null;
        try
        {
            if (Node(call, target, late) is { } node) outcome = await AttemptAsync(call, target, node);
        }
        finally
        {
            _isInFlight = false;
            _ended.TrySetResult(outcome);
        }
    }

    /// <summary>When it has ended.</summary>
    public void Dispose() => _end.Dispose();

    private static NodeModel? Node(Call call, InterfaceModel target, Attempt late)
    {
        OutboundPipeline.TellLate(call, target, late);
        if (!late.IsLate || call.IsClaimed || call.CallerGone) return null;
        var version = call.Version!;
        var node = version.Picker.Pick(version, call);
        return node is not null && target.Retry.MayHedge(call) ? node : null;
    }

    private async Task<Outcome> AttemptAsync(Call call, InterfaceModel target, NodeModel node)
    {
        var left = OutboundPipeline.Remaining(call, target);
        if (left <= TimeSpan.Zero) return Outcome.Failed(FailureKind.Deadline);
        var (due, byTry) = OutboundPipeline.TimeOf(target, left);
        call.Record(Position.Retry, "hedge", target.Refusals.RetryRule, node);
        OutboundPipeline.Begin(call, Attempt, node, isHedge: true);
        _end.CancelAfter(due);
        _isInFlight = true;
        var outcome = Outcome.Failed(FailureKind.Reset);
        try
        {
            outcome = await call.AttemptAsync(Attempt, _end.Token);
        }
        finally
        {
            _isInFlight = false;
            if (_end.IsCancellationRequested && !_stopped && outcome is { IsFailure: true, Began: false })
                outcome = Outcome.Failed(byTry ? FailureKind.AttemptTimeout : FailureKind.Deadline);
            OutboundPipeline.End(call, target, Attempt, outcome);
        }

        return outcome;
    }
}
