using System.Net;

namespace Holdfast.Core.Principles.Failover.Resolving;

/// <summary>A name that stands for addresses, as a plan gives it.</summary>
/// <param name="Key">Scheme, name and port: by it the name is known within its service.</param>
/// <param name="Host">What is looked up.</param>
public sealed record NodeName(string Key, string Host, int Port)
{
    private const string Local = "localhost";

    /// <returns>Null for an address, and for this machine's own name, which needs no looking up.</returns>
    public static NodeName? Of(Uri url)
    {
        var host = url.IdnHost;
        if (IPAddress.TryParse(host, out _)) return null;
        if (host == Local || host.EndsWith($".{Local}", StringComparison.Ordinal)) return null;
        return new NodeName(url.GetLeftPart(UriPartial.Authority), host, url.Port);
    }
}
