using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Holdfast.Gateway.Front.Lanes;

/// <summary>Bounds what waits in the kernel for clients that take nothing of it.</summary>
/// <remarks>
/// Linux lets the send buffer of a socket grow to megabytes. Clients by the thousand that read a byte a second would each
/// be given that much of a long answer before any write waits, and only then does it show that they are slow. The limit
/// counts what is not on its way yet, so it takes nothing from the pace of a client that is far away.
/// </remarks>
internal static class UnsentLimit
{
    /// <summary>Twice what the HTTP server itself has ready for a connection: no client that reads waits for us.</summary>
    public const int Bytes = 128 * 1024;

    private const int Tcp = 6;
    private const int NotSentLowWaterMark = 25;

    /// <summary>A socket that listens; those that it accepts have the limit from it.</summary>
    public static Socket Listen(EndPoint at)
    {
        var socket = SocketTransportOptions.CreateDefaultBoundListenSocket(at);
        if (OperatingSystem.IsLinux()) socket.SetRawSocketOption(Tcp, NotSentLowWaterMark, BitConverter.GetBytes(Bytes));
        return socket;
    }
}
