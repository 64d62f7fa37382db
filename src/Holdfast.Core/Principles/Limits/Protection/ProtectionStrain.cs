using Holdfast.Core.Pipeline.Compiling;

namespace Holdfast.Core.Principles.Limits.Protection;

/// <summary>How far the process is from what it can carry. Pure.</summary>
/// <param name="Excess">Below 0: there is room, -1: plenty; above 0: it has too much to do.</param>
/// <param name="Cause">What there is least of.</param>
internal readonly record struct ProtectionStrain(double Excess, ProtectionCause Cause)
{
    /// <summary>Twice the bound is as bad as 1; a wait knows no end, so that is where it stops counting.</summary>
    public const double WaitMax = 5;

    /// <summary>A bound of 1 would leave nothing between it and the end.</summary>
    private const double RoomMin = 0.01;

    public static ProtectionStrain Calm => new(-1, ProtectionCause.QueueWait);

    /// <param name="cpu">Smoothed; null: not known.</param>
    public static ProtectionStrain Of(ProtectionPlan plan, in ProcessReading process, double? cpu)
    {
        var strain = Calm;
        if (plan.QueueWait is { } bound)
        {
            var wait = process.QueueWait / bound;
            strain = new(Math.Clamp(wait - 1, -1, WaitMax), ProtectionCause.QueueWait);
            // With no processor left half of the wait is enough; without any wait no processor has too much to do.
            if (plan.Cpu is { } most && cpu is { } used) strain = strain.OrWorse(Math.Min(Part(used, most), (2 * wait) - 1), ProtectionCause.Cpu);
        }

        return plan.Memory is { } full && process.Memory is { } filled ? strain.OrWorse(Part(filled, full), ProtectionCause.Memory) : strain;
    }

    private ProtectionStrain OrWorse(double excess, ProtectionCause cause) => excess > Excess ? new(excess, cause) : this;

    /// <summary>From the bound to the end is 1, and as far below it -1.</summary>
    private static double Part(double used, double bound) => Math.Clamp((used - bound) / Math.Max(1 - bound, RoomMin), -1, 1);
}
