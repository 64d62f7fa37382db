using System.Net;
using System.Text;

namespace Holdfast.Testing.Clients;

/// <summary>An open load that costs little itself: bytes made ready once, bare sockets, nothing allocated for a request.</summary>
/// <remarks>
/// For loads of thousands a second on the machine of what is loaded: there, what a load costs is taken from that.
/// <see cref="OpenLoad"/> can do more, at several times the cost. GET of an address without TLS, answers with a length.
/// </remarks>
public sealed class RawLoad : IDisposable
{
    /// <summary>How often it is looked who has waited too long.</summary>
    private static readonly TimeSpan SweepEvery = TimeSpan.FromMilliseconds(20);

    private readonly TimeProvider _clock = TimeProvider.System;
    private readonly OpenLoadPlan _plan;
    private readonly OpenLoadSchedule _schedule;
    private readonly IPEndPoint _server;
    private readonly short[] _statuses;
    private readonly long[] _latencies;
    private readonly string?[] _errors;
    private readonly Lock _gate = new();
    private readonly Stack<RawLoadConnection> _idle = new();
    private readonly HashSet<RawLoadConnection> _all = [];
    private int _opened;
    private int _ended;
    private long _start;
    private long _sweptAt;

    public RawLoad(OpenLoadPlan plan)
    {
        if (plan.Method != HttpMethod.Get || plan.RequestIds is not null || plan.WithoutKeepAliveRatio != 0 || plan.Url.Scheme != Uri.UriSchemeHttp)
            throw new ArgumentException("Only plain GETs over kept connections: use OpenLoad.", nameof(plan));
        _plan = plan;
        _schedule = new OpenLoadSchedule(plan.Rate, plan.Count, 0);
        _server = new IPEndPoint(IPAddress.Parse(plan.Url.Host), plan.Url.Port);
        RequestBytes = Encoding.ASCII.GetBytes($"GET {plan.Url.PathAndQuery} HTTP/1.1\r\nHost: {plan.Url.Authority}\r\n\r\n");
        (_statuses, _latencies, _errors) = (new short[plan.Count], new long[plan.Count], new string?[plan.Count]);
    }

    internal ReadOnlyMemory<byte> RequestBytes { get; }

    private TimeSpan Elapsed => _clock.GetElapsedTime(_start);

    public async Task<OpenLoadResult> RunAsync(CancellationToken cancellation)
    {
        _start = _clock.GetTimestamp();
        var sent = 0;
        while (!_schedule.IsOver)
        {
            var due = _schedule.TakeDue(Elapsed);
            for (sent = due.Start.Value; sent < due.End.Value; sent++) Ask(sent);
            GiveUpLate();
            if (_schedule.UntilNext(Elapsed) is { Ticks: > 0 } wait) await Task.Delay(OpenLoadSchedule.Whole(wait), _clock, cancellation);
        }

        // Bounded: whoever is not answered in its time is given up.
        while (Volatile.Read(ref _ended) < sent)
        {
            await Task.Delay(SweepEvery, _clock, cancellation);
            GiveUpLate();
        }

        return new OpenLoadResult([.. Enumerable.Range(0, sent).Select(Result)], _opened, Elapsed);
    }

    public void Dispose()
    {
        lock (_gate)
            foreach (var connection in _all) connection.Dispose();
    }

    internal void Ended(int request, int status, long length, string? error)
    {
        _latencies[request] = (Elapsed - _schedule.DueAt(request)).Ticks;
        _statuses[request] = (short)status;
        _errors[request] = error ?? (status < 300 && length != (_plan.BodyLength ?? length) ? $"passed off as whole: {length} of {_plan.BodyLength} bytes" : null);
        Interlocked.Increment(ref _ended);
    }

    internal void Idle(RawLoadConnection connection)
    {
        lock (_gate) _idle.Push(connection);
    }

    internal void Gone(RawLoadConnection connection)
    {
        lock (_gate) _all.Remove(connection);
    }

    /// <summary>On the connection that became idle last: as few as possible are kept busy.</summary>
    private void Ask(int request)
    {
        var giveUpAt = _start + (long)((_schedule.DueAt(request) + _plan.Timeout).TotalSeconds * _clock.TimestampFrequency);
        while (TakeIdle() is { } idle)
            if (idle.TryAsk(request, giveUpAt)) return;
        var connection = new RawLoadConnection(this);
        lock (_gate)
        {
            if (_all.Count < _plan.ConnectionsMax) _all.Add(connection);
            else connection = null;
        }

        if (connection is null)
        {
            Ended(request, 0, 0, $"not sent: {_plan.ConnectionsMax} connections are busy");
            return;
        }

        _opened++;
        _ = connection.RunAsync(_server, request, giveUpAt);
    }

    private RawLoadConnection? TakeIdle()
    {
        lock (_gate) return _idle.TryPop(out var idle) ? idle : null;
    }

    private void GiveUpLate()
    {
        var now = _clock.GetTimestamp();
        if (_clock.GetElapsedTime(_sweptAt, now) < SweepEvery) return;
        _sweptAt = now;
        RawLoadConnection[] late;
        lock (_gate) late = [.. _all.Where(connection => connection.IsLateAt(now))];
        foreach (var connection in late) connection.GiveUp();
    }

    private LoadedRequest Result(int request) => new(
        request, ClosedConnection: false, _statuses[request], null, _errors[request], TimeSpan.FromTicks(_latencies[request])) { Due = _schedule.DueAt(request) };
}
