namespace Holdfast.Core.Evidence;

/// <summary>Tells at any time, not only at the end, whether bad events fall on the canary more often than its share of the calls explains.</summary>
/// <remarks>
/// <para>
/// A mixture of likelihood ratios. Were the canary as good as the rest, a bad event would be the canary's with the chance
/// of its share, ρ. Were it r times as bad, with ρr / (1 − ρ + ρr). For each of several r the ratio of the two is multiplied
/// up over the bad events; the mean over the r is the evidence. As long as the canary is no worse, the mean of that does not grow,
/// so it ever reaches 1/α in at most α of all runs (Ville), however often somebody looks and whenever they stop.
/// </para>
/// <para>
/// Only bad events count, and only their share: what makes both sides worse alike is no evidence, nor is how many calls
/// there are. Calls must be given to either side at random, or by what has nothing to do with how they end.
/// Not safe for several threads.
/// </para>
/// </remarks>
public sealed class SequentialTest
{
    /// <summary>How much worse a canary might be. What lies between two of them is found nearly as soon.</summary>
    private static readonly double[] Ratios = [1.5, 2, 4, 8, 16, 32, 64];

    private readonly double[] _logs = new double[Ratios.Length];
    private readonly double[] _canary = new double[Ratios.Length];
    private readonly double[] _rest = new double[Ratios.Length];
    private readonly double _bound;
    private double _share;

    /// <param name="alpha">In how many of all runs a canary that is no worse may be called worse, above 0 and below 1.</param>
    public SequentialTest(double alpha)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(alpha);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(alpha, 1);
        _bound = 1 / alpha;
        Evidence = 1;
    }

    /// <summary>How much more likely what was seen is if the canary is worse; 1 at the beginning.</summary>
    public double Evidence { get; private set; }

    /// <summary>Whether there was evidence enough. It stays so: what comes later does not take back that it was.</summary>
    public bool IsWorse { get; private set; }

    /// <summary>A call that ended badly.</summary>
    /// <param name="isCanary">Whether it was the canary's.</param>
    /// <param name="share">The chance with which it had become the canary's, above 0 and below 1. It may change from call to call.</param>
    public void Bad(bool isCanary, double share)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(share);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(share, 1);
        if (share != _share) Weigh(share);
        var (weights, sum) = (isCanary ? _canary : _rest, 0.0);
        for (var i = 0; i < Ratios.Length; i++)
        {
            _logs[i] += weights[i];
            sum += Math.Exp(_logs[i]);
        }

        Evidence = sum / Ratios.Length;
        IsWorse |= Evidence >= _bound;
    }

    /// <summary>What a bad event of either side counts for, as logarithms; the share rarely changes.</summary>
    private void Weigh(double share)
    {
        _share = share;
        for (var i = 0; i < Ratios.Length; i++)
        {
            _rest[i] = -Math.Log(1 - share + (share * Ratios[i]));
            _canary[i] = Math.Log(Ratios[i]) + _rest[i];
        }
    }
}
