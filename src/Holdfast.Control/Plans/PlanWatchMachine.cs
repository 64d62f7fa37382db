namespace Holdfast.Control.Plans;

/// <summary>Decides when a plan is to be read again: when it has changed, and has stopped changing.</summary>
/// <remarks>An editor that empties a file and then writes it, or a tool that replaces one file after the other, is caught in the middle by a single look.</remarks>
/// <param name="Read">What the sources looked like when they were last read.</param>
/// <param name="Changed">What they looked like at the last look, when that was something else.</param>
/// <param name="Looks">Looks in a row at which they were not what was read.</param>
internal readonly record struct PlanWatchMachine(SourceStamps Read, SourceStamps? Changed = null, int Looks = 0)
{
    /// <summary>Sources that never come to rest are read all the same after so many looks.</summary>
    public const int LooksMax = 8;

    /// <param name="seen">What the sources look like now.</param>
    /// <returns>Whether they are to be read; then a new machine begins with what the reading saw.</returns>
    public (PlanWatchMachine Next, bool IsDue) On(SourceStamps seen)
    {
        if (seen.Equals(Read))
            return (new PlanWatchMachine(Read), false);
        var next = new PlanWatchMachine(Read, seen, Looks + 1);
        return (next, seen.Equals(Changed) || next.Looks >= LooksMax);
    }
}
