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
using Holdfast.Core.Principles.Limits.Overriding;
using Holdfast.Core.Principles.Limits.Tokens;

namespace Holdfast.Core.Principles.Limits;

/// <summary>Principle 5: who wants more than its share is told so, before it takes anything from others.</summary>
/// <param name="tokens">Where tokens come from.</param>
public sealed class LimitsSlice(ITokenSource tokens) : ISlice, IPlanSlice, IInboundSlice, IGateSlice, IAgentSlice, ISwitchSlice, ILayerSlice, IKeyedSlice
{
    /// <summary>Every limit is this process's alone.</summary>
    public LimitsSlice()
        : this(LocalTokens.Instance)
    {
    }

    public string Id => LimitSignals.Slice;

    public int Principle => 5;

    public string Title => "Rate limiting";

    public IReadOnlyList<Field> ServiceFields { get; } = [LimitPlan.Field];

    public IReadOnlyList<Field> InterfaceFields { get; } = [LimitPlan.Field];

    public IReadOnlyList<KnownError> Errors => LimitErrors.All;

    public IReadOnlyList<OperatorCommand> Commands => OverrideCommands.All;

    public void Check(HoldfastPlan plan, PlanFindings findings) => LimitRules.Check(plan, findings);

    public IEnumerable<InboundStage> Compile(InterfacePlan plan, ServiceModel service, CompileContext context) =>
        LimitCompiler.Stages(plan, tokens, context).Prepend(new OverrideStage(OverrideState.Of(context.State.Interface(plan.Name)), context));

    public IEnumerable<AttemptGate> Compile(ServicePlan plan, VersionState version, CompileContext context) => LimitCompiler.Gates(plan, version, tokens, context);

    public IEnumerable<KeyPlan> Keys(InterfacePlan plan) => plan.Sections.Get(LimitPlan.Field).Select(static entry => entry.Per?.Key).OfType<KeyPlan>();

    public IEnumerable<IAgent> Start(AgentContext context) => [new LimitAgent(context)];

    public CommandResult Execute(OperatorCommand command, CommandArguments arguments, CommandOrder order, SliceContext context) =>
        OverrideCommands.Execute(command, arguments, order, context);

    public IEnumerable<Switch> Switches(SliceContext context) => OverrideCommands.Switches(Id, context);

    public void EndOver(SliceContext context) => OverrideCommands.EndOver(context);

    public bool Takes(LayerKind kind) => kind == LayerKind.Limit;

    public IReadOnlyList<LayerFault> Lay(IReadOnlyList<Layer> layers, SliceContext context) => OverrideLayers.Lay(layers, context);

    public IEnumerable<Layer> Laid(SliceContext context) => OverrideLayers.Laid(context);

    public Snapshot Snapshot(SliceContext context) => LimitsSnapshot.Take(Id, context);

    public void Instrument(Meter meter, Func<SliceContext?> now) => LimitsTelemetry.Instrument(meter, now);

    /// <summary>Every limit of a plan; each counts once, however many versions of a service share it.</summary>
    internal static IEnumerable<LimitSeat> Seats(PlanModel plan) => plan.Interfaces.Values.SelectMany(static target => target.Inbound).SelectMany(Seats)
        .Concat(plan.Versions.SelectMany(version => Seats(version, plan)))
        .DistinctBy(static seat => seat.Set);

    private static IEnumerable<LimitSeat> Seats(InboundStage stage) => stage switch
    {
        LimitStage timed => timed.Limits.Seats,
        ConcurrencyStage one => [one.Seat],
        _ => [],
    };

    private static IEnumerable<LimitSeat> Seats(VersionModel version, PlanModel plan)
    {
        var targets = plan.Interfaces.Values.Where(target => target.Service.Name == version.Service).Select(static target => target.State).ToList();
        foreach (var target in targets)
            foreach (var seat in version.Gates.SelectMany(gate => Seats(gate, target, null))) yield return seat;
        if (targets.Count == 0) yield break;
        foreach (var node in version.Nodes)
            foreach (var seat in version.NodeGates.SelectMany(gate => Seats(gate, targets[0], node.State))) yield return seat;
    }

    private static IEnumerable<LimitSeat> Seats(AttemptGate gate, InterfaceState target, NodeState? node) => gate switch
    {
        LimitGate timed => timed.LimitsOf(target, node).Seats,
        ConcurrencyGate one => [one.Seat(target, node)],
        _ => [],
    };
}
