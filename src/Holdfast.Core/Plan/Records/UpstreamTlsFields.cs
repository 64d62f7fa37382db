using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Plan;

/// <summary>Keys of <c>tls</c> of a service.</summary>
public static class UpstreamTlsFields
{
    public static readonly Field<string?> Authority = new(
        "authority", Shapes.NoneOrObject(Shapes.File), "PEM file of the authorities to trust instead of the system's.");

    public static readonly Field<string?> Name = new(
        "name", Shapes.NoneOrObject(Shapes.Host), "Name to ask for and to verify, instead of the node's host.");

    public static readonly Field<string?> Certificate = new(
        "certificate", Shapes.NoneOrObject(Shapes.File), "PEM client certificate to show to nodes. Needs 'key'.");

    public static readonly Field<string?> Key = new(
        "key", Shapes.NoneOrObject(Shapes.File), "PEM private key of 'certificate'.");

    public static readonly Section<UpstreamTlsPlan> Section = new("tls", values => new UpstreamTlsPlan
    {
        Authority = values.Get(Authority),
        Name = values.Get(Name),
        Certificate = values.Get(Certificate),
        Key = values.Get(Key),
    })
    {
        { Authority, tls => tls.Authority },
        { Name, tls => tls.Name },
        { Certificate, tls => tls.Certificate },
        { Key, tls => tls.Key },
    };
}
