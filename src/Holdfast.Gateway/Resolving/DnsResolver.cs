using System.Net;
using System.Net.Sockets;
using Holdfast.Core.Pipeline.Compiling;

namespace Holdfast.Gateway.Resolving;

/// <summary>Asks the system: its hosts file, its name servers, its search list.</summary>
/// <remarks>
/// The system's call blocks and cannot be cancelled. It gets a thread of its own: the pool's carry traffic, and a name
/// server that is down would hold one for every name. A call that nobody waits for any more still counts among those on
/// their way.
/// </remarks>
public sealed class DnsResolver(IReadOnlyCollection<IPEndPoint> own) : INodeResolver
{
    /// <summary>Threads of the process that may wait for the system at once.</summary>
    public const int AtOnceMax = 16;

    private static readonly SemaphoreSlim Room = new(AtOnceMax);

    public IReadOnlyCollection<IPEndPoint> Own => own;

    public async ValueTask<NameAnswer> ResolveAsync(string host, CancellationToken cancellation)
    {
        await Room.WaitAsync(cancellation);
        var asking = Task.Factory.StartNew(() => Ask(host), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        return await asking.WaitAsync(cancellation);
    }

    private static NameAnswer Ask(string host)
    {
        try
        {
            return new NameAnswer(Dns.GetHostAddresses(host));
        }
        catch (SocketException fault)
        {
            return new NameAnswer([], fault.Message);
        }
        finally
        {
            Room.Release();
        }
    }
}
