using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Plan;

/// <summary>Keys of a service that belong to no principle.</summary>
public static class ServiceFields
{
    public static readonly Field<IReadOnlyDictionary<string, VersionPlan>> Versions = new(
        "versions", Shapes.Map("version", Shapes.Name("version"), VersionFields.Section, min: 1),
        "Its versions by name, each with its nodes. Versions that are not live wait for a release or a rollback.")
    {
        Required = true,
        Default = new Dictionary<string, VersionPlan>(),
    };

    public static readonly Field<string> Live = new("live", Shapes.Name("version"), "The version that answers.")
    {
        Default = "",
        DefaultWords = "the only version",
        Subject = "live version",
    };

    public static readonly Field<UpstreamProtocol> Protocol = new(
        "protocol",
        Shapes.Choice(("auto", UpstreamProtocol.Auto), ("http1", UpstreamProtocol.Http1), ("http2", UpstreamProtocol.Http2)),
        "What is spoken to its nodes. 'auto': over TLS what both sides settle on, in cleartext HTTP/1.1, and HTTP/2 for gRPC.")
    {
        Default = UpstreamProtocol.Auto,
    };

    public static readonly Field<UpstreamTlsPlan> Tls = new(
        "tls", UpstreamTlsFields.Section, "How nodes with an https address are verified, and what is shown to them.")
    {
        Default = new UpstreamTlsPlan(),
    };

    public static readonly Field<TimeSpan> ConnectTimeout = new(
        "connect-timeout", Shapes.Duration(TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(1)),
        "Time to open a connection to a node, TLS included; never more than half of the shortest 'per-try' of its interfaces.")
    {
        Default = TimeSpan.FromSeconds(1),
        Because = "Within one region a connection takes a few milliseconds; after 1s the host is gone and another node answers sooner. An attempt that used itself up in connecting has run out of time, and is made again only for what is idempotent.",
    };

    public static readonly Field<IReadOnlyList<string>> AllowAddresses = new(
        "allow-addresses", Shapes.List(Shapes.Network, "network"),
        "Link-local addresses, and others where clouds hand out credentials, that nodes of this service may have all the same.")
    {
        Default = [],
        DefaultWords = "none",
        Because = "Whoever leads a gateway there has its machine's credentials; few services are meant to be there.",
    };

    /// <summary>The whole section, with what the principles add.</summary>
    public static Section<ServicePlan> Section(IEnumerable<Field> ofPrinciples)
    {
        var section = new Section<ServicePlan>("service", Make)
        {
            { Versions, service => service.Versions },
            { Live, service => service.Live },
            { Protocol, service => service.Protocol },
            { Tls, service => service.Tls },
            { ConnectTimeout, service => service.ConnectTimeout },
            { AllowAddresses, service => service.AddressExceptions.Networks },
        };
        section.Add(ofPrinciples, service => service.Sections);
        return section;
    }

    private static ServicePlan Make(string name, FieldValues values)
    {
        var versions = values.Get(Versions);
        var live = values.Get(Live);
        return new ServicePlan
        {
            Name = name,
            Versions = versions,
            Live = live.Length == 0 && versions.Count == 1 ? versions.Keys.First() : live,
            Protocol = values.Get(Protocol),
            Tls = values.Get(Tls),
            ConnectTimeout = values.Get(ConnectTimeout),
            AddressExceptions = values.Get(AllowAddresses) is { Count: > 0 } networks ? new AddressExceptions(networks) : AddressExceptions.None,
            Sections = values,
        };
    }
}
