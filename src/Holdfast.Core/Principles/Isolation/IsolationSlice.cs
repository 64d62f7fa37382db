using System.Diagnostics.Metrics;
using Holdfast.Core.Errors;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Compiling;
using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Pipeline.State;
using Holdfast.Core.Plan;
using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Principles.Isolation;

/// <summary>Principle 4: what is slow or greedy holds its own places, and nobody else's.</summary>
public sealed class IsolationSlice : ISlice, IPlanSlice, IInboundSlice, IGateSlice, IAgentSlice
{
    public string Id => "isolation";

    public int Principle => 4;

    public string Title => "Resource isolation";

    public IReadOnlyList<Field> ServiceFields { get; } = [PoolPlan.Field, ConnectionsPlan.Field];

    public IReadOnlyList<Field> InterfaceFields { get; } = [IsolatePlan.Field];

    public IReadOnlyList<KnownError> Errors => IsolationErrors.All;

    public void Check(HoldfastPlan plan, PlanFindings findings) => IsolationRules.Check(plan, findings);

    public IEnumerable<InboundStage> Compile(InterfacePlan plan, ServiceModel service, CompileContext context)
    {
        var entries = plan.Sections.Get(IsolatePlan.Field);
        var board = entries.Count == 0 ? null : IsolationBoard.Of(context.State.Interface(plan.Name));
        for (var i = 0; i < entries.Count; i++)
        {
            var places = board!.For(entries[i].Per, PoolShapes.Of(entries[i]), context.Time);
            var subject = $"interfaces.{plan.Name}";
            yield return new IsolateStage(entries[i], places, entries.Count == 1 ? $"{subject}.isolate" : $"{subject}.isolate[{i}]", subject, context);
        }
    }

    public IEnumerable<AttemptGate> Compile(ServicePlan plan, VersionState version, CompileContext context) =>
        PoolCompiler.Compile(plan, version, context);

    public IEnumerable<IAgent> Start(AgentContext context) => [new IsolationAgent()];

    public Snapshot Snapshot(SliceContext context) => IsolationSnapshot.Take(Id, context);

    public void Instrument(Meter meter, Func<SliceContext?> now) => IsolationTelemetry.Instrument(meter, now);
}
