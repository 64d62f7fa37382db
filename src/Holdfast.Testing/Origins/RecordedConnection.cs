using System.Text;

namespace Holdfast.Testing.Origins;

/// <summary>One connection that an origin took.</summary>
public sealed class RecordedConnection
{
    /// <summary>Bytes of <see cref="Received"/> that are kept; what comes after is only counted.</summary>
    public const int KeptMax = 1024 * 1024;

    private readonly Lock _lock = new();
    private readonly StringBuilder _received = new();
    private readonly TaskCompletionSource<ConnectionEnd> _ended =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    private long _receivedBytes;

    internal RecordedConnection(int number) => Number = number;

    public int Number { get; }

    public long ReceivedBytes => Interlocked.Read(ref _receivedBytes);

    /// <summary>How the connection ended, once it has.</summary>
    public Task<ConnectionEnd> Ended => _ended.Task;

    /// <summary>Everything that came, as Latin-1, up to <see cref="KeptMax"/> bytes.</summary>
    public string Received
    {
        get
        {
            lock (_lock)
                return _received.ToString();
        }
    }

    /// <summary>Waits until the other side let go of it, by closing or resetting.</summary>
    public Task<ConnectionEnd> WaitForEndAsync(TimeSpan? within = null) =>
        Ended.Within($"the end of connection {Number}", within, () => $"{ReceivedBytes} bytes so far");

    internal void Keep(ReadOnlyMemory<byte> bytes)
    {
        Interlocked.Add(ref _receivedBytes, bytes.Length);
        lock (_lock)
        {
            var room = KeptMax - _received.Length;
            if (room > 0)
                _received.Append(Encoding.Latin1.GetString(bytes.Span[..Math.Min(room, bytes.Length)]));
        }
    }

    internal void End(ConnectionEnd how) => _ended.TrySetResult(how);
}
