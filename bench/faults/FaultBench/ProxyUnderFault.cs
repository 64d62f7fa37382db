using Holdfast.Testing;
using Holdfast.Testing.Faults;
using Holdfast.Testing.Processes;

namespace FaultBench;

/// <summary>A proxy before the nodes, with a service of its own for every fault.</summary>
internal sealed class ProxyUnderFault(string name, int port, ChildProcess process) : IAsyncDisposable
{
    private static int _started;

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
            Nginx => StartNginx(NginxConfig.Text(port, services, nodes.All, folder.Path), folder),
            NginxInTurns => StartNginx(NginxConfig.Text(port, services, nodes.All, folder.Path, balance: ""), folder),
            Holdfast => StartHoldfast(FaultPlan.Yaml(port, services, nodes.All), folder),
            HoldfastPlain => StartHoldfast(FaultPlan.Yaml(port, services, nodes.All, NoEjection, "retry: { late: none, hedge: none }"), folder),
            HoldfastHedged => StartHoldfast(FaultPlan.Yaml(port, services, nodes.All, NoEjection, "retry: { late: none, hedge: { after: p95, at-most: 0.1 } }"), folder),
            _ => throw new FormatException($"no proxy '{name}'"),
        };
        var proxy = new ProxyUnderFault(name, port, process);
        using var client = new HttpClient();
        await Eventually.HoldsAsync(
            async () =>
            {
                if (process.HasExited)
                    throw new InvalidOperationException($"{name} ended.\n{process.Describe()}");
                try
                {
                    using var answer = await client.GetAsync(new Uri($"http://127.0.0.1:{port}/{services[0]}/things"));
                    return answer.IsSuccessStatusCode;
                }
                catch (HttpRequestException)
                {
                    return false;
                }
            },
            $"an answer through {name}", null, process.Describe);
        return proxy;
    }

    public ValueTask DisposeAsync() => process.DisposeAsync();

    private static ChildProcess StartNginx(string configuration, TemporaryFolder folder) =>
        ChildProcess.Start("nginx", ["-p", folder.Path, "-e", "stderr", "-c", folder.Write(Unique("nginx.conf"), configuration)]);

    private static HoldfastProcess StartHoldfast(string plan, TemporaryFolder folder) => HoldfastProcess.Start(
        ["up", "--plan", folder.Write(Unique("holdfast.yaml"), plan), "--zone", FaultPlan.HomeZone, "--admin", $"127.0.0.1:{Ports.Free()}", "--data", folder.File(Unique("data"))]);

    /// <summary>Several of a kind may stand beside each other.</summary>
    private static string Unique(string name) => $"{Interlocked.Increment(ref _started)}-{name}";
}
