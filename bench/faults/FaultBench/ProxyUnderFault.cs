using Holdfast.Bench.Proxies;
using Holdfast.Testing;
using Holdfast.Testing.Faults;
using Holdfast.Testing.Processes;

namespace FaultBench;

/// <summary>A proxy before the nodes, with a service of its own for every fault.</summary>
internal sealed class ProxyUnderFault(string name, int port, ChildProcess process) : IAsyncDisposable
{
    public const string Nginx = "nginx";
    public const string Holdfast = "holdfast";

    /// <summary>nginx as it is where nobody says how to balance: nodes take turns.</summary>
    public const string NginxInTurns = "nginx in turns";

    /// <summary>Balancing alone: nothing is ejected, nothing is late, nothing is made twice.</summary>
    public const string HoldfastPlain = "holdfast, neither";

    /// <summary>As that one, but for second attempts.</summary>
    public const string HoldfastHedged = "holdfast, hedging";

    private const string NoEjection = "health: { eject: none }";

    public string Name { get; } = name;

    public Uri Url(Fault fault) => new($"http://127.0.0.1:{port}/{fault.Name}/things");

    /// <exception cref="FormatException">There is no such proxy.</exception>
    public static async Task<ProxyUnderFault> StartAsync(
        string name, IReadOnlyList<string> services, FaultNodes nodes, TemporaryFolder folder)
    {
        var port = Ports.Free();
        var process = name switch
        {
            Nginx => ProxyStart.Nginx(NginxConfig.Text(port, services, nodes.All, folder.Path), folder),
            NginxInTurns => ProxyStart.Nginx(NginxConfig.Text(port, services, nodes.All, folder.Path, balance: ""), folder),
            Holdfast => ProxyStart.Holdfast(FaultPlan.Yaml(port, services, nodes.All), folder),
            HoldfastPlain => ProxyStart.Holdfast(FaultPlan.Yaml(port, services, nodes.All, NoEjection, "retry: { late: none, hedge: none }"), folder),
            HoldfastHedged => ProxyStart.Holdfast(FaultPlan.Yaml(port, services, nodes.All, NoEjection, "retry: { late: none, hedge: { after: p95, at-most: 0.1 } }"), folder),
            _ => throw new FormatException($"no proxy '{name}'"),
        };
        var proxy = new ProxyUnderFault(name, port, process);
        await ProxyStart.AnswersAsync(name, process, new Uri($"http://127.0.0.1:{port}/{services[0]}/things"));
        return proxy;
    }

    public ValueTask DisposeAsync() => process.DisposeAsync();
}
