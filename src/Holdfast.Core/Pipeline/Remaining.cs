using Holdfast.Core.Pipeline.Model;

namespace Holdfast.Core.Pipeline;

/// <summary>What is left of a call's time at one moment, until its answer must have begun.</summary>
/// <param name="Time">Not above zero: it is over.</param>
/// <param name="ByCaller">Whether it is the caller's time that ends first, not the plan's.</param>
internal readonly record struct Remaining(TimeSpan Time, bool ByCaller)
{
    public bool IsOver => Time <= TimeSpan.Zero;

    public static Remaining Of(Call call, InterfaceModel target)
    {
        var elapsed = call.Time.GetElapsedTime(call.Started, call.Now);
        var byPlan = target.Deadline.Total - (elapsed - call.Timer.Held);
        // The caller's clock does not stand still while it sends.
        return call.CallerDeadline is { } callers && callers.Within - elapsed < byPlan
            ? new Remaining(callers.Within - elapsed, ByCaller: true)
            : new Remaining(byPlan, ByCaller: false);
    }
}
