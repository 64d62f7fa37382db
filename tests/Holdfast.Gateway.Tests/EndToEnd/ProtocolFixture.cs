using Holdfast.Testing;

namespace Holdfast.Gateway.Tests.EndToEnd;

/// <summary>One gateway that speaks to one origin in five ways, by the first segment of the path.</summary>
public sealed class ProtocolFixture : IAsyncLifetime
{
    internal Scene Scene { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Scene = await Scene.WithOriginAsync((origin, plan) =>
    {
        var authority = $"authority: \"{Path.Combine(Path.GetDirectoryName(plan.Certificate!.CertificatePath)!, "holdfast-test.ca.pem")}\"";
        return plan with
        {
            MoreServices =
            [
                Service("http1", origin.Http1Url, "http1", ""),
                Service("h2c", origin.Http2Url, "http2", ""),
                Service("tls-auto", origin.TlsUrl, "auto", authority),
                Service("tls-http1", origin.TlsUrl, "http1", authority),
                Service("tls-http2", origin.TlsUrl, "http2", authority),
            ],
            Interfaces =
            [
                Interface("plain", "/healthz", "origin"),
                .. new[] { "http1", "h2c", "tls-auto", "tls-http1", "tls-http2" }
                    .Select(name => Interface(name, $"/echo/{name}/{{rest...}}", name)),
            ],
        };
    });

    public ValueTask DisposeAsync() => Scene.DisposeAsync();

    private static string Service(string name, Uri url, string protocol, string tls) =>
        $"{name}: {{ versions: {{ v1: {{ nodes: [ {PlanText.Quote([url])} ] }} }}, protocol: {protocol}{(tls.Length > 0 ? $", tls: {{ {tls} }}" : "")} }}";

    private static string Interface(string name, string path, string service) =>
        $"{name}: {{ match: {{ path: \"{path}\" }}, service: {service} }}";
}
