using System.Globalization;

namespace Holdfast.Bench.Proxies;

/// <summary>What every configuration of nginx has in these benches: one worker in the foreground, HTTP/1.1 and kept connections to the nodes, all its files in one folder.</summary>
internal static class NginxFrame
{
    /// <param name="connections">Of the worker, those to nodes included.</param>
    /// <param name="http">Lines within <c>http</c>: time-outs, and the upstreams.</param>
    /// <param name="locations">Lines within the only server.</param>
    public static string Text(int port, string folder, int connections, string http, string locations) => $$"""
        daemon off;
        worker_processes 1;
        worker_rlimit_nofile {{Text(2 * connections)}};
        {{(Environment.IsPrivilegedProcess ? "user root;" : "")}}
        pid {{folder}}/nginx.pid;
        events { worker_connections {{Text(connections)}}; }
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
        {{http}}
          server {
            listen 127.0.0.1:{{Text(port)}} backlog=4096;
        {{locations}}
          }
        }
        """;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
