using System.Diagnostics.Metrics;
using Holdfast.Core.Errors;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Compiling;
using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Plan;
using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Principles.Async;

/// <summary>Principle 7: what cannot be done now, or need not be, is promised, and done later.</summary>
public sealed class AsyncSlice : ISlice, IPlanSlice, IInboundSlice, ILaterSlice, IAgentSlice
{
    public string Id => AsyncSignals.Slice;

    public int Principle => 7;

    public string Title => "Asynchronous processing";

    public IReadOnlyList<Field> ServiceFields => [];

    public IReadOnlyList<Field> InterfaceFields { get; } = [AsyncPlan.Field];

    public IReadOnlyList<KnownError> Errors => AsyncErrors.All;

    public void Check(HoldfastPlan plan, PlanFindings findings) => AsyncRules.Check(plan, findings);

    public IEnumerable<InboundStage> Compile(InterfacePlan plan, ServiceModel service, CompileContext context) =>
        plan.Sections.Get(AsyncPlan.Field) is { } async && (async.When & (AsyncWhen.Always | AsyncWhen.Asked)) != AsyncWhen.None
            ? [new AsyncStage(new AsyncAcceptor(new AsyncModel(plan.Name, async, context)))]
            : [];

    public OtherwisePolicy? Compile(InterfacePlan plan, OtherwisePolicy? next, CompileContext context) =>
        plan.Sections.Get(AsyncPlan.Field) is { } async && (async.When & (AsyncWhen.Overloaded | AsyncWhen.Limited | AsyncWhen.Broken)) != AsyncWhen.None
            ? new LaterPolicy(new AsyncAcceptor(new AsyncModel(plan.Name, async, context)), next)
            : null;

    public IEnumerable<IAgent> Start(AgentContext context) => [new DeliveryAgent(context)];

    public Snapshot Snapshot(SliceContext context) => AsyncSnapshot.Take(context);

    public void Instrument(Meter meter, Func<SliceContext?> now) => AsyncTelemetry.Instrument(meter, now);
}
