using System.Diagnostics.Metrics;
using Holdfast.Core.Commands;
using Holdfast.Core.Errors;
using Holdfast.Core.Layers;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Compiling;
using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Pipeline.State;
using Holdfast.Core.Plan;
using Holdfast.Core.Plan.Fields;
using Holdfast.Core.Principles.Breakers.Manual;
using Holdfast.Core.Readings;

namespace Holdfast.Core.Principles.Breakers;

/// <summary>Principle 6: what does not answer is not asked, and is asked again little by little.</summary>
public sealed class BreakersSlice : ISlice, IPlanSlice, IGateSlice, IAgentSlice, ISwitchSlice, ILayerSlice, IReadingSlice
{
    public string Id => BreakerSignals.Slice;

    public int Principle => 6;

    public string Title => "Circuit breaking";

    public IReadOnlyList<Field> ServiceFields { get; } = [BreakerPlan.Field];

    public IReadOnlyList<Field> InterfaceFields => [];

    public IReadOnlyList<KnownError> Errors => BreakerErrors.All;

    public IReadOnlyList<OperatorCommand> Commands => BreakerCommands.All;

    public void Check(HoldfastPlan plan, PlanFindings findings) => BreakerRules.Check(plan, findings);

    public IEnumerable<AttemptGate> Compile(ServicePlan plan, VersionState version, CompileContext context) =>
        plan.Sections.Get(BreakerPlan.Field) is { } breaker ? [new BreakerGate(breaker, plan.Name, version, context)] : [];

    public IEnumerable<IAgent> Start(AgentContext context) => [new BreakerAgent(context)];

    public CommandResult Execute(OperatorCommand command, CommandArguments arguments, CommandOrder order, SliceContext context) =>
        BreakerCommands.Execute(command, arguments, order, context);

    public IEnumerable<Switch> Switches(SliceContext context) => BreakerSwitches.All(context);

    public bool Takes(LayerKind kind) => kind == LayerKind.Breaker;

    public IReadOnlyList<LayerFault> Lay(IReadOnlyList<Layer> layers, SliceContext context) => BreakerLayers.Lay(layers, context);

    public IEnumerable<Layer> Laid(SliceContext context) => BreakerLayers.Laid(context);

    public double? Read(ReadingKind kind, string subject, SliceContext context)
    {
        if (kind != ReadingKind.Breaker || !context.Plan.Services.TryGetValue(subject, out var service)) return null;
        var now = context.State.Time.GetTimestamp();
        return Seats(service.Live, context.Plan).Any(found => IsOpen(found.Seat, now)) ? 1 : 0;
    }

    /// <summary>By itself or by an operator's hand.</summary>
    /// <remarks>
    /// What a degradation plan lays does not count: a plan that is entered because it is open would hold itself. How the
    /// service is, nobody knows while such a step keeps all calls off it; the trials after it tell.
    /// </remarks>
    private static bool IsOpen(BreakerSeat seat, long now) => seat.Set.HandAt(now) is { } hand ? hand.Mode == BreakerMode.ForcedOpen
        : seat.Set.OrderAt(now) is null && seat.Set.State?.Era.Machine is { Phase: BreakerPhase.Open } machine && now < machine.Until;

    public Snapshot Snapshot(SliceContext context) => BreakersSnapshot.Take(Id, context);

    public void Instrument(Meter meter, Func<SliceContext?> now) => BreakersTelemetry.Instrument(meter, now);

    /// <summary>Null: the plan asks for none.</summary>
    internal static BreakerGate? Gate(VersionModel version) => version.Gates.OfType<BreakerGate>().FirstOrDefault();

    /// <summary>Every breaker of a plan; the interface is empty where it is one for all of them.</summary>
    internal static IEnumerable<(VersionModel Version, string Interface, BreakerSeat Seat)> Seats(PlanModel plan) =>
        plan.Versions.SelectMany(version => Seats(version, plan));

    /// <inheritdoc cref="Seats(PlanModel)"/>
    internal static IEnumerable<(VersionModel Version, string Interface, BreakerSeat Seat)> Seats(VersionModel version, PlanModel plan)
    {
        if (Gate(version) is not { } gate) return [];
        if (gate.IsOneForAll) return [(version, "", gate.Seat(""))];
        return plan.Interfaces.Values.Where(target => target.Service.Name == version.Service)
            .Select(target => (version, target.Name, gate.Seat(target.Name)));
    }
}
