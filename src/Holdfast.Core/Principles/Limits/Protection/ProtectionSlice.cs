using System.Diagnostics.Metrics;
using Holdfast.Core.Errors;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Compiling;
using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Plan;
using Holdfast.Core.Plan.Fields;
using Holdfast.Core.Readings;

namespace Holdfast.Core.Principles.Limits.Protection;

/// <summary>Of principle 5: the process takes in no more than it can carry, the least important calls are refused first.</summary>
public sealed class ProtectionSlice : ISlice, IPlanSlice, IInboundSlice, IAgentSlice, IReadingSlice
{
    public string Id => ProtectionSignals.Slice;

    public int Principle => 5;

    public string Title => "Process protection";

    public IReadOnlyList<Field> PlanFields { get; } = [ProtectionPlan.Field];

    public IReadOnlyList<Field> ServiceFields => [];

    public IReadOnlyList<Field> InterfaceFields => [];

    public IReadOnlyList<KnownError> Errors => ProtectionErrors.All;

    public void Check(HoldfastPlan plan, PlanFindings findings) => ProtectionRules.Check(plan, findings);

    public IEnumerable<InboundStage> Compile(InterfacePlan plan, ServiceModel service, CompileContext context) =>
        context.Plan?.Sections.Get(ProtectionPlan.Field) is { } protect ? [new ProtectionStage(new ProtectionSite(protect, context), State(context))] : [];

    public IEnumerable<IAgent> Start(AgentContext context) => [new ProtectionAgent(context)];

    /// <summary>Where the plan has the process protected it is looked at already.</summary>
    public double? Read(ReadingKind kind, string subject, SliceContext context) => kind.Subject != ReadingSubject.Process || Live(context) is not { } state ? null
        : kind == ReadingKind.Cpu ? state.Machine.Cpu
        : kind == ReadingKind.Memory ? state.Newest.Memory
        : state.Newest.QueueWait.TotalSeconds;

    public Snapshot Snapshot(SliceContext context) => ProtectionSnapshot.Take(context);

    public void Instrument(Meter meter, Func<SliceContext?> now) => ProtectionTelemetry.Instrument(meter, now);

    internal static ProtectionState State(CompileContext context) =>
        context.State.Own(() => new ProtectionState(context.Random, context.Time.TimestampFrequency));

    /// <summary>Null: the live plan does not ask for it.</summary>
    internal static ProtectionState? Live(SliceContext context) =>
        context.Plan.Plan.Sections.Get(ProtectionPlan.Field) is not null ? Any(context) : null;

    /// <summary>Null: no plan of this process has asked for it.</summary>
    internal static ProtectionState? Any(SliceContext context) => context.State.Has<ProtectionState>()
        ? context.State.Own<ProtectionState>(static () => throw new System.Diagnostics.UnreachableException()) : null;
}
