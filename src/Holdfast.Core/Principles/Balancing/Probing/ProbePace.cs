namespace Holdfast.Core.Principles.Balancing.Probing;

/// <summary>When the next probe of a node is due, so that the probes of thousands of nodes do not become a load of their own.</summary>
/// <remarks>
/// All probes together are no more than <see cref="PerSecondMax"/>. Where plans ask for more, each service gets what it asks
/// for up to an equal share, and only intervals of those that ask for more grow: nobody's thousands of nodes delay the news
/// of another service's two. Probes begin in step with a common beat: many that begin at once wake the process once.
/// </remarks>
internal sealed class ProbePace(TimeProvider time)
{
    /// <summary>Of all nodes together. One costs about 150 µs of an idle core, the kernel's part included: 1.5% of it at this rate.</summary>
    public const int PerSecondMax = 100;

    // Five times as long a beat costs two thirds as much: what wakes a process costs it more than what it wakes for.
    private static readonly TimeSpan BeatMin = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan BeatMax = TimeSpan.FromMilliseconds(250);

    private double _shareMax = double.PositiveInfinity;

    /// <summary>Shares the probes a second among services (max-min fairness).</summary>
    /// <param name="asked">Probes a second that each service asks for.</param>
    public void Share(IEnumerable<double> asked) => Volatile.Write(ref _shareMax, EqualShare(PerSecondMax, asked));

    /// <summary>The most that one may have of something, so that none has less than an equal share and wants more; infinite where there is enough for all.</summary>
    internal static double EqualShare(double left, IEnumerable<double> asked)
    {
        var sorted = asked.Order().ToArray();
        for (var i = 0; i < sorted.Length; i++)
        {
            var equal = left / (sorted.Length - i);
            if (sorted[i] > equal) return equal;
            left -= sorted[i];
        }

        return double.PositiveInfinity;
    }

    /// <summary>Time from one probe of a node to the next: as the plan says, or longer where the service asks for more than its share.</summary>
    /// <param name="nodes">Nodes of the service.</param>
    public TimeSpan Interval(ProbePlan plan, int nodes)
    {
        var least = TimeSpan.FromSeconds(nodes / Volatile.Read(ref _shareMax));
        return plan.Every < least ? least : plan.Every;
    }

    /// <summary>From now until the first beat after <paramref name="wait"/>.</summary>
    /// <param name="interval">From one probe of the node to the next: beats are a twentieth of it, within bounds.</param>
    public TimeSpan ToBeat(TimeSpan wait, TimeSpan interval)
    {
        var beat = (long)(Math.Clamp(interval.TotalSeconds / 20, BeatMin.TotalSeconds, BeatMax.TotalSeconds) * time.TimestampFrequency);
        var now = time.GetTimestamp();
        var due = now + (long)(Math.Max(0, wait.TotalSeconds) * time.TimestampFrequency);
        return time.GetElapsedTime(now, ((due / beat) + 1) * beat);
    }
}
