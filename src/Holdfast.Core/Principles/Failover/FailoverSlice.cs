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
using Holdfast.Core.Principles.Failover.Draining;
using Holdfast.Core.Principles.Failover.Hedging;
using Holdfast.Core.Principles.Failover.Resolving;
using Holdfast.Core.Telemetry;

namespace Holdfast.Core.Principles.Failover;

/// <summary>Principle 2: no node, zone or owner is the only one.</summary>
public sealed class FailoverSlice : ISlice, IPlanSlice, IArrangerSlice, IRetrySlice, IAgentSlice, ISwitchSlice, ILayerSlice, IResolveSlice, IRetryCountSlice
{
    public string Id => "failover";

    public int Principle => 2;

    public string Title => "No single point of failure";

    public IReadOnlyList<Field> ServiceFields { get; } = [RetryBudgetPlan.Field, ResolvePlan.Field];

    public IReadOnlyList<Field> InterfaceFields { get; } = [RetryPlan.Field];

    public IReadOnlyList<KnownError> Errors { get; } =
    [
        FailoverRules.Owners, HedgeRules.OnlyOnce, HedgeRules.SingleAttempt, HedgeRules.AfterTheEnd, HedgeRules.BeyondBudget,
        DrainErrors.UnknownNode, DrainErrors.LastNode,
    ];

    public IReadOnlyList<OperatorCommand> Commands => DrainCommands.All;

    public void Check(HoldfastPlan plan, PlanFindings findings) => FailoverRules.Check(plan, findings);

    public ICandidateArranger Compile(CompileContext context) => new FailoverArranger(context.Zone);

    public RetryPolicy Compile(InterfacePlan plan, ServicePlan service, InterfaceState state, CompileContext context) => new AttemptRetryPolicy(
        plan.Sections.Get(RetryPlan.Field), service.Sections.Get(RetryBudgetPlan.Field), State(state), Pace(state),
        Budget(context.State.Service(service.Name)), context.Random, RetryPaths.Of(plan.Name, service.Name));

    public IEnumerable<IAgent> Start(AgentContext context)
    {
        yield return new PaceAgent(context);
        yield return new ShareAgent(context);
        if (context.Resolver is { } resolver) yield return new ResolveAgent(context, resolver);
    }

    public Task LookUpAsync(HoldfastPlan plan, AgentContext context, CancellationToken cancellation) =>
        context.Resolver is { } resolver ? new NameLookUp(context, resolver).RunAsync(plan, cancellation) : Task.CompletedTask;

    public Resolution? Find(ServicePlan service, NodePlan node, CompileContext context) => FollowedName.Find(service, node, context);

    public CommandResult Execute(OperatorCommand command, CommandArguments arguments, CommandOrder order, SliceContext context) =>
        DrainCommands.Execute(command, arguments, order, context);

    public void EndOver(SliceContext context) => DrainCommands.EndOver(context);

    public IEnumerable<Switch> Switches(SliceContext context) => DrainSwitches.All(Id, context);

    public bool Takes(LayerKind kind) => kind == LayerKind.Drain;

    public IReadOnlyList<LayerFault> Lay(IReadOnlyList<Layer> layers, SliceContext context) => DrainLayers.Lay(layers, context);

    public IEnumerable<Layer> Laid(SliceContext context) => DrainLayers.Laid(context);

    public Snapshot Snapshot(SliceContext context) => FailoverSnapshot.Take(Id, context);

    public void Instrument(Meter meter, Func<SliceContext?> now) => FailoverTelemetry.Instrument(meter, now);

    public (long Retries, long Hedges) Extra(InterfaceState target) => (State(target).Retries, State(target).Hedges);

    public long OverBudget(ServiceState service) => Budget(service).Refused;

    internal static RetryBudget Budget(ServiceState service) => service.Own(static () => new RetryBudget());

    internal static PaceState Pace(InterfaceState target) => target.Own(static () => new PaceState());

    internal static ResolveState Names(ServiceState service) => service.Own(static () => new ResolveState());

    internal static RetryState State(InterfaceState target) => target.Own(static () => new RetryState());
}
