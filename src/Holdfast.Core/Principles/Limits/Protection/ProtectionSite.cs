using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Compiling;
using Holdfast.Core.Principles.Limits.Overload.Shedding;
using Holdfast.Core.Signals;

namespace Holdfast.Core.Principles.Limits.Protection;

/// <summary>Where the protection stands under one revision: its plan, whom it tells, and what it says to callers.</summary>
internal sealed class ProtectionSite(ProtectionPlan plan, CompileContext context)
{
    private readonly Refusal _refusal = new(ProtectionErrors.Overloaded, "process-overload", Position.Overload, ProtectionPlan.Field.Name);

    public ProtectionPlan Plan { get; } = plan;

    public ShedTurns Turns { get; } = new(plan.User, plan.Turn, context.Time, context.Random);

    public SignalLog Signals { get; } = context.Signals;

    public Verdict Refuse(Measure measured) => new(_refusal, Turns.RetryAfter, measured);
}
