using Holdfast.Core.Pipeline.Model;

namespace Holdfast.Core.Pipeline;

/// <summary>What becomes of an attempt that waits: another is made beside it, and it is told that it is late. Made only then, and not reused.</summary>
/// <remarks>
/// Two threads meet here: that of the waiting attempt, and the timer's, which goes on as this attempt's own. Whatever both of
/// them could do, one at a time does under the gate; it is taken for such attempts alone.
/// </remarks>
internal sealed class Hedge(TimeProvider time) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource<Outcome?> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _end = new(Timeout.InfiniteTimeSpan, time);
    private readonly CancellationTokenSource _firstEnded = new();
    private volatile bool _stopped;
    private volatile bool _isOver;
    private bool _firstMayAnswer = true;
    private bool _mayAnswer;
    private bool _began;

    public Attempt Attempt { get; } = new();

    /// <summary>How it went; null when it was not made. Does not fail, and afterwards nothing here touches the call any more.</summary>
    public Task<Outcome?> Ended => _ended.Task;

    /// <summary>Whether its attempt has ended, or will not be made.</summary>
    public bool IsOver => _isOver;

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
        if (!ReferenceEquals(attempt, Attempt)) return FirstGivesWay();
        lock (_gate)
        {
            _mayAnswer = false;
            return _firstMayAnswer;
        }
    }

    /// <summary>
    /// On the timer's thread, at the first of the marks: tells of an attempt that is late, and makes another beside it where
    /// policy and nodes allow it; each at its own mark.
    /// </summary>
    public async Task RunAsync(Call call, InterfaceModel target, Attempt first, WatchMarks marks)
    {
        Outcome? outcome = null;
        var telling = Task.CompletedTask;
        try
        {
            if (marks.IsLateFirst) OutboundPipeline.TellLate(call, target, first);
            if (!marks.IsHedgeFirst) await WaitAsync(marks.Gap);
            else telling = TellLateAsync(call, target, first, marks.Gap);
            if (marks.Hedge != Timeout.InfiniteTimeSpan && TryBegin(call, target, first, marks.Hedge)) outcome = await AttemptAsync(call, target);
        }
        catch (Exception fault)
        {
            // Thrown it would reach nobody, and the late attempt may answer yet.
            call.HedgeFault = fault;
            if (_began) outcome = Outcome.Failed(FailureKind.Reset);
        }

        _isOver = true;
        await telling;
        _ended.TrySetResult(outcome);
    }

    /// <summary>When it has ended.</summary>
    public void Dispose()
    {
        _end.Dispose();
        _firstEnded.Dispose();
    }

    private bool FirstGivesWay()
    {
        bool mayAnswer;
        lock (_gate)
        {
            _firstMayAnswer = false;
            mayAnswer = _mayAnswer;
        }

        // Not under the gate: whoever waits goes on here.
        _firstEnded.Cancel();
        return mayAnswer;
    }

    /// <summary>Until a mark, or the end of the first attempt, whichever comes first. Throws neither way.</summary>
    private async Task WaitAsync(TimeSpan gap)
    {
        if (gap == Timeout.InfiniteTimeSpan) return;
        var due = time.GetTimestamp();
        await Task.Delay(gap, time, _firstEnded.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        // As with the watch itself: after a pause of our own process, answers may be waiting to be read.
        if (time.GetElapsedTime(due) - gap > LateWatch.PauseMin)
            await Task.Delay(LateWatch.PauseMin, time, _firstEnded.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>At the second mark: the first attempt is late, if it still waits, and nobody has answered in its place.</summary>
    private async Task TellLateAsync(Call call, InterfaceModel target, Attempt first, TimeSpan gap)
    {
        if (gap == Timeout.InfiniteTimeSpan) return;
        await WaitAsync(gap);
        lock (_gate)
        {
            if (!_firstMayAnswer || call.IsClaimed || call.CallerGone) return;
            first.IsLate = true;
            try
            {
                OutboundPipeline.TellLate(call, target, first);
            }
            catch (Exception fault)
            {
                call.HedgeFault = fault;
            }
        }
    }

    private bool TryBegin(Call call, InterfaceModel target, Attempt first, TimeSpan after)
    {
        lock (_gate)
        {
            if (_stopped || !_firstMayAnswer || call.IsClaimed || call.CallerGone) return false;
            var left = Remaining.Of(call, target);
            if (left.IsOver) return false;
            var version = call.Version!;
            if (version.Picker.Pick(version, call) is not { } picked || AttemptGates.TryEnter(call, Attempt, version, picked) is not { } node) return false;
            if (!target.Retry.MayHedge(call))
            {
                AttemptGates.Leave(call, Attempt, version, node, Outcome.Refused, call.Time.GetTimestamp());
                return false;
            }

            var waited = new Measure("waited_ms", call.Time.GetElapsedTime(first.Started).TotalMilliseconds, after.TotalMilliseconds);
            call.Record(Position.Retry, "hedge", target.Refusals.RetryRule, node, waited);
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
