using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Compiling;
using Holdfast.Core.Principles.Limits.Overload.Shedding;
using Holdfast.Core.Signals;

namespace Holdfast.Core.Principles.Limits.Protection;

/// <summary>Where the protection stands under one revision: its plan, whom it tells, and what it says to callers.</summary>
internal sealed class ProtectionSite(ProtectionPlan plan, CompileContext context)
{
    private readonly ShedTurns _turns = new(plan.User, plan.Turn, context.Time, context.Random);
    private readonly Refusal _refusal = new(ProtectionErrors.Overloaded, "process-overload", Position.Overload, ProtectionPlan.Field.Name);

    public ProtectionPlan Plan { get; } = plan;

    public SignalLog Signals { get; } = context.Signals;

    public int Rank(Call call) => _turns.Rank(call);

    public Verdict Refuse(Measure measured) => new(_refusal, _turns.RetryAfter, measured);
}
