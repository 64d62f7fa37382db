using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace Holdfast.Testing.Clients.Http2;

/// <summary>An HTTP/2 client that sends exactly the frames it is told, however wrong, and shows those that come back.</summary>
/// <remarks>It acknowledges nothing and opens no window by itself.</remarks>
public sealed class Http2Client : IAsyncDisposable
{
    private const int FramesMax = 1_000_000;
    private readonly Stream _stream;

    private Http2Client(Stream stream) => _stream = stream;

    /// <param name="url">Scheme, address and port; <c>https</c> speaks TLS, anything else HTTP/2 by prior knowledge.</param>
    /// <param name="authority">Whom to trust; needed for TLS.</param>
    /// <param name="settings">The client's settings; none: the protocol's defaults.</param>
    public static async Task<Http2Client> ConnectAsync(
        Uri url, CancellationToken cancellation, X509Certificate2? authority = null, params (ushort Id, int Value)[] settings)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(url.Host, url.Port, cancellation);
        Stream stream = new NetworkStream(socket, ownsSocket: true);
        if (url.Scheme == Uri.UriSchemeHttps)
        {
            ArgumentNullException.ThrowIfNull(authority);
            var secured = new SslStream(stream);
            await secured.AuthenticateAsClientAsync(Trust.Only(authority, url.Host, SslApplicationProtocol.Http2), cancellation);
            stream = secured;
        }

        var client = new Http2Client(stream);
        await client.SendAsync((byte[])[.. "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8, .. Http2Frame.Settings(settings).ToBytes()], cancellation);
        return client;
    }

    public Task SendAsync(CancellationToken cancellation, params IEnumerable<Http2Frame> frames) =>
        SendAsync(Http2Frame.Join(frames), cancellation);

    public async Task SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        await _stream.WriteAsync(bytes, cancellation);
        await _stream.FlushAsync(cancellation);
    }

    /// <summary>The next frame; null when the connection ended instead, cleanly or not.</summary>
    public async Task<Http2Frame?> ReadFrameAsync(CancellationToken cancellation)
    {
        try
        {
            var head = new byte[Http2Frame.HeadBytes];
            await _stream.ReadExactlyAsync(head, cancellation);
            var payload = new byte[(head[0] << 16) | (head[1] << 8) | head[2]];
            await _stream.ReadExactlyAsync(payload, cancellation);
            var stream = ((head[5] & 127) << 24) | (head[6] << 16) | (head[7] << 8) | head[8];
            return new Http2Frame((Http2FrameType)head[3], head[4], stream, payload);
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Reads until a frame of this type, of this stream where one is named. Fails when the connection, or a stream, ends before.</summary>
    public async Task<Http2Frame> ReadUntilAsync(Http2FrameType type, CancellationToken cancellation, int? stream = null)
    {
        for (var count = 0; count < FramesMax; count++)
        {
            var frame = await ReadFrameAsync(cancellation) ?? throw new EndOfStreamException($"The connection ended before {type}.");
            if (frame.Type == type && (stream is null || frame.Stream == stream)) return frame;
            if (frame.Type is Http2FrameType.GoAway || (frame.Type is Http2FrameType.ResetStream && (stream is null || frame.Stream == stream)))
                throw new InvalidDataException($"{frame.Type} with error {frame.Error} instead of {type}.");
        }

        throw new InvalidDataException($"No {type} in {FramesMax} frames.");
    }

    /// <summary>Sends a head of these fields alone, byte for byte, and yields the status of the answer.</summary>
    public async Task<int> AskAsync(int stream, CancellationToken cancellation, params (string Name, string Value)[] fields)
    {
        await SendAsync(cancellation, Http2Frame.Head(stream, Http2Fields.Of(fields)));
        return Http2Fields.StatusOf((await ReadUntilAsync(Http2FrameType.Headers, cancellation, stream)).Payload.Span);
    }

    /// <summary>Reads whatever comes until the connection ends.</summary>
    /// <returns>The error that the last GOAWAY said; null when none came.</returns>
    public async Task<int?> ReadToEndAsync(CancellationToken cancellation)
    {
        int? error = null;
        for (var count = 0; count < FramesMax; count++)
        {
            if (await ReadFrameAsync(cancellation) is not { } frame) return error;
            if (frame.Type == Http2FrameType.GoAway) error = frame.Error;
        }

        throw new InvalidDataException($"The connection goes on after {FramesMax} frames.");
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await _stream.DisposeAsync();
        }
        catch (IOException)
        {
            // TLS says goodbye to a peer that is gone.
        }
    }
}
