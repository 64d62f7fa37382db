using System.Diagnostics.Metrics;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Compiling;
using Holdfast.Core.Pipeline.State;
using Holdfast.Core.Plan;
using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Principles.Dependencies;

/// <summary>Principle 1: an interface waits for what it depends on no longer than its deadline.</summary>
public sealed class DependenciesSlice : ISlice, IPlanSlice, IDeadlineSlice, IObserverSlice
{
    public string Id => "dependencies";

    public int Principle => 1;

    public string Title => "Control dependencies";

    public IReadOnlyList<Field> ServiceFields => [];

    public IReadOnlyList<Field> InterfaceFields { get; } = [TimeoutPlan.Timeout, TimeoutPlan.IdleTimeout];

    public void Check(HoldfastPlan plan, PlanFindings findings)
    {
        // Timeouts bind attempts, which another principle owns: the plan's own rules look at both.
    }

    public Deadline Compile(InterfacePlan plan) => new(
        plan.Sections.Get(TimeoutPlan.Timeout), plan.Sections.Get(TimeoutPlan.IdleTimeout), $"interfaces.{plan.Name}.timeout");

    public IEnumerable<AttemptObserver> Compile(ServicePlan plan, CompileContext context) => [new DeadlineObserver()];

    public Snapshot Snapshot(SliceContext context) => DependenciesSnapshot.Take(Id, context);

    public void Instrument(Meter meter, Func<SliceContext?> now) => DependenciesTelemetry.Instrument(meter, now);

    internal static DeadlineState State(VersionState version) => version.Own(static () => new DeadlineState());
}
