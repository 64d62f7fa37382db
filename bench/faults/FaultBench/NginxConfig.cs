using Holdfast.Bench.Proxies;
using Holdfast.Testing.Faults;

namespace FaultBench;

/// <summary>nginx as who knows it well sets it up before interchangeable nodes: short time-outs, failures counted, retries elsewhere, connections kept.</summary>
internal static class NginxConfig
{
    public static string Text(int port, IEnumerable<string> services, IReadOnlyList<FaultNode> nodes, string folder, string balance = "least_conn;")
    {
        var servers = string.Join("\n", nodes.Select(static node => $"    server {node.Url.Authority} max_fails=3 fail_timeout=2s;"));
        var upstreams = string.Join("\n", services.Select(service => $$"""
              upstream {{service}} {
                zone {{service}} 64k;
                {{balance}}
            {{servers}}
                keepalive 64;
                keepalive_requests 1000000;
              }
            """));
        var locations = string.Join("\n", services.Select(static service => $$"""    location /{{service}}/ { proxy_pass http://{{service}}; }"""));
        const string Patience = """
              proxy_connect_timeout 1s;
              proxy_send_timeout 1s;
              proxy_read_timeout 1s;
              # POSTs are left out of it, as they are by default.
              proxy_next_upstream error timeout http_500 http_502 http_503 http_504;
              proxy_next_upstream_tries 3;
            """;
        return NginxFrame.Text(port, folder, connections: 8_192, $"{Patience}\n{upstreams}", locations);
    }
}
