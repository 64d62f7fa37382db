using System.Collections.Concurrent;
using System.Net;
using Holdfast.Core.Pipeline.Compiling;

namespace Holdfast.Core.Tests.Principles.Failover.Resolving;

/// <summary>Names that a test gives addresses, and takes them away.</summary>
internal sealed class FakeNames : INodeResolver
{
    private readonly ConcurrentDictionary<string, string> _names = new();
    private int _asked;

    public IReadOnlyCollection<IPEndPoint> Own { get; } = [new(IPAddress.Loopback, 8081)];

    public int Asked => Volatile.Read(ref _asked);

    /// <summary>Addresses with blanks between them; empty: it does not resolve. <c>hang</c>: no answer ever comes.</summary>
    public string this[string host]
    {
        set => _names[host] = value;
    }

    public async ValueTask<NameAnswer> ResolveAsync(string host, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _asked);
        var text = _names.GetValueOrDefault(host, "");
        if (text == "hang") await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
        return text.Length == 0 ? new NameAnswer([], "no such host") : new NameAnswer([.. text.Split(' ').Select(IPAddress.Parse)]);
    }
}
