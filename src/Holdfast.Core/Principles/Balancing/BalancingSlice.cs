using System.Diagnostics.Metrics;
using Holdfast.Core.Errors;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Compiling;
using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Pipeline.State;
using Holdfast.Core.Plan;
using Holdfast.Core.Plan.Fields;
using Holdfast.Core.Principles.Balancing.Ejecting;
using Holdfast.Core.Principles.Balancing.Panicking;
using Holdfast.Core.Principles.Balancing.Picking;
using Holdfast.Core.Principles.Balancing.Probing;
using Holdfast.Core.Telemetry;

namespace Holdfast.Core.Principles.Balancing;

/// <summary>Principle 3: every usable node does its share, and only usable nodes do.</summary>
public sealed class BalancingSlice : ISlice, IPlanSlice, IPickerSlice, IObserverSlice, IPanicSlice, IAgentSlice, INodeNoteSlice
{
    public string Id => "balancing";

    public int Principle => 3;

    public string Title => "Load balancing";

    public IReadOnlyList<Field> ServiceFields { get; } = [BalancePlan.Field, HealthPlan.Field];

    public IReadOnlyList<Field> InterfaceFields => [];

    public IReadOnlyList<KnownError> Errors { get; } = [BalancingRules.ProbeOverlap, BalancingRules.ProbeKeys, PickingRules.UnusedHash];

    public void Check(HoldfastPlan plan, PlanFindings findings)
    {
        BalancingRules.Check(plan, findings);
        PickingRules.Check(plan, findings);
    }

    NodePicker IPickerSlice.Compile(ServicePlan plan, CompileContext context) => Pickers.For(new PickerContext(
        plan.Sections.Get(BalancePlan.Field), plan.Sections.Get(HealthPlan.Field), context.Time, context.Random));

    PanicPolicy IPanicSlice.Compile(ServicePlan plan, CompileContext context) =>
        new PanicRule(plan.Sections.Get(HealthPlan.Field).Panic, plan.Sections.Get(BalancePlan.Field).SlowStart ?? TimeSpan.Zero, context);

    IEnumerable<AttemptObserver> IObserverSlice.Compile(ServicePlan plan, CompileContext context) =>
    [
        new LoadObserver(new MillisecondClock(context.Time)),
        new EjectObserver(plan.Sections.Get(HealthPlan.Field).Eject, plan.Sections.Get(BalancePlan.Field).KeepsKeys, context),
    ];

    public IEnumerable<IAgent> Start(AgentContext context) => [new EjectAgent(context), new RecoveryAgent(context), new ProbeAgent(context)];

    public Snapshot Snapshot(SliceContext context) => BalancingSnapshot.Take(Id, context);

    public void Instrument(Meter meter, Func<SliceContext?> now) => BalancingTelemetry.Instrument(meter, now);

    public DateTimeOffset? Until(NodeModel node, TimeProvider time) =>
        (node.State.Withheld & Withheld.Ejected) == Withheld.None ? null : Eject(node.State).UntilBy(time);

    public string WhyUsed(ServiceModel service, VersionModel version, NodeModel node, Func<NodeModel, double?> failureRatio, TimeProvider time) =>
        EjectReprieve.Of(version, node, service.Plan.Sections.Get(HealthPlan.Field).Eject, failureRatio, time.GetUtcNow());

    internal static EjectGate Gate(VersionState version) => version.Own(static () => new EjectGate());

    internal static DoubtState Doubts(VersionState version) => version.Own(static () => new DoubtState());

    internal static ProbeState Probes(VersionState version) => version.Own(static () => new ProbeState());

    internal static EjectState Eject(NodeState node) => node.Own(static node => new EjectState(node), node);
}
