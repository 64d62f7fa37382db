using Holdfast.Core.Plan;
using Holdfast.Gateway.Front.Lanes;
using Holdfast.Gateway.Front.Listeners;
using Microsoft.AspNetCore.Connections;

namespace Holdfast.Gateway.Front;

/// <summary>From an accepted socket to the lane that speaks its protocol: the limit, the count, the first bytes.</summary>
/// <param name="descriptors">Connections that there are file descriptors for.</param>
internal sealed class ConnectionIntake(
    ConnectionRegistry registry, LaneServer lanes, Func<ServerPlan> plan, int descriptors, TimeProvider time, Action refused)
{
    /// <summary>Returns as soon as the next connection can be accepted.</summary>
    public ValueTask TakeAsync(Listener listener, ConnectionContext transport)
    {
        var connection = new FrontConnection(transport, listener, time.GetTimestamp());
        if (!registry.TryAdd(connection, Math.Min(plan().ConnectionsMax, descriptors)))
        {
            refused();
            transport.Abort(new ConnectionAbortedException("Too many connections."));
            return transport.DisposeAsync();
        }

        transport.Features.Set(connection);
        var opening = listener.Opening;
        LaneKind? lane = (opening.IsTls, opening.Versions) switch
        {
            (true, HttpVersions.Http1) => LaneKind.TlsHttp1,
            (true, HttpVersions.Http2) => LaneKind.TlsHttp2,
            (true, _) => LaneKind.TlsBoth,
            (false, HttpVersions.Http1) => LaneKind.Http1,
            (false, HttpVersions.Http2) => LaneKind.Http2,
            _ => null,
        };
        if (lane is { } known)
            return PutAsync(connection, transport, known);
        _ = PeekAsync(connection, transport);
        return ValueTask.CompletedTask;
    }

    private async ValueTask PutAsync(FrontConnection connection, ConnectionContext transport, LaneKind kind)
    {
        connection.IsMultiplexed = kind == LaneKind.Http2;
        if (!await lanes.PutAsync(kind, transport).ConfigureAwait(false))
            await EndAsync(connection, transport).ConfigureAwait(false);
    }

    /// <summary>Looks at the first bytes without taking them; the server reads them again.</summary>
    private async Task PeekAsync(FrontConnection connection, ConnectionContext transport)
    {
        try
        {
            // Saying nothing is being idle; having begun, the preface is owed as fast as a request's head is.
            connection.MustSpeakBy(time.TimestampIn(plan().KeepAlive));
            var input = transport.Transport.Input;
            for (var bytes = 0L; ;)
            {
                var read = await input.ReadAsync(CancellationToken.None).ConfigureAwait(false);
                var kind = Http2Preface.Decide(read.Buffer);
                if (kind is null && !read.IsCompleted && !read.IsCanceled)
                {
                    if (bytes == 0)
                        connection.MustSpeakBy(time.TimestampIn(plan().HeaderTimeout));
                    bytes = read.Buffer.Length;
                    input.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                    continue;
                }

                connection.Spoke();
                if (read.Buffer.IsEmpty)
                    break;
                input.AdvanceTo(read.Buffer.Start);
                await PutAsync(connection, transport, kind ?? LaneKind.Http1).ConfigureAwait(false);
                return;
            }
        }
        catch (Exception e) when (e is IOException or ConnectionAbortedException or ObjectDisposedException)
        {
            // The client went away, or stayed silent too long. Neither is news.
        }

        await EndAsync(connection, transport).ConfigureAwait(false);
    }

    private async ValueTask EndAsync(FrontConnection connection, ConnectionContext transport)
    {
        transport.Abort(new ConnectionAbortedException("The connection ended before a request."));
        await transport.DisposeAsync().ConfigureAwait(false);
        registry.Remove(connection);
    }
}
