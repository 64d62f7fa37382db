namespace Holdfast.Core.Staging;

/// <summary>Tells, as often as somebody looks, whether bad calls are more frequent since a plan went live than they were before. Pure.</summary>
/// <remarks>
/// <para>
/// Where all calls have the new plan there is nothing beside it to compare with, only what was before it. What was seen
/// then gives a bound: so frequent, and half as much again, bad calls may be by chance, by the hour or by a backend that
/// has a bad minute. Beyond it the same mixture of likelihood ratios decides as where a share tries a plan: as long as
/// bad calls are no more frequent than the bound, the evidence ever reaches 1/α in at most α of all runs (Ville), however
/// often somebody looks.
/// </para>
/// <para>It cannot tell a plan from a backend that breaks in the same minute: then a good plan is taken back, and the backend is as bad as before.</para>
/// </remarks>
public sealed class BakeTest
{
    /// <summary>How much more frequent bad calls might be than the bound.</summary>
    private static readonly double[] Ratios = [1.5, 2, 4, 8, 16, 32, 64];

    /// <summary>What was before is known from so few calls as there were: as if these had been bad too.</summary>
    private const int Unseen = 3;

    private const double Tolerance = 1.5;

    /// <summary>Of a thousand calls two may go wrong however well all went before.</summary>
    private const double LeastRatio = 0.002;

    /// <summary>Of what nobody had called before, half may.</summary>
    private const double MostRatio = 0.5;

    private readonly double[] _bad;
    private readonly double[] _good;
    private readonly double _bound;

    /// <param name="alpha">In how many of all runs a plan under which bad calls are no more frequent than the bound may be called worse, above 0 and below 1.</param>
    /// <param name="calls">Before it went live.</param>
    /// <param name="bad">Of them.</param>
    public BakeTest(double alpha, long calls, long bad)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(alpha);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(alpha, 1);
        BoundRatio = Math.Clamp(Tolerance * (bad + Unseen) / (calls + Unseen), LeastRatio, MostRatio);
        _bound = -Math.Log(alpha);
        var able = Ratios.Where(ratio => ratio * BoundRatio < 1).ToArray();
        _bad = [.. able.Select(static ratio => Math.Log(ratio))];
        _good = [.. able.Select(ratio => Math.Log((1 - (ratio * BoundRatio)) / (1 - BoundRatio)))];
    }

    /// <summary>So frequent bad calls may be.</summary>
    public double BoundRatio { get; }

    /// <param name="calls">Since it went live.</param>
    /// <param name="bad">Of them.</param>
    public bool IsWorse(long calls, long bad)
    {
        var (logs, most) = (new double[_bad.Length], double.NegativeInfinity);
        for (var i = 0; i < logs.Length; i++) most = Math.Max(most, logs[i] = (bad * _bad[i]) + ((calls - bad) * _good[i]));
        // Of the sum, as of numbers that a double has no room for.
        return most + Math.Log(logs.Sum(log => Math.Exp(log - most)) / logs.Length) >= _bound;
    }
}
