using Holdfast.Core.Evidence;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Compiling;
using Holdfast.Core.Principles.Limits.Overload.Concurrency;
using Holdfast.Core.Principles.Limits.Overload.Shedding;
using Holdfast.Core.Signals;

namespace Holdfast.Core.Principles.Limits.Overload;

/// <summary>Where a service's protection stands under one revision: its plan, whom it tells, and what it says to callers.</summary>
/// <param name="subject">What it protects, as a path of the plan.</param>
internal sealed class OverloadSite(OverloadPlan plan, string service, string subject, TimeProvider time, IRandomSource random, SignalLog signals)
{
    private readonly Refusal _shed = new(OverloadErrors.Shed, "overload-shed", Position.Pool, $"services.{service}.overload");
    private readonly Refusal _noPlace = new(OverloadErrors.NoPlace, "overload-no-place", Position.Pool, $"services.{service}.overload");

    public OverloadSite(OverloadPlan plan, string service, string subject, CompileContext context)
        : this(plan, service, subject, context.Time, context.Random, context.Signals)
    {
    }

    public OverloadPlan Plan { get; } = plan;

    public string Subject { get; } = subject;

    public ShedTurns Turns { get; } = new(plan.User, plan.Turn, time, random);

    public TimeProvider Time { get; } = time;

    public SignalLog Signals { get; } = signals;

    /// <summary>In ticks of timestamps.</summary>
    public long Wait { get; } = ConcurrencyMachine.Ticks(plan.Wait, time.TimestampFrequency);

    public Verdict Refuse(OverloadReason reason, Measure measured) =>
        new(reason == OverloadReason.Shed ? _shed : _noPlace, Turns.RetryAfter, measured);
}
