using Holdfast.Core.Pipeline;
using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Plan;

/// <summary>Keys of an interface that belong to no principle.</summary>
public static class InterfaceFields
{
    public static readonly Field<IReadOnlyList<string>> Owners = new(
        "owners", Shapes.List(Shapes.Text("owner"), "owner"), "Who answers for this interface.")
    {
        Default = [],
        DefaultWords = "the plan's owners",
        Because = "Two distinct ones at least: one person is a single point of failure.",
    };

    public static readonly Field<MatchPlan> Match = new(
        "match", MatchFields.Section, "The requests it answers: all that is given must hold, and the most specific interface wins.")
    {
        Required = true,
    };

    public static readonly Field<string> Service = new("service", Shapes.Name("service"), "The service that answers.")
    {
        Required = true,
        Default = "",
    };

    public static readonly Field<HostRewrite> Host = new(
        "host", HostRewriteShape(), "The Host that a node is shown: the client's ('keep'), the node's own ('node'), what is usual for its scheme ('usual'), or a name.")
    {
        Default = new HostRewrite(HostRewriteKind.Usual),
        DefaultWords = "keep; node where the nodes are https",
        Because = "Applications build links and check origins by the name that the client used; over TLS a name of the client's choosing must not decide which connections are used.",
    };

    public static readonly Field<long?> MaxBody = new(
        "max-body", Shapes.NoneOr(Shapes.Size(0, 1L << 50)), "Largest request body.")
    {
        DefaultWords = "the server's max-body",
    };

    public static readonly Field<Criticality> Criticality = new(
        "criticality",
        Shapes.Choice(("critical", Pipeline.Criticality.Critical), ("high", Pipeline.Criticality.High), ("normal", Pipeline.Criticality.Normal), ("sheddable", Pipeline.Criticality.Sheddable)),
        "How much it matters that its calls are answered: under overload the last goes first. The header Holdfast-Criticality of a trusted proxy says it of one call.")
    {
        Default = Pipeline.Criticality.Normal,
        Because = "What nobody spoke of is neither the first nor the last to go.",
    };

    public static readonly Field<bool> FourEyes = new(
        "four-eyes", Shapes.Flag, "A plan that changes it, its service or the plan's owners goes live only when another of its owners has approved it. Switches and degradation plans are not held up.")
    {
        Because = "Two people wait for each other: that is for what must not go wrong, and not for all.",
    };

    /// <summary>The whole section, with what the principles add.</summary>
    public static Section<InterfacePlan> Section(IEnumerable<Field> ofPrinciples)
    {
        var section = new Section<InterfacePlan>("interface", Make)
        {
            // What is inherited changes in one place, and is shown there.
            { Owners, one => one.Sections.Get(Owners) },
            { Match, one => one.Match },
            { Service, one => one.Service },
            { Host, one => one.Host },
            { MaxBody, one => one.BodyBytesMax },
            { Criticality, one => one.Sections.Get(Criticality) },
            { FourEyes, one => one.Sections.Get(FourEyes) },
        };
        section.Add(ofPrinciples, one => one.Sections);
        return section;
    }

    /// <summary>The interface with what it takes over from the plan.</summary>
    internal static InterfacePlan Inherit(InterfacePlan one, IReadOnlyList<string> owners, ServerPlan server)
    {
        var bodyBytesMax = one.Sections.IsWritten(MaxBody) ? one.BodyBytesMax : server.BodyBytesMax;
        return one with { Owners = one.Owners.Count > 0 ? one.Owners : owners, BodyBytesMax = bodyBytesMax };
    }

    private static InterfacePlan Make(string name, FieldValues values) => new()
    {
        Name = name,
        Owners = values.Get(Owners),
        Match = values.Get(Match),
        Service = values.Get(Service),
        Host = values.Get(Host),
        BodyBytesMax = values.Get(MaxBody),
        Sections = values,
    };

    private static Shape<HostRewrite> HostRewriteShape() => Shapes.Convert(
        Shapes.Host,
        text => text switch
        {
            "usual" => new HostRewrite(HostRewriteKind.Usual),
            "keep" => new HostRewrite(HostRewriteKind.Keep),
            "node" => new HostRewrite(HostRewriteKind.Node),
            _ => new HostRewrite(HostRewriteKind.Literal, text),
        },
        host => host.Name ?? (host.Kind switch { HostRewriteKind.Node => "node", HostRewriteKind.Keep => "keep", _ => "usual" }));
}
