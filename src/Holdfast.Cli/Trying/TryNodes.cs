using System.Text;
using Holdfast.Cli.Starting;
using Holdfast.Core.Telemetry;

namespace Holdfast.Cli.Trying;

/// <summary>The shop's nodes, as the gateway knows them, and the switch by which each misbehaves.</summary>
/// <remarks>What a node is told ends by itself after <see cref="Lease"/>: should this process be killed, nothing stays ill.</remarks>
internal sealed class TryNodes : IDisposable
{
    private const string Path = "/_shop/behaviour";
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = Patience };
    private readonly Dictionary<string, IReadOnlyList<Uri>> _nodes;
    private readonly HashSet<Uri> _turned = [];

    private TryNodes(Dictionary<string, IReadOnlyList<Uri>> nodes) => _nodes = nodes;

    /// <exception cref="StartException">What runs is not the demo.</exception>
    public static async Task<TryNodes> FindAsync(StatusReport status, CancellationToken cancellation)
    {
        var nodes = new TryNodes(status.Services.ToDictionary(
            static service => service.Name,
            static service => (IReadOnlyList<Uri>)[.. service.Versions.Where(static version => version.IsLive).SelectMany(static version => version.Nodes).Select(static node => new Uri(node.Address))],
            StringComparer.Ordinal));
        var all = Shop.Nodes.ShopServices.Names.Select(name => nodes._nodes.GetValueOrDefault(name, []));
        foreach (var own in all)
        {
            if (own.Count > 0 && await nodes.IsOfTheShopAsync(own[0], cancellation)) continue;
            nodes.Dispose();
            throw StartException.BadInput("what runs there is not the demo: start it with 'holdfast up --demo'");
        }

        return nodes;
    }

    public IReadOnlyList<Uri> Of(string service) => _nodes[service];

    /// <summary>All nodes of a service.</summary>
    /// <param name="behaviour">The members of the document but for its time, e.g. <c>"fail":1</c>.</param>
    public async Task TurnAsync(string service, string behaviour, CancellationToken cancellation)
    {
        foreach (var node in Of(service)) await TurnAsync(node, behaviour, cancellation);
    }

    public async Task TurnAsync(Uri node, string behaviour, CancellationToken cancellation)
    {
        _turned.Add(node);
        await PostAsync(node, $$"""{{{behaviour}},"for":"{{Lease.TotalSeconds:0}}s"}""", cancellation);
    }

    /// <summary>Makes well again all that were told to be ill.</summary>
    public async Task HealAsync()
    {
        foreach (var node in _turned.ToArray())
        {
            // Not bound by anybody's patience but its own: it is also what is done after Ctrl-C.
            await PostAsync(node, "{}", CancellationToken.None);
            _turned.Remove(node);
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task PostAsync(Uri node, string document, CancellationToken cancellation)
    {
        try
        {
            using var content = new StringContent(document, Encoding.UTF8, "application/json");
            using var answer = await _http.PostAsync(new Uri(node, Path), content, cancellation);
        }
        catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException && !cancellation.IsCancellationRequested)
        {
            // It has died, and the demo starts another in its place: that one is well.
        }
    }

    private async Task<bool> IsOfTheShopAsync(Uri node, CancellationToken cancellation)
    {
        try
        {
            using var answer = await _http.GetAsync(new Uri(node, Path), cancellation);
            return answer.IsSuccessStatusCode && answer.Headers.Contains("X-Shop-Node");
        }
        catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException && !cancellation.IsCancellationRequested)
        {
            return false;
        }
    }
}
