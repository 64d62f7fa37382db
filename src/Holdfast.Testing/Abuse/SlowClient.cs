using System.Net.Sockets;
using System.Text;

namespace Holdfast.Testing.Abuse;

/// <summary>A connection held by a client that is slow on purpose.</summary>
internal sealed class SlowClient : IDisposable
{
    private const int StepsMax = 10_000;
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

    /// <summary>Connects, sends this, then a byte of the rest now and then, until the other side has had enough.</summary>
    /// <param name="first">Sent at once.</param>
    /// <param name="rest">Sent again and again, a byte at a time; empty: nothing more is sent.</param>
    /// <param name="every">Between two bytes.</param>
    public static async Task HoldAsync(Uri url, string first, string rest, TimeSpan every, Action connected)
    {
        using var client = new SlowClient();
        await client._socket.ConnectAsync(url.Host, url.Port);
        connected();
        try
        {
            await client._socket.SendAsync(Encoding.Latin1.GetBytes(first));
            await client.DribbleAsync(rest, every);
        }
        catch (SocketException)
        {
            // Cut, which is what is waited for.
        }
    }

    /// <summary>Connects with the least window there is, asks, and reads a few bytes now and then.</summary>
    public static async Task ReadSlowlyAsync(Uri url, string request, TimeSpan every, Action connected)
    {
        using var client = new SlowClient();
        client._socket.ReceiveBufferSize = 4_096;
        await client._socket.ConnectAsync(url.Host, url.Port);
        connected();
        try
        {
            await client._socket.SendAsync(Encoding.Latin1.GetBytes(request));
            var some = new byte[16];
            // What came before a reset would still be read for minutes; the reset is what counts.
            for (var step = 0; step < StepsMax && !client.IsReset && await client._socket.ReceiveAsync(some) > 0; step++)
                await Task.Delay(every, TimeProvider.System);
        }
        catch (SocketException)
        {
            // Likewise.
        }
    }

    private bool IsReset => _socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Error) is int and not 0;

    public void Dispose() => _socket.Dispose();

    private async Task DribbleAsync(string rest, TimeSpan every)
    {
        var answer = new byte[1_024];
        var ended = _socket.ReceiveAsync(answer);
        for (var step = 0; step < StepsMax; step++)
        {
            if (await Task.WhenAny(ended, Task.Delay(every, TimeProvider.System)) == ended)
            {
                // An answer that says no, or the end of the connection; after the answer comes the end.
                if (await ended == 0) return;
                ended = _socket.ReceiveAsync(answer);
                continue;
            }

            if (rest.Length > 0) await _socket.SendAsync(new[] { (byte)rest[step % rest.Length] });
        }

        throw new TimeoutException($"Nobody objected to {StepsMax} steps.");
    }
}
