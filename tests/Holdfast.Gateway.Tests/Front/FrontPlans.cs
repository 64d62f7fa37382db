using Holdfast.Core.Plan;

namespace Holdfast.Gateway.Tests.Front;

/// <summary>Plan records as the reader would make them from an empty server section.</summary>
internal static class FrontPlans
{
    public static readonly ServerPlan Server = new()
    {
        ConnectionsMax = 10_000,
        BodyBytesMax = 100_000_000,
        RequestLineBytesMax = 8192,
        HeaderBytesMax = 32768,
        HeadersMax = 100,
        HeaderTimeout = TimeSpan.FromSeconds(10),
        KeepAlive = TimeSpan.FromSeconds(75),
        BodyRateMin = 240,
        SendTimeout = TimeSpan.FromSeconds(20),
        StreamsMax = 100,
        Drain = TimeSpan.FromSeconds(30),
        DrainDelay = TimeSpan.Zero,
        TrustedProxies = [],
    };

    public static ListenerPlan Listener(
        string name = "web", string address = "127.0.0.1:0", ListenerTlsPlan? tls = null, HttpVersions versions = HttpVersions.Both) =>
        new() { Name = name, Address = address, Tls = tls, Versions = versions };
}
