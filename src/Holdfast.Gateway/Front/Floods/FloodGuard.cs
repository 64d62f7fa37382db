using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Holdfast.Gateway.Front.Floods;

/// <summary>Ends HTTP/2 connections whose clients ask for nothing but work: resets, pings, settings, empty frames by the thousand.</summary>
/// <remarks>
/// The HTTP server bounds what such a client can make it keep, but serves most of them for ever. This bounds what they
/// can make it do. It looks at the heads of frames alone, behind TLS and before the server.
/// </remarks>
internal sealed class FloodGuard(TimeProvider time, Action flooded)
{
    private static ReadOnlySpan<byte> Http2 => "h2"u8;

    /// <summary>Connection middleware.</summary>
    public ConnectionDelegate Watch(ConnectionDelegate next) => connection =>
    {
        if (SpeaksHttp2(connection))
            connection.Transport = new WatchedTransport(new FloodReader(connection.Transport.Input, time, () => Cut(connection)), connection.Transport.Output);
        return next(connection);
    };

    /// <summary>In cleartext the lane has settled it.</summary>
    private static bool SpeaksHttp2(ConnectionContext connection) =>
        connection.Features.Get<ITlsHandshakeFeature>() is null
        || connection.Features.Get<ITlsApplicationProtocolFeature>()?.ApplicationProtocol.Span.SequenceEqual(Http2) == true;

    private void Cut(ConnectionContext connection)
    {
        flooded();
        connection.Abort(new ConnectionAbortedException("The client floods the connection."));
    }

    private sealed class WatchedTransport(PipeReader input, PipeWriter output) : IDuplexPipe
    {
        public PipeReader Input => input;

        public PipeWriter Output => output;
    }
}
