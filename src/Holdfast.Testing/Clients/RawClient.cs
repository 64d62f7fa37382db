using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Holdfast.Testing.Wire;

namespace Holdfast.Testing.Clients;

/// <summary>An HTTP/1.1 client that sends exactly the bytes it is told and shows exactly those that come back.</summary>
public sealed class RawClient : IAsyncDisposable
{
    private readonly Socket _socket;
    private readonly Stream _stream;
    private readonly WireReader _reader;
    private byte[]? _unread;

    private RawClient(Socket socket, Stream stream)
    {
        _socket = socket;
        _stream = stream;
        _reader = new WireReader(stream);
    }

    /// <summary>The port this side speaks from.</summary>
    public int LocalPort => ((IPEndPoint)_socket.LocalEndPoint!).Port;

    /// <param name="url">Scheme, address and port; <c>https</c> speaks TLS.</param>
    /// <param name="authority">Whom to trust; needed for TLS.</param>
    public static async Task<RawClient> ConnectAsync(
        Uri url, CancellationToken cancellation, X509Certificate2? authority = null)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(url.Host, url.Port, cancellation);
        Stream stream = new NetworkStream(socket, ownsSocket: true);
        if (url.Scheme == Uri.UriSchemeHttps)
        {
            ArgumentNullException.ThrowIfNull(authority);
            var secured = new SslStream(stream);
            await secured.AuthenticateAsClientAsync(Trust.Only(authority, url.Host, SslApplicationProtocol.Http11), cancellation);
            stream = secured;
        }

        return new RawClient(socket, stream);
    }

    public Task SendAsync(string latin1, CancellationToken cancellation) =>
        SendAsync(Encoding.Latin1.GetBytes(latin1), cancellation);

    public async Task SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        await _stream.WriteAsync(bytes, cancellation);
        await _stream.FlushAsync(cancellation);
    }

    /// <summary>The next head, of an interim answer too; null when the connection ended instead.</summary>
    public Task<WireHead?> ReadHeadAsync(CancellationToken cancellation) => _reader.ReadHeadAsync(cancellation);

    /// <summary>Reads the body that follows a head of a final answer.</summary>
    /// <param name="head">The head it follows.</param>
    /// <param name="toHead">Whether the request was HEAD: then there is no body.</param>
    public Task<WireBody> ReadBodyAsync(WireHead head, CancellationToken cancellation, bool toHead = false)
    {
        var status = RawResponse.StatusOf(head);
        if (toHead || status is 204 or 304 or < 200)
            return _reader.ReadBodyAsync(chunked: false, 0, cancellation);
        long? length = head.One("Content-Length") is { } text ? long.Parse(text) : null;
        return _reader.ReadBodyAsync(head.IsChunked, length, cancellation);
    }

    /// <summary>Interim answers, then the final one with its body. Throws when the connection ends before its head.</summary>
    public async Task<RawResponse> ReadResponseAsync(CancellationToken cancellation, bool toHead = false)
    {
        List<WireHead> interim = [];
        while (true)
        {
            var head = await ReadHeadAsync(cancellation)
                ?? throw new EndOfStreamException($"The connection ended after {interim.Count} interim answers.");
            if (RawResponse.StatusOf(head) is >= 200 or 101)
                return new RawResponse(interim, head, await ReadBodyAsync(head, cancellation, toHead));
            interim.Add(head);
        }
    }

    /// <summary>Sends one request and reads its answer.</summary>
    public async Task<RawResponse> AskAsync(string latin1, CancellationToken cancellation)
    {
        await SendAsync(latin1, cancellation);
        return await ReadResponseAsync(cancellation, latin1.StartsWith("HEAD ", StringComparison.Ordinal));
    }

    /// <summary>Reads past the last head whatever has come; mix with no other reading.</summary>
    /// <returns>How many bytes; 0 at the end.</returns>
    public async Task<int> ReadSomeAsync(CancellationToken cancellation)
    {
        _unread ??= new byte[1 << 16];
        return await _stream.ReadAsync(_unread, cancellation);
    }

    /// <summary>Whether the other side has closed: waits for the end and fails on bytes that nobody asked for.</summary>
    public async Task WaitForCloseAsync(CancellationToken cancellation)
    {
        try
        {
            if (await ReadHeadAsync(cancellation) is { } head)
                throw new InvalidDataException($"Expected the end of the connection, got:\n{head.Text}");
        }
        catch (IOException)
        {
            // Reset is an end too.
        }
    }

    /// <summary>Says RST.</summary>
    public void Reset()
    {
        _socket.LingerState = new LingerOption(true, 0);
        _socket.Dispose();
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
