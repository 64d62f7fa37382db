using Holdfast.Core.Evidence;

namespace Holdfast.Core.Principles.Breakers;

/// <summary>What a breaker is judged by.</summary>
/// <param name="Window">Attempts that ended lately; while it is half open, trials alone.</param>
/// <param name="Hanging">Attempts in flight that have waited too long; while it is half open, trials beyond their time.</param>
/// <param name="Row">Failures since the last success.</param>
/// <param name="TrialsGood">While it is half open: trials that were answered well, or whose answer has begun.</param>
/// <param name="TrialsBad">While it is half open: trials that failed or were slow.</param>
public readonly record struct BreakerReading(WindowCounts Window, int Hanging = 0, int Row = 0, int TrialsGood = 0, int TrialsBad = 0)
{
    /// <summary>Attempts that have waited too long count before they return.</summary>
    public double SlowRatio => Window.Calls + Hanging == 0 ? 0 : (double)(Window.Slow + Hanging) / (Window.Calls + Hanging);

    /// <summary>As <see cref="SlowRatio"/>, where waiting too long is a failure.</summary>
    internal BreakerReading WithHangingFailed => this with
    {
        Window = new WindowCounts(Window.Calls + Hanging, Window.Failed + Hanging, Window.Slow + Hanging), Hanging = 0,
    };
}
