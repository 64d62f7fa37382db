using System.Globalization;
using Holdfast.Bench.Proxies;
using Holdfast.Testing;
using Holdfast.Testing.Faults;
using Holdfast.Testing.Processes;

namespace OverloadBench;

/// <summary>A proxy before the nodes.</summary>
internal sealed class ProxyUnderLoad(string name, int port, ChildProcess process) : IAsyncDisposable
{
    public const string Nginx = "nginx";
    public const string Yarp = "yarp";
    public const string Holdfast = "holdfast";

    /// <summary>The same with <c>protect: {}</c> in its plan.</summary>
    public const string Protecting = "holdfast+protect";

    public string Name { get; } = name;

    public Uri Url => new($"http://127.0.0.1:{port}/{FaultPlan.Protected}/");

    /// <exception cref="FormatException">There is no such proxy.</exception>
    public static async Task<ProxyUnderLoad> StartAsync(string name, FaultNodes nodes, TemporaryFolder folder)
    {
        var port = Ports.Free();
        var process = name switch
        {
            Nginx => ProxyStart.Nginx(NginxConfig(port, nodes, folder.Path), folder),
            Yarp => ChildProcess.Start(Installation.Dotnet,
                [BareYarp(), "proxy", Text(port), Text(Ports.Free()), string.Join(',', nodes.All.Select(static node => node.Url.ToString()))]),
            Holdfast => ProxyStart.Holdfast(FaultPlan.Yaml(port, [FaultPlan.Protected], nodes.All), folder),
            Protecting => ProxyStart.Holdfast(FaultPlan.Yaml(port, [FaultPlan.Protected], nodes.All, root: "protect: {}"), folder),
            _ => throw new FormatException($"no proxy '{name}'"),
        };
        var proxy = new ProxyUnderLoad(name, port, process);
        await ProxyStart.AnswersAsync(name, process, new Uri(proxy.Url, "things"));
        return proxy;
    }

    /// <summary>Processor time that it has used so far.</summary>
    public TimeSpan Used => ProcessTime.Of(process.Id);

    public ValueTask DisposeAsync() => process.DisposeAsync();

    private static string BareYarp() => Directory.EnumerateFiles(
        Path.Combine(Installation.Root, "bench/gateway/BareYarp/bin/Release"), "BareYarp.dll", SearchOption.AllDirectories).First();

    /// <summary>As the fault bench sets it up, with room for every connection: nothing here limits what nodes are asked.</summary>
    private static string NginxConfig(int port, FaultNodes nodes, string folder) => NginxFrame.Text(
        port, folder, connections: 32_768,
        $$"""
          upstream nodes {
            zone nodes 64k;
            least_conn;
        {{string.Join("\n", nodes.All.Select(static node => $"    server {node.Url.Authority} max_fails=0;"))}}
            keepalive 256;
            keepalive_requests 1000000;
          }
        """,
        "    location / { proxy_pass http://nodes; }");

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
