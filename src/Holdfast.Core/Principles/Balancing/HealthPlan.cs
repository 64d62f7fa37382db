using Holdfast.Core.Plan.Fields;
using Holdfast.Core.Principles.Balancing.Ejecting;
using Holdfast.Core.Principles.Balancing.Probing;

namespace Holdfast.Core.Principles.Balancing;

/// <summary><c>health</c> of a service: how it is known which nodes can answer.</summary>
public sealed record HealthPlan
{
    public static readonly Field<ProbePlan?> ProbeField = new(
        "probe", Shapes.NoneOrObject(ProbeFields.Section), "Requests of our own that ask every node whether it is well.")
    {
        Because = "None unless asked for: only the service knows a path that answers for its health.",
    };

    public static readonly Field<EjectPlan?> EjectField = new(
        "eject", Shapes.NoneOrObject(EjectPlan.Section), "When a node that fails its calls is left out, and for how long. none: never, whatever its calls say.")
    {
        Default = EjectPlan.Default,
    };

    public static readonly Field<double?> PanicField = new(
        "panic", Shapes.NoneOr(Shapes.RatioOrZero), "Calls are spread over all nodes, the withheld ones too, while the usable share of a version's weight is below this; 0: when none is usable. none: then calls are refused (HF4003).")
    {
        Default = 0,
        Because = "An answer that may fail is better than a refusal that is certain, so nothing is lost by trying. While a single node works its answers are sure, and ejections alone never take more than 'at-most': a higher threshold sends calls to nodes that are known to fail.",
    };

    public static readonly Section<HealthPlan> Section = new("health", values => new HealthPlan
    {
        Probe = values.Get(ProbeField),
        Eject = values.Get(EjectField),
        Panic = values.Get(PanicField),
    })
    {
        { ProbeField, plan => plan.Probe },
        { EjectField, plan => plan.Eject },
        { PanicField, plan => plan.Panic },
    };

    public static readonly Field<HealthPlan> Field = new("health", Section, "How it is known which nodes can answer.")
    {
        Default = new HealthPlan { Probe = null, Eject = EjectPlan.Default, Panic = PanicField.Default },
    };

    /// <summary>Null: nodes are judged by their calls alone.</summary>
    public required ProbePlan? Probe { get; init; }

    /// <summary>Null: no node is ejected.</summary>
    public required EjectPlan? Eject { get; init; }

    /// <summary>Usable share of the weight below which withheld nodes are used, 0 to 1; 0: when none is left. Null: never.</summary>
    public required double? Panic { get; init; }
}
