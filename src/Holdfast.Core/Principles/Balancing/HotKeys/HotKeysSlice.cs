using System.Diagnostics.Metrics;
using Holdfast.Core.Errors;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Compiling;
using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Plan;
using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Principles.Balancing.HotKeys;

/// <summary>Of principle 3: what everybody asks for is known, so that it drowns no node.</summary>
public sealed class HotKeysSlice : ISlice, IPlanSlice, IInboundSlice
{
    public string Id => HotKeysSignals.Slice;

    public int Principle => 3;

    public string Title => "Hot keys";

    public IReadOnlyList<Field> ServiceFields => [];

    public IReadOnlyList<Field> InterfaceFields { get; } = [HotKeysPlan.Field];

    public IReadOnlyList<KnownError> Errors => HotKeysErrors.All;

    public void Check(HoldfastPlan plan, PlanFindings findings) => HotKeysRules.Check(plan, findings);

    public IEnumerable<InboundStage> Compile(InterfacePlan plan, ServiceModel service, CompileContext context)
    {
        if (plan.Sections.Get(HotKeysPlan.Field) is not { } asked) return [];
        var watch = new HotWatch(asked, plan.Name, context);
        return [new HotKeysStage(watch, HotKeysBoard.Of(context.State.Interface(plan.Name)).For(watch))];
    }

    public Snapshot Snapshot(SliceContext context) => HotKeysSnapshot.Take(Id, context);

    public void Instrument(Meter meter, Func<SliceContext?> now) => HotKeysTelemetry.Instrument(meter, now);

    /// <summary>Null: the plan asks for none.</summary>
    internal static HotKeysStage? Stage(InterfaceModel target) => target.Inbound.OfType<HotKeysStage>().FirstOrDefault();
}
