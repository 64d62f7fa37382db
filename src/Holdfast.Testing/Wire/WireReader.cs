using System.Globalization;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace Holdfast.Testing.Wire;

/// <summary>Reads HTTP/1.1 off a stream strictly and without help from any HTTP stack, since such stacks are what is tested.</summary>
internal sealed class WireReader(Stream stream)
{
    private const int HeadBytesMax = 1024 * 1024;

    private byte[] _buffer = new byte[32 * 1024];
    private int _start;
    private int _end;

    /// <summary>Called with every piece as it arrives, before it is parsed.</summary>
    public Action<ReadOnlyMemory<byte>>? Received { get; init; }

    /// <summary>The next head; null when the peer closed or reset the connection before one byte of it.</summary>
    public async Task<WireHead?> ReadHeadAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var unread = _buffer.AsSpan(_start, _end - _start);
            var end = unread.IndexOf("\r\n\r\n"u8);
            if (end >= 0)
            {
                var head = WireHead.Parse(unread[..(end + 4)]);
                _start += end + 4;
                return head;
            }

            if (unread.Length > HeadBytesMax)
                throw new InvalidDataException($"A head of more than {HeadBytesMax} bytes.");
            if (!await FillAsync(cancellation))
                return null;
        }
    }

    /// <summary>Reads a body of this framing: chunked, a length, or (when <paramref name="length"/> is null) to the end.</summary>
    public async Task<WireBody> ReadBodyAsync(bool chunked, long? length, CancellationToken cancellation)
    {
        using var sink = new BodySink();
        IReadOnlyList<KeyValuePair<string, string>> trailers = [];
        WireEnd end;
        try
        {
            if (chunked)
                (end, trailers) = await ReadChunksAsync(sink, cancellation);
            else if (length is { } known)
                end = await CopyAsync(sink, known, cancellation) ? WireEnd.Complete : WireEnd.Truncated;
            else
                end = await CopyAsync(sink, long.MaxValue, cancellation) ? WireEnd.Complete : WireEnd.ClosedByPeer;
        }
        catch (IOException broken) when (broken.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionReset })
        {
            end = WireEnd.Reset;
        }

        return sink.Finish(trailers, end);
    }

    private async Task<(WireEnd End, IReadOnlyList<KeyValuePair<string, string>> Trailers)> ReadChunksAsync(
        BodySink sink, CancellationToken cancellation)
    {
        while (true)
        {
            var line = await ReadLineAsync(cancellation);
            if (line is null)
                return (WireEnd.Truncated, []);
            var size = long.Parse(line.Split(';')[0], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            if (size == 0)
                return await ReadTrailersAsync(cancellation);
            if (!await CopyAsync(sink, size, cancellation))
                return (WireEnd.Truncated, []);
            var close = await ReadLineAsync(cancellation);
            if (close is null)
                return (WireEnd.Truncated, []);
            if (close.Length > 0)
                throw new InvalidDataException($"A chunk of {size} bytes is followed by '{close}'.");
        }
    }

    private async Task<(WireEnd End, IReadOnlyList<KeyValuePair<string, string>> Trailers)> ReadTrailersAsync(
        CancellationToken cancellation)
    {
        List<string> lines = [];
        while (await ReadLineAsync(cancellation) is { } line)
        {
            if (line.Length == 0)
                return (WireEnd.Complete, WireHead.ParseFields([.. lines]));
            lines.Add(line);
        }

        return (WireEnd.Truncated, []);
    }

    private async Task<string?> ReadLineAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var unread = _buffer.AsSpan(_start, _end - _start);
            var end = unread.IndexOf("\r\n"u8);
            if (end >= 0)
            {
                var line = Encoding.Latin1.GetString(unread[..end]);
                _start += end + 2;
                return line;
            }

            if (unread.Length > HeadBytesMax)
                throw new InvalidDataException($"A line of more than {HeadBytesMax} bytes.");
            if (!await FillAsync(cancellation))
                return null;
        }
    }

    private async Task<bool> CopyAsync(BodySink sink, long count, CancellationToken cancellation)
    {
        while (count > 0)
        {
            if (_start == _end && !await FillAsync(cancellation))
                return false;
            var taken = (int)Math.Min(count, _end - _start);
            sink.Append(_buffer.AsSpan(_start, taken));
            _start += taken;
            count -= taken;
        }

        return true;
    }

    private async Task<bool> FillAsync(CancellationToken cancellation)
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }

        if (_end == _buffer.Length)
            Array.Resize(ref _buffer, _buffer.Length * 2);
        var read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellation);
        if (read > 0)
            Received?.Invoke(_buffer.AsMemory(_end, read));
        _end += read;
        return read > 0;
    }

    private sealed class BodySink : IDisposable
    {
        private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        private readonly MemoryStream _kept = new();
        private long _length;

        public void Append(ReadOnlySpan<byte> bytes)
        {
            _hash.AppendData(bytes);
            _length += bytes.Length;
            var room = WireBody.KeptMax - (int)_kept.Length;
            if (room > 0)
                _kept.Write(bytes[..Math.Min(room, bytes.Length)]);
        }

        public WireBody Finish(IReadOnlyList<KeyValuePair<string, string>> trailers, WireEnd end) =>
            new(_length, Convert.ToHexStringLower(_hash.GetHashAndReset()), _kept.ToArray(), trailers, end);

        public void Dispose()
        {
            _hash.Dispose();
            _kept.Dispose();
        }
    }
}
