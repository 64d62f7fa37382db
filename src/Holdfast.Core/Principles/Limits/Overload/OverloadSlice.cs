using System.Diagnostics.Metrics;
using Holdfast.Core.Errors;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Compiling;
using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Pipeline.State;
using Holdfast.Core.Plan;
using Holdfast.Core.Plan.Fields;
using Holdfast.Core.Readings;

namespace Holdfast.Core.Principles.Limits.Overload;

/// <summary>Principle 5, where no number was agreed on: what cannot be answered in time is refused at once, the least important first.</summary>
public sealed class OverloadSlice : ISlice, IPlanSlice, IGateSlice, IAgentSlice, IReadingSlice
{
    public string Id => OverloadSignals.Slice;

    public int Principle => 5;

    public string Title => "Overload protection";

    public IReadOnlyList<Field> ServiceFields { get; } = [OverloadPlan.Field];

    public IReadOnlyList<Field> InterfaceFields => [];

    public IReadOnlyList<KnownError> Errors => OverloadErrors.All;

    public void Check(HoldfastPlan plan, PlanFindings findings) => OverloadRules.Check(plan, findings);

    public IEnumerable<AttemptGate> Compile(ServicePlan plan, VersionState version, CompileContext context) =>
        plan.Sections.Get(OverloadPlan.Field) is { } overload ? [new OverloadGate(overload, plan.Name, version, context)] : [];

    public IEnumerable<IAgent> Start(AgentContext context) => [new OverloadAgent()];

    public double? Read(ReadingKind kind, string subject, SliceContext context) => kind == ReadingKind.Overload && context.Plan.Services.TryGetValue(subject, out var service)
        ? service.Live.Gates.OfType<OverloadGate>().Any(static gate => gate.State.Level.IsOn) ? 1 : 0
        : null;

    public Snapshot Snapshot(SliceContext context) => OverloadSnapshot.Take(context);

    public void Instrument(Meter meter, Func<SliceContext?> now) => OverloadTelemetry.Instrument(meter, now);

    internal static IEnumerable<(VersionModel Version, OverloadGate Gate)> Gates(PlanModel plan) =>
        from version in plan.Versions
        from gate in version.Gates.OfType<OverloadGate>()
        select (version, gate);
}
