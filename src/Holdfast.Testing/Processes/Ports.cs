using System.Net;
using System.Net.Sockets;

namespace Holdfast.Testing.Processes;

/// <summary>Ports for processes that must be told one.</summary>
public static class Ports
{
    // Below the range that the kernel takes outgoing ports from (32768 and up), so that no connection can grab one
    // between finding it free and the process binding it.
    private const int First = 12_000;
    private const int Count = 20_000;

    private static int _next = Environment.ProcessId * 61;

    /// <summary>A loopback port that nobody listens on, and that this process has not given out before.</summary>
    public static int Free()
    {
        for (var attempt = 0; attempt < Count; attempt++)
        {
            var port = First + (int)((uint)Interlocked.Increment(ref _next) % Count);
            if (IsFree(port))
                return port;
        }

        throw new InvalidOperationException($"No free port from {First} to {First + Count}.");
    }

    private static bool IsFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            socket.Listen(1);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
