namespace Holdfast.Core.Principles.Balancing.Ejecting;

/// <summary>Whether the checks of an ejected node show that it is well again. Pure.</summary>
/// <remarks>
/// A check that has failed during this ejection can see what ails the node; once it passes the node is well. One that
/// never failed is blind to it (a process that hangs still takes connections) and says nothing by passing.
/// </remarks>
/// <param name="WasSeenFailing">Whether a check has failed during this ejection, or what ejected the node was what a check looks at.</param>
/// <param name="Passes">Checks passed in a row.</param>
/// <param name="Checks">Checks so far.</param>
public readonly record struct RecoveryMachine(bool WasSeenFailing, int Passes, int Checks)
{
    /// <summary>From the ejection to the first check: soon enough to see a process away that restarts at once.</summary>
    public static readonly TimeSpan First = TimeSpan.FromMilliseconds(100);

    public static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(250);

    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    /// <summary>Who has a node probed more seldom than this has a reason.</summary>
    private static readonly TimeSpan EveryLong = TimeSpan.FromSeconds(5);

    /// <summary>Checks until the interval doubles.</summary>
    private const int ChecksPerStep = 8;

    private const int EjectionsMax = 5;

    /// <param name="isUnconnected">Whether nothing connected to the node when it was ejected: then no check need fail first.</param>
    public static RecoveryMachine Begin(bool isUnconnected) => new(isUnconnected, 0, 0);

    public bool IsFailing => Checks > 0 && Passes == 0;

    /// <summary>Time until the next check.</summary>
    public TimeSpan Wait
    {
        get
        {
            if (Checks == 0) return First;
            if (WasSeenFailing && Passes > 0) return Shortest;
            var steps = Checks / ChecksPerStep;
            return steps >= 2 ? Longest : Shortest * (1 << steps);
        }
    }

    /// <summary>Time until the next check where the operator has said how often the node is to be probed: never longer than that, and a fifth of it where it is long.</summary>
    public TimeSpan WaitWithin(TimeSpan every)
    {
        if (Checks > 0 && every > EveryLong) return every / 5;
        return Wait < every ? Wait : every;
    }

    public RecoveryMachine Next(bool passed) => new(WasSeenFailing || !passed, passed ? Passes + 1 : 0, Checks + 1);

    /// <summary>Whether the node returns before its time.</summary>
    /// <param name="rise">Passes in a row that are asked of it.</param>
    /// <param name="ejections">How often it was ejected of late, this time included: a node that comes and goes is asked for more.</param>
    public bool Returns(int rise, int ejections) => WasSeenFailing && Passes >= rise * Math.Clamp(ejections, 1, EjectionsMax);
}
