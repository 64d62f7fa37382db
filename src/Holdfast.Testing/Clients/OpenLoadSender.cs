using System.Globalization;
using System.Net.Sockets;
using Holdfast.Testing.Faults;

namespace Holdfast.Testing.Clients;

/// <summary>Sends one request of an open load and tells what came of it; never throws.</summary>
internal sealed class OpenLoadSender : IDisposable
{
    /// <summary>Characters of a problem that are kept.</summary>
    private const int ProblemMax = 500;

    private static readonly byte[] PostBody = "{\"count\":1}"u8.ToArray();

    private readonly OpenLoadPlan _plan;
    private readonly TimeProvider _clock;
    private readonly SocketsHttpHandler _keeping;
    private readonly SocketsHttpHandler _closing;
    private readonly HttpMessageInvoker _kept;
    private readonly HttpMessageInvoker _closed;
    private int _keptConnections;

    public OpenLoadSender(OpenLoadPlan plan, TimeProvider clock)
    {
        _plan = plan;
        _clock = clock;
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

    /// <summary>Connections opened so far by the part that keeps them.</summary>
    public int KeptConnections => Volatile.Read(ref _keptConnections);

    public async Task<LoadedRequest> AskAsync(int index, bool closes, CancellationToken cancellation)
    {
        using var timeout = new CancellationTokenSource(_plan.Timeout, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        using var request = Request(index, closes);
        var result = new LoadedRequest(index, closes, 0, null, null, default);
        try
        {
            // Off the dispatcher's thread at once: sending must not delay what is due next.
            await Task.Yield();
            using var response = await (closes ? _closed : _kept).SendAsync(request, either.Token);
            var version = response.Headers.TryGetValues(_plan.VersionHeader, out var values)
                && values.ToList() is [var only] ? only : null;
            result = result with { Status = (int)response.StatusCode, Version = version };
            return await ReadAsync(response, result, either.Token);
        }
        catch (OperationCanceledException)
        {
            return result with { Error = timeout.IsCancellationRequested ? "timeout" : "cancelled" };
        }
        catch (HttpRequestException failed)
        {
            var cause = failed.InnerException is SocketException socket ? $" ({socket.SocketErrorCode})" : "";
            return result with
            {
                Error = $"{failed.HttpRequestError}{cause}: {failed.Message}",
                // The connection ended on the way; where none came about nothing was broken.
                IsBroken = failed.InnerException is IOException,
            };
        }
        catch (IOException broken)
        {
            return result with { Error = $"broken: {broken.Message}", IsBroken = true };
        }
    }

    public void Dispose()
    {
        _kept.Dispose();
        _closed.Dispose();
        _keeping.Dispose();
        _closing.Dispose();
    }

    private HttpRequestMessage Request(int index, bool closes)
    {
        var request = new HttpRequestMessage(_plan.Method, _plan.Url);
        request.Headers.ConnectionClose = closes ? true : null;
        if (_plan.RequestIds is { } prefix)
            request.Headers.Add(NodeAnswer.RequestId, string.Create(CultureInfo.InvariantCulture, $"{prefix}-{index}"));
        if (_plan.Method != HttpMethod.Get)
            request.Content = new ByteArrayContent(PostBody);
        return request;
    }

    private async Task<LoadedRequest> ReadAsync(
        HttpResponseMessage response, LoadedRequest result, CancellationToken cancellation)
    {
        if (result.Status >= 400)
        {
            var text = await response.Content.ReadAsStringAsync(cancellation);
            return result with { Problem = text[..Math.Min(text.Length, ProblemMax)] };
        }

        var body = await response.Content.ReadAsStreamAsync(cancellation);
        var buffer = new byte[4096];
        long length = 0;
        for (int read; (read = await body.ReadAsync(buffer, cancellation)) > 0;)
            length += read;
        return length == (_plan.BodyLength ?? length)
            ? result
            : result with { Error = $"passed off as whole: {length} of {_plan.BodyLength} bytes" };
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
