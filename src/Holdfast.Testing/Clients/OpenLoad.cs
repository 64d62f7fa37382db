using System.Net.Sockets;

namespace Holdfast.Testing.Clients;

/// <summary>Sends requests at a fixed rate, whether answers come or not, and says what became of every one.</summary>
public sealed class OpenLoad : IDisposable
{
    private readonly OpenLoadPlan _plan;
    private readonly OpenLoadSchedule _schedule;
    private readonly LoadedRequest[] _results;
    private readonly SocketsHttpHandler _keeping;
    private readonly SocketsHttpHandler _closing;
    private readonly HttpMessageInvoker _kept;
    private readonly HttpMessageInvoker _closed;
    private readonly TimeProvider _clock = TimeProvider.System;
    private int _answered;
    private int _inFlight;
    private int _keptConnections;
    private long _start;
    private volatile bool _stopped;

    public OpenLoad(OpenLoadPlan plan)
    {
        _plan = plan;
        _schedule = new OpenLoadSchedule(plan.Rate, plan.Count, plan.WithoutKeepAliveRatio);
        _results = new LoadedRequest[plan.Count];
        _keeping = new SocketsHttpHandler
        {
            MaxConnectionsPerServer = plan.ConnectionsMax,
            UseProxy = false,
            ConnectCallback = async (context, cancellation) =>
            {
                Interlocked.Increment(ref _keptConnections);
                return await ConnectAsync(context, cancellation);
            },
        };
        // 'Connection: close' alone leaves the closing to the server, and the client would use the connection again.
        _closing = new SocketsHttpHandler
        {
            PooledConnectionLifetime = TimeSpan.Zero,
            UseProxy = false,
            ConnectCallback = ConnectAsync,
        };
        _kept = new HttpMessageInvoker(_keeping);
        _closed = new HttpMessageInvoker(_closing);
    }

    /// <summary>Requests answered or failed so far; lets a test act in the midst of a load.</summary>
    public int Answered => Volatile.Read(ref _answered);

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
                await Task.Delay(wait, _clock, cancellation);
        }

        await Task.WhenAll(sending);
        return new OpenLoadResult(_results[..sending.Count], _keptConnections, Elapsed);
    }

    /// <summary>Sends nothing more; what was sent is still waited for.</summary>
    public void Stop() => _stopped = true;

    /// <summary>Waits until this many were answered or failed.</summary>
    public Task WaitForAnsweredAsync(int count) =>
        Eventually.HoldsAsync(() => Answered >= count, $"{count} answers to a load", null, () => $"{Answered}");

    public void Dispose()
    {
        _kept.Dispose();
        _closed.Dispose();
        _keeping.Dispose();
        _closing.Dispose();
    }

    private TimeSpan Elapsed => _clock.GetElapsedTime(_start);

    private async Task SendAsync(int index, CancellationToken cancellation)
    {
        var closes = _schedule.ClosesConnection(index);
        var (status, version, error) = (0, (string?)null, (string?)null);
        if (Interlocked.Increment(ref _inFlight) > _plan.InFlightMax)
            error = $"not sent: {_plan.InFlightMax} in flight";
        else
            (status, version, error) = await AskAsync(closes, cancellation);
        Interlocked.Decrement(ref _inFlight);
        var latency = Elapsed - _schedule.DueAt(index);
        _results[index] = new LoadedRequest(index, closes, status, version, error, latency);
        Interlocked.Increment(ref _answered);
    }

    private async Task<(int Status, string? Version, string? Error)> AskAsync(bool closes, CancellationToken cancellation)
    {
        using var timeout = new CancellationTokenSource(_plan.Timeout, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        using var request = new HttpRequestMessage(HttpMethod.Get, _plan.Url);
        request.Headers.ConnectionClose = closes ? true : null;
        try
        {
            // Off the dispatcher's thread at once: sending must not delay what is due next.
            await Task.Yield();
            using var response = await (closes ? _closed : _kept).SendAsync(request, either.Token);
            await response.Content.CopyToAsync(Stream.Null, either.Token);
            var version = response.Headers.TryGetValues(_plan.VersionHeader, out var values)
                && values.ToList() is [var only] ? only : null;
            return ((int)response.StatusCode, version, null);
        }
        catch (OperationCanceledException)
        {
            return (0, null, timeout.IsCancellationRequested ? "timeout" : "cancelled");
        }
        catch (HttpRequestException failed)
        {
            var cause = failed.InnerException is SocketException socket ? $" ({socket.SocketErrorCode})" : "";
            return (0, null, $"{failed.HttpRequestError}{cause}: {failed.Message}");
        }
        catch (IOException broken)
        {
            return (0, null, $"broken: {broken.Message}");
        }
    }

    private static async ValueTask<Stream> ConnectAsync(
        SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(context.DnsEndPoint, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
