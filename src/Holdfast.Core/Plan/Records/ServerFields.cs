using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Plan;

/// <summary>Keys of <c>server</c>.</summary>
public static class ServerFields
{
    public static readonly Field<int> MaxConnections = new(
        "max-connections", Shapes.Count(1, 1_000_000, "connections"), "Open client connections over all listeners; one more is closed at once.")
    {
        Default = 10_000,
        Because = "An idle connection costs about 10 KB; 10,000 fit into the smallest machine.",
    };

    public static readonly Field<long?> MaxBody = new(
        "max-body", Shapes.NoneOr(Shapes.Size(0, 1L << 50)), "Largest request body, unless the interface says otherwise.")
    {
        Default = 100L << 20,
        Because = "Bodies are streamed and cost no memory here; the limit protects what is behind.",
    };

    public static readonly Field<int> MaxRequestLine = new("max-request-line", IntSize(256, 1 << 20), "Method, target and version together.")
    {
        Default = 8 << 10,
        Because = "No browser sends more; most backends refuse more.",
    };

    public static readonly Field<int> MaxHeaderBytes = new("max-header-bytes", IntSize(1 << 10, 1 << 20), "All request headers together.")
    {
        Default = 32 << 10,
        Because = "Room for large cookies and tokens; every connection may hold this much memory.",
    };

    public static readonly Field<int> MaxHeaders = new("max-headers", Shapes.Count(10, 10_000, "headers"), "Number of request headers.")
    {
        Default = 100,
        Because = "Thousands of small headers are an attack on whoever keeps them in a table.",
    };

    public static readonly Field<TimeSpan> HeaderTimeout = new("header-timeout", Seconds(0.1, 600), "Time to send the whole head of a request.")
    {
        Default = TimeSpan.FromSeconds(10),
        Because = "A client that sends a byte now and then would hold a connection for ever.",
    };

    public static readonly Field<TimeSpan> KeepAlive = new("keep-alive", Seconds(1, 86_400), "How long an idle client connection is kept.")
    {
        Default = TimeSpan.FromSeconds(75),
        Because = "Longer than the 60s after which common balancers in front give up, so that they close first.",
    };

    public static readonly Field<int?> MinBodyRate = new(
        "min-body-rate", Shapes.NoneOr(Shapes.Count(1, 1 << 30, "bytes per second")), "Slowest request body, after a grace of 5s; with gRPC, of each message.")
    {
        Default = 240,
        Because = "Slower than any modem: only who wants to hold the connection is this slow. What comes quicker is time in hand, 30s at the most.",
    };

    public static readonly Field<TimeSpan?> SendTimeout = new(
        "send-timeout", Shapes.NoneOr(Shapes.Duration(TimeSpan.FromSeconds(1), TimeSpan.FromHours(1))),
        "How long an answer may wait for a client that takes none of it; then the call ends, and with it a connection of HTTP/1.1.")
    {
        Default = TimeSpan.FromSeconds(20),
        Because = "Whoever reads slower than some 3 KB/s, or not at all, holds a node's connection with the call. Consumers of streams that pause for longer need more.",
    };

    public static readonly Field<int> MaxStreams = new("max-streams", Shapes.Count(1, 10_000, "streams"), "Concurrent streams of one HTTP/2 connection.")
    {
        Default = 100,
        Because = "The least that RFC 9113 recommends; each stream is a call in flight.",
    };

    public static readonly Field<TimeSpan> Drain = new("drain", Seconds(0, 86_400), "How long calls in flight may take to finish when the process is asked to stop.")
    {
        Default = TimeSpan.FromSeconds(30),
        Because = "Kubernetes and systemd kill after 30s and 90s.",
    };

    public static readonly Field<TimeSpan> DrainDelay = new(
        "drain-delay", Seconds(0, 3_600), "Time between 'not ready' and closing the listeners, so that balancers in front notice.")
    {
        Default = TimeSpan.Zero,
        Because = "Only who stands behind a balancer needs it: twice the interval of its checks.",
    };

    public static readonly Field<IReadOnlyList<string>> TrustedProxies = new(
        "trusted-proxies", Shapes.List(Shapes.Network, "network"),
        "Peers whose X-Forwarded-* and Forwarded headers are believed; those of others are replaced.")
    {
        Default = [],
        DefaultWords = "nobody",
        Because = "Anyone can send these headers; believed from anyone, they forge addresses.",
    };

    public static readonly Section<ServerPlan> Section = new("server", Make)
    {
        { MaxConnections, server => server.ConnectionsMax },
        { MaxBody, server => server.BodyBytesMax },
        { MaxRequestLine, server => server.RequestLineBytesMax },
        { MaxHeaderBytes, server => server.HeaderBytesMax },
        { MaxHeaders, server => server.HeadersMax },
        { HeaderTimeout, server => server.HeaderTimeout },
        { KeepAlive, server => server.KeepAlive },
        { MinBodyRate, server => server.BodyRateMin },
        { SendTimeout, server => server.SendTimeout },
        { MaxStreams, server => server.StreamsMax },
        { Drain, server => server.Drain },
        { DrainDelay, server => server.DrainDelay },
        { TrustedProxies, server => server.TrustedProxies },
    };

    public static readonly ServerPlan Default = Make(FieldValues.Empty);

    private static ServerPlan Make(FieldValues values) => new()
    {
        ConnectionsMax = values.Get(MaxConnections),
        BodyBytesMax = values.Get(MaxBody),
        RequestLineBytesMax = values.Get(MaxRequestLine),
        HeaderBytesMax = values.Get(MaxHeaderBytes),
        HeadersMax = values.Get(MaxHeaders),
        HeaderTimeout = values.Get(HeaderTimeout),
        KeepAlive = values.Get(KeepAlive),
        BodyRateMin = values.Get(MinBodyRate),
        SendTimeout = values.Get(SendTimeout),
        StreamsMax = values.Get(MaxStreams),
        Drain = values.Get(Drain),
        DrainDelay = values.Get(DrainDelay),
        TrustedProxies = values.Get(TrustedProxies),
    };

    private static Shape<int> IntSize(int min, int max) =>
        Shapes.Convert(Shapes.Size(min, max), bytes => (int)bytes, bytes => bytes);

    private static Shape<TimeSpan> Seconds(double min, double max) =>
        Shapes.Duration(TimeSpan.FromSeconds(min), TimeSpan.FromSeconds(max));
}
