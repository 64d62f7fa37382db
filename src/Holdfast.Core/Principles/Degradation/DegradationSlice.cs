using System.Diagnostics.Metrics;
using Holdfast.Core.Errors;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Compiling;
using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Plan;
using Holdfast.Core.Plan.Fields;
using Holdfast.Core.Principles.Degradation.Substitutes;

namespace Holdfast.Core.Principles.Degradation;

/// <summary>Principle 8: when the best answer cannot be had, a lesser one is given.</summary>
public sealed class DegradationSlice : ISlice, IPlanSlice, IOtherwiseSlice
{
    public string Id => "degradation";

    public int Principle => 8;

    public string Title => "Degradation";

    public IReadOnlyList<Field> ServiceFields => [];

    public IReadOnlyList<Field> InterfaceFields { get; } = [SubstitutePlan.Field];

    public IReadOnlyList<KnownError> Errors { get; } = [.. SubstituteErrors.All];

    public IEnumerable<string> ServicesOf(InterfacePlan plan) =>
        plan.Sections.Get(SubstitutePlan.Field).Select(static entry => entry.Service).OfType<string>();

    public void Check(HoldfastPlan plan, PlanFindings findings) => SubstituteRules.Check(plan, findings);

    public OtherwisePolicy? Compile(
        InterfacePlan plan, IReadOnlyDictionary<string, ServiceModel> services, Func<ServiceModel, InterfaceModel> standIn, CompileContext context) =>
        SubstituteCompiler.Compile(plan, services, context.State.Interface(plan.Name), standIn);

    public Snapshot Snapshot(SliceContext context) => DegradationSnapshot.Take(Id, context);

    public void Instrument(Meter meter, Func<SliceContext?> now) => DegradationTelemetry.Instrument(meter, now);
}
