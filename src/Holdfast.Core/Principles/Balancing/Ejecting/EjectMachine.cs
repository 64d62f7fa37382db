namespace Holdfast.Core.Principles.Balancing.Ejecting;

/// <summary>For how long a node is ejected: twice as long each time, and less again only once it has shown that it is well. Pure.</summary>
/// <remarks>
/// Time alone forgives nothing: a node without calls shows nothing, and one that fails whenever it is asked would be
/// taken back ever sooner. Health is shown by successes, for as long as the ejection lasted, once for each ejection.
/// </remarks>
/// <param name="Ejections">Those not made up for.</param>
/// <param name="Lasted">How long the last one lasted.</param>
/// <param name="Healthy">For how long the node has shown that it is well since then.</param>
public readonly record struct EjectMachine(int Ejections, TimeSpan Lasted, TimeSpan Healthy)
{
    /// <summary>Part of the time by which ejections are shortened at random, so that nodes lost together do not return together.</summary>
    public const double Jitter = 0.1;

    /// <summary>A success speaks for the time since the one before, but for no longer than this.</summary>
    public static readonly TimeSpan VouchMax = TimeSpan.FromSeconds(1);

    private const int DoublingsMax = 20;

    /// <summary>How long the next ejection would be.</summary>
    /// <param name="first">Time of the first.</param>
    /// <param name="longest">Longest time; never shorter than the first.</param>
    /// <param name="draw">Evenly from [0, 1).</param>
    public TimeSpan Time(TimeSpan first, TimeSpan longest, double draw)
    {
        var doubled = first * Math.Pow(2, Math.Min(Ejections, DoublingsMax));
        var most = longest < first ? first : longest;
        return (doubled < most ? doubled : most) * (1 - (Jitter * draw));
    }

    public EjectMachine Ejected() => new(Ejections + 1, TimeSpan.Zero, TimeSpan.Zero);

    public EjectMachine Returned(TimeSpan lasted) => this with { Lasted = lasted, Healthy = TimeSpan.Zero };

    /// <summary>The node answered well.</summary>
    /// <param name="since">Time since it did so before.</param>
    public EjectMachine Vouched(TimeSpan since)
    {
        if (Ejections == 0 || since <= TimeSpan.Zero) return this;
        var healthy = Healthy + (since < VouchMax ? since : VouchMax);
        return healthy < Lasted ? this with { Healthy = healthy } : this with { Ejections = Ejections - 1, Healthy = TimeSpan.Zero };
    }
}
