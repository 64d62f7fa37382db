using System.Globalization;
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

    public string Name { get; } = name;

    public Uri Url => new($"http://127.0.0.1:{port}/{FaultPlan.Protected}/");

    /// <exception cref="FormatException">There is no such proxy.</exception>
    public static async Task<ProxyUnderLoad> StartAsync(string name, FaultNodes nodes, TemporaryFolder folder)
    {
        var port = Ports.Free();
        var process = name switch
        {
            Nginx => ChildProcess.Start("nginx", ["-p", folder.Path, "-e", "stderr", "-c", folder.Write("nginx.conf", NginxConfig(port, nodes, folder.Path))]),
            Yarp => ChildProcess.Start(Installation.Dotnet,
                [BareYarp(), "proxy", Text(port), Text(Ports.Free()), string.Join(',', nodes.All.Select(static node => node.Url.ToString()))]),
            Holdfast => HoldfastProcess.Start(
                ["up", "--plan", folder.Write("holdfast.yaml", FaultPlan.Yaml(port, [FaultPlan.Protected], nodes.All)), "--zone", FaultPlan.HomeZone,
                    "--admin", $"127.0.0.1:{Ports.Free()}", "--data", folder.File("data")]),
            _ => throw new FormatException($"no proxy '{name}'"),
        };
        var proxy = new ProxyUnderLoad(name, port, process);
        using var client = new HttpClient();
        await Eventually.HoldsAsync(
            async () =>
            {
                if (process.HasExited)
                    throw new InvalidOperationException($"{name} ended.\n{process.Describe()}");
                try
                {
                    using var answer = await client.GetAsync(new Uri(proxy.Url, "things"));
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

    private static string BareYarp() => Directory.EnumerateFiles(
        Path.Combine(Installation.Root, "bench/gateway/BareYarp/bin/Release"), "BareYarp.dll", SearchOption.AllDirectories).First();

    /// <summary>As the fault bench sets it up, with room for every connection: nothing here limits what nodes are asked.</summary>
    private static string NginxConfig(int port, FaultNodes nodes, string folder) => $$"""
        daemon off;
        worker_processes 1;
        worker_rlimit_nofile 65536;
        {{(Environment.IsPrivilegedProcess ? "user root;" : "")}}
        pid {{folder}}/nginx.pid;
        events { worker_connections 32768; }
        http {
          access_log off;
          keepalive_requests 1000000;
          client_body_temp_path {{folder}}/nginx-body;
          proxy_temp_path {{folder}}/nginx-proxy;
          fastcgi_temp_path {{folder}}/nginx-fastcgi;
          uwsgi_temp_path {{folder}}/nginx-uwsgi;
          scgi_temp_path {{folder}}/nginx-scgi;
          proxy_http_version 1.1;
          proxy_set_header Connection "";
          upstream nodes {
            zone nodes 64k;
            least_conn;
        {{string.Join("\n", nodes.All.Select(static node => $"    server {node.Url.Authority} max_fails=0;"))}}
            keepalive 256;
            keepalive_requests 1000000;
          }
          server {
            listen 127.0.0.1:{{port}} backlog=4096;
            location / { proxy_pass http://nodes; }
          }
        }
        """;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
