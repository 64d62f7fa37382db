using System.Diagnostics.Metrics;
using Holdfast.Core.Commands;
using Holdfast.Core.Errors;
using Holdfast.Core.Layers;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Compiling;
using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Plan;
using Holdfast.Core.Plan.Fields;
using Holdfast.Core.Principles.Degradation.Caching;
using Holdfast.Core.Principles.Degradation.Substitutes;
using Holdfast.Core.Principles.Degradation.Switches;

namespace Holdfast.Core.Principles.Degradation;

/// <summary>Principle 8: when the best answer cannot be had, a lesser one is given.</summary>
public sealed class DegradationSlice : ISlice, IPlanSlice, IInboundSlice, IOtherwiseSlice, IAgentSlice, ISwitchSlice, ILayerSlice
{
    public string Id => "degradation";

    public int Principle => 8;

    public string Title => "Degradation";

    public IReadOnlyList<Field> ServiceFields => [];

    public IReadOnlyList<Field> InterfaceFields { get; } = [SubstitutePlan.Field, CachePlan.Field, CoalescePlan.Field];

    public IReadOnlyList<KnownError> Errors { get; } = [.. SubstituteErrors.All, .. CacheErrors.All, .. SwitchErrors.All];

    public IReadOnlyList<OperatorCommand> Commands { get; } = [.. SwitchCommands.All, .. CacheCommands.All];

    public IEnumerable<string> ServicesOf(InterfacePlan plan) =>
        plan.Sections.Get(SubstitutePlan.Field).Select(static entry => entry.Service).OfType<string>();

    public void Check(HoldfastPlan plan, PlanFindings findings)
    {
        SubstituteRules.Check(plan, findings);
        CacheRules.Check(plan, findings);
    }

    public IEnumerable<InboundStage> Compile(InterfacePlan plan, ServiceModel service, CompileContext context)
    {
        var cache = InterfaceCache.Of(plan, context);
        yield return new SwitchStage(SwitchState.Of(context.State.Interface(plan.Name)), cache);
        if (cache is not null) yield return new CacheStage(cache);
        // What is kept for one interface may be changed through another.
        if (InvalidationStage.IsNeeded(plan) && context.Plan?.Interfaces.Values.Any(static one => one.Sections.Get(CachePlan.Field) is not null || one.Sections.Get(CoalescePlan.Field) is not null) == true)
            yield return new InvalidationStage(Invalidations.Of(context.State));
    }

    public IEnumerable<IAgent> Start(AgentContext context) => [new CacheAgent()];

    public CommandResult Execute(OperatorCommand command, CommandArguments arguments, CommandOrder order, SliceContext context) =>
        CacheCommands.All.Contains(command) ? CacheCommands.Execute(arguments, context) : SwitchCommands.Execute(command, arguments, order, context);

    public IEnumerable<Switch> Switches(SliceContext context) => SwitchSnapshot.Switches(context);

    public void EndOver(SliceContext context) => SwitchCommands.EndOver(context);

    public bool Takes(LayerKind kind) => SwitchLayers.Takes(kind);

    public IReadOnlyList<LayerFault> Lay(IReadOnlyList<Layer> layers, SliceContext context) => SwitchLayers.Lay(layers, context);

    public IEnumerable<Layer> Laid(SliceContext context) => SwitchLayers.Laid(context);

    public OtherwisePolicy? Compile(
        InterfacePlan plan, IReadOnlyDictionary<string, ServiceModel> services, Func<ServiceModel, InterfaceModel> standIn, CompileContext context) =>
        SubstituteCompiler.Compile(plan, services, context.State.Interface(plan.Name), InterfaceCache.Of(plan, context), standIn);

    public Snapshot Snapshot(SliceContext context) => DegradationSnapshot.Take(Id, context);

    public void Instrument(Meter meter, Func<SliceContext?> now) => DegradationTelemetry.Instrument(meter, now);
}
