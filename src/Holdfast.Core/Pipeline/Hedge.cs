using Holdfast.Core.Pipeline.Model;

namespace Holdfast.Core.Pipeline;

/// <summary>The attempt that is made beside one that is late. Made only then, and not reused.</summary>
/// <remarks>
/// Two threads meet here: that of the late attempt, and the timer's, which goes on as this attempt's own. Whatever both of
/// them could do, one at a time does under the gate; it is taken for late attempts alone.
/// </remarks>
internal sealed class Hedge(TimeProvider time) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource<Outcome?> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _end = new(Timeout.InfiniteTimeSpan, time);
    private volatile bool _stopped;
    private bool _lateMayAnswer = true;
    private bool _mayAnswer;
    private bool _began;

    public Attempt Attempt { get; } = new();

    /// <summary>How it went; null when it was not made. Does not fail, and afterwards nothing here touches the call any more.</summary>
    public Task<Outcome?> Ended => _ended.Task;

    /// <summary>Ends it, or keeps it from being made: its answer is no longer wanted.</summary>
    public void Stop()
    {
        _stopped = true;
        try
        {
            _end.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The caller went at the very moment at which it was done with.
        }
    }

    /// <summary>From here on the deadline no longer binds it, only how long its body may be silent.</summary>
    public void Silent(TimeSpan longest) => _end.CancelAfter(longest);

    /// <summary>One of the two attempts can bring nothing but a failure. To be said again, it makes no difference.</summary>
    /// <returns>
    /// True: the other may still bring better. False to the one that is left last: what comes next is for it to say. A hedge
    /// that was not made by then never will be.
    /// </returns>
    public bool GivesWay(Attempt attempt)
    {
        lock (_gate)
        {
            if (!ReferenceEquals(attempt, Attempt))
            {
                _lateMayAnswer = false;
                return _mayAnswer;
            }

            _mayAnswer = false;
            return _lateMayAnswer;
        }
    }

    /// <summary>On the timer's thread: tells of the late attempt, and makes another where policy and nodes allow it.</summary>
    public async Task RunAsync(Call call, InterfaceModel target, Attempt late)
    {
        Outcome? outcome = null;
        try
        {
            OutboundPipeline.TellLate(call, target, late);
            if (TryBegin(call, target)) outcome = await AttemptAsync(call, target);
        }
        catch (Exception fault)
        {
            // Thrown it would reach nobody, and the late attempt may answer yet.
            call.HedgeFault = fault;
            if (_began) outcome = Outcome.Failed(FailureKind.Reset);
        }

        _ended.TrySetResult(outcome);
    }

    /// <summary>When it has ended.</summary>
    public void Dispose() => _end.Dispose();

    private bool TryBegin(Call call, InterfaceModel target)
    {
        lock (_gate)
        {
            if (_stopped || !_lateMayAnswer || call.IsClaimed || call.CallerGone) return false;
            var left = Remaining.Of(call, target);
            if (left.IsOver) return false;
            var version = call.Version!;
            if (version.Picker.Pick(version, call) is not { } node || !AttemptGates.TryEnter(call, Attempt, version, node)) return false;
            if (!target.Retry.MayHedge(call))
            {
                AttemptGates.Leave(call, Attempt, version, node, Outcome.Refused, call.Time.GetTimestamp());
                return false;
            }

            call.Record(Position.Retry, "hedge", target.Refusals.RetryRule, node);
            OutboundPipeline.Begin(call, target, Attempt, node, left, isHedge: true);
            return _began = _mayAnswer = true;
        }
    }

    private async Task<Outcome> AttemptAsync(Call call, InterfaceModel target)
    {
        var outcome = Outcome.Failed(FailureKind.Reset);
        try
        {
            _end.CancelAfter(Attempt.Within);
            outcome = await call.AttemptAsync(Attempt, _end.Token);
        }
        finally
        {
            GivesWay(Attempt);
            if (_end.IsCancellationRequested && outcome is { IsFailure: true, Began: false })
                outcome = _stopped ? Outcome.Cancelled(began: false) : Outcome.Failed(Attempt.WhenOver);
            OutboundPipeline.End(call, target, Attempt, outcome);
        }

        return outcome;
    }
}
