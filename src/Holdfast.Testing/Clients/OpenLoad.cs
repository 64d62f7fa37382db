namespace Holdfast.Testing.Clients;

/// <summary>Sends requests at a fixed rate, whether answers come or not, and says what became of every one.</summary>
public sealed class OpenLoad : IDisposable
{
    private readonly OpenLoadPlan _plan;
    private readonly OpenLoadSchedule _schedule;
    private readonly LoadedRequest[] _results;
    private readonly OpenLoadSender _sender;
    private readonly TimeProvider _clock = TimeProvider.System;
    private int _answered;
    private int _inFlight;
    private long _start;
    private volatile bool _stopped;

    public OpenLoad(OpenLoadPlan plan)
    {
        _plan = plan;
        _schedule = new OpenLoadSchedule(plan.Rate, plan.Count, plan.WithoutKeepAliveRatio);
        _results = new LoadedRequest[plan.Count];
        _sender = new OpenLoadSender(plan, _clock);
    }

    /// <summary>Requests answered or failed so far; lets a test act in the midst of a load.</summary>
    public int Answered => Volatile.Read(ref _answered);

    /// <summary>Since the load began: the clock of <see cref="LoadedRequest.Due"/>.</summary>
    public TimeSpan Elapsed => _clock.GetElapsedTime(_start);

    public async Task<OpenLoadResult> RunAsync(CancellationToken cancellation)
    {
        _start = _clock.GetTimestamp();
        List<Task> sending = new(_plan.Count);
        while (!_schedule.IsOver && !_stopped)
        {
            var due = _schedule.TakeDue(Elapsed);
            for (var index = due.Start.Value; index < due.End.Value; index++)
                sending.Add(SendAsync(index, cancellation));
            if (_schedule.UntilNext(Elapsed) is { Ticks: > 0 } wait)
                await Task.Delay(OpenLoadSchedule.Whole(wait), _clock, cancellation);
        }

        await Task.WhenAll(sending);
        return new OpenLoadResult(_results[..sending.Count], _sender.KeptConnections, Elapsed);
    }

    /// <summary>Sends nothing more; what was sent is still waited for.</summary>
    public void Stop() => _stopped = true;

    /// <summary>Waits until this many were answered or failed.</summary>
    public Task WaitForAnsweredAsync(int count) =>
        Eventually.HoldsAsync(() => Answered >= count, $"{count} answers to a load", null, () => $"{Answered}");

    public void Dispose() => _sender.Dispose();

    private async Task SendAsync(int index, CancellationToken cancellation)
    {
        var closes = _schedule.ClosesConnection(index);
        var ask = Interlocked.Increment(ref _inFlight) > _plan.InFlightMax
            ? new LoadedRequest(index, closes, 0, null, $"not sent: {_plan.InFlightMax} in flight", default)
            : await _sender.AskAsync(index, closes, cancellation);
        Interlocked.Decrement(ref _inFlight);
        var due = _schedule.DueAt(index);
        _results[index] = ask with { Due = due, Latency = Elapsed - due };
        Interlocked.Increment(ref _answered);
    }
}
