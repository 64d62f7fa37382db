using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Plan;

/// <summary>Keys of a listener and of its <c>tls</c>.</summary>
public static class ListenerFields
{
    public static readonly Field<string> Certificate = new(
        "certificate", Shapes.File, "PEM file with the certificate and its chain; read again when it changes.") { Required = true };

    public static readonly Field<string> Key = new("key", Shapes.File, "PEM file with the private key.") { Required = true };

    public static readonly Section<ListenerTlsPlan> TlsSection = new("tls", values => new ListenerTlsPlan
    {
        Certificate = values.Get(Certificate),
        Key = values.Get(Key),
    })
    {
        { Certificate, tls => tls.Certificate },
        { Key, tls => tls.Key },
    };

    public static readonly Field<string> Address = new(
        "address", Shapes.ListenAddress, "host:port; the host is an IP address, 'localhost', or * for every address.")
    {
        Required = true,
        Because = "Port 0 takes a free one, which the start-up names.",
    };

    public static readonly Field<ListenerTlsPlan?> Tls = new(
        "tls", Shapes.NoneOrObject(TlsSection), "Certificate files. Without them the listener speaks cleartext.");

    public static readonly Field<HttpVersions> Versions = new(
        "versions", VersionsShape(), "HTTP versions spoken here. In cleartext HTTP/2 is spoken to those who begin with it.")
    {
        Default = HttpVersions.Both,
    };

    public static readonly Section<ListenerPlan> Section = new("listener", (name, values) => new ListenerPlan
    {
        Name = name,
        Address = values.Get(Address),
        Tls = values.Get(Tls),
        Versions = values.Get(Versions),
    })
    {
        { Address, listener => listener.Address },
        { Tls, listener => listener.Tls },
        { Versions, listener => listener.Versions },
    };

    private static Shape<HttpVersions> VersionsShape() => Shapes.Convert(
        Shapes.List(Shapes.Choice(("http1", HttpVersions.Http1), ("http2", HttpVersions.Http2)), "version", min: 1),
        list => list.Aggregate(HttpVersions.None, (all, one) => all | one),
        versions => [.. new[] { HttpVersions.Http1, HttpVersions.Http2 }.Where(one => versions.HasFlag(one))]);
}
