using Holdfast.Core.Plan.Fields;
using Holdfast.Core.Principles.Balancing.Ejecting;
using Holdfast.Core.Principles.Balancing.Probing;

namespace Holdfast.Core.Principles.Balancing;

/// <summary><c>health</c> of a service: how it is known which nodes can answer.</summary>
public sealed record HealthPlan
{
    public static readonly Field<ProbePlan?> ProbeField = new(
        "probe", Shapes.NoneOrObject(ProbePlan.Section), "Requests of our own that ask every node whether it is well.")
    {
        Because = "None unless asked for: only the service knows a path that answers for its health.",
    };

    public static readonly Field<EjectPlan> EjectField = new(
        "eject", EjectPlan.Section, "When a node that fails its calls is left out, and for how long.")
    {
        Default = EjectPlan.Default,
    };

    public static readonly Section<HealthPlan> Section = new("health", values => new HealthPlan
    {
        Probe = values.Get(ProbeField),
        Eject = values.Get(EjectField),
    })
    {
        { ProbeField, plan => plan.Probe },
        { EjectField, plan => plan.Eject },
    };

    public static readonly Field<HealthPlan> Field = new("health", Section, "How it is known which nodes can answer.")
    {
        Default = new HealthPlan { Probe = null, Eject = EjectPlan.Default },
    };

    /// <summary>Null: nodes are judged by their calls alone.</summary>
    public required ProbePlan? Probe { get; init; }

    public required EjectPlan Eject { get; init; }
}
