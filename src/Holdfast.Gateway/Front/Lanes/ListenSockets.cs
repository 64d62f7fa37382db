using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Holdfast.Gateway.Front.Lanes;

/// <summary>The sockets that listen, and how many connections wait at them that the kernel has made and nobody has taken yet.</summary>
/// <remarks>What the gateway can see of callers before it knows of them. The kernel tells of Linux only, and not since when they wait.</remarks>
internal sealed class ListenSockets
{
    private const int Tcp = 6;
    private const int TcpInfo = 11;

    /// <summary>Of a socket that listens this field of the kernel's <c>tcp_info</c> counts the connections ready to be accepted.</summary>
    private const int ReadyAt = 24;

    private readonly Lock _gate = new();
    private readonly List<Socket> _all = [];

    public Socket Open(EndPoint at)
    {
        var socket = UnsentLimit.Listen(at);
        lock (_gate)
        {
            _all.RemoveAll(static one => one.SafeHandle.IsClosed);
            _all.Add(socket);
        }

        return socket;
    }

    /// <returns>At all of them together; null: nobody knows.</returns>
    public int? Waiting()
    {
        if (!OperatingSystem.IsLinux()) return null;
        lock (_gate) return _all.Sum(Of);
    }

    private static int Of(Socket socket)
    {
        Span<byte> info = stackalloc byte[ReadyAt + sizeof(int)];
        try
        {
            return socket.GetRawSocketOption(Tcp, TcpInfo, info) < info.Length ? 0 : BinaryPrimitives.ReadInt32LittleEndian(info[ReadyAt..]);
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
        {
            return 0;
        }
    }
}
