namespace Holdfast.Core.Principles.Balancing.Probing;

/// <summary>When the next probe of a node is due, so that the probes of thousands of nodes do not become a load of their own.</summary>
/// <remarks>
/// All probes together are no more than <see cref="PerSecondMax"/>; where there are more nodes than that allows for,
/// intervals grow. Probes begin in step with a common beat: many that begin at once wake the process once.
/// </remarks>
internal sealed class ProbePace(TimeProvider time)
{
    /// <summary>Of all nodes together. One costs about 130 µs of a busy core, the kernel's part included: 1.3% of it at this rate.</summary>
    public const int PerSecondMax = 100;

    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(50);

    private readonly long _beat = (long)(Beat.TotalSeconds * time.TimestampFrequency);
    private int _nodes;

    /// <summary>Nodes that are probed.</summary>
    public int Nodes
    {
        get => Volatile.Read(ref _nodes);
        set => Volatile.Write(ref _nodes, value);
    }

    /// <summary>Time from one probe of a node to the next: as the plan says, or longer where there are too many nodes.</summary>
    public TimeSpan Interval(ProbePlan plan)
    {
        var least = TimeSpan.FromSeconds((double)Nodes / PerSecondMax);
        return plan.Every < least ? least : plan.Every;
    }

    /// <summary>From now until the first beat after <paramref name="wait"/>.</summary>
    public TimeSpan ToBeat(TimeSpan wait)
    {
        var now = time.GetTimestamp();
        var due = now + (long)(Math.Max(0, wait.TotalSeconds) * time.TimestampFrequency);
        return time.GetElapsedTime(now, ((due / _beat) + 1) * _beat);
    }
}
