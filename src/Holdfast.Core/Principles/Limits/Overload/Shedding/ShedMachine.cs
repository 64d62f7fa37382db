using System.Collections.Immutable;

namespace Holdfast.Core.Principles.Limits.Overload.Shedding;

/// <summary>Down to which rank calls are let through, so that a little more comes than can be served. Pure.</summary>
/// <remarks>
/// As WeChat's DAGOR (Zhou and others, 2018) does: what came is counted by rank, and the cut lies where by that count as many
/// come through as were served lately. The excess is refused before it queues, and always the same users of it. It depends
/// on what came, not on what was refused, so it does not swing; when less comes it opens with the next count.
/// </remarks>
/// <param name="Cut">Ranks below its whole part pass; of the next one the share that its fraction says. <see cref="ShedRank.Count"/>: all.</param>
/// <param name="Rate">Calls a second that can be served, as far as is known; 0: not known.</param>
/// <param name="Arrivals">Calls a second by place, smoothed. By rank they would be another's each time the ring moves on.</param>
/// <param name="CalmSeconds">For how long all have passed, and were served.</param>
public sealed record ShedMachine(double Cut, double Rate, ImmutableArray<double> Arrivals, double CalmSeconds)
{
    /// <summary>Over, when all were served for so long.</summary>
    public const double CalmEnough = 1;

    /// <summary>So much more than can be served is let through: places must not lie idle for what was guessed too low.</summary>
    public const double Headroom = 1.1;

    private const double Growth = 1.15;
    private const double Smoothing = 0.4;

    public static ShedMachine Open { get; } = new(ShedRank.Count, 0, [.. new double[ShedRank.Count]], 0);

    /// <summary>How far the rings of users had turned, in parts, when the cut was made.</summary>
    public int Turned { get; init; }

    public bool IsOver => CalmSeconds >= CalmEnough;

    public ShedMachine Next(ShedReading reading)
    {
        if (reading.Seconds <= 0) return this;
        var served = reading.Served / reading.Seconds;
        var rate = reading.Held ?? RateAfter(reading, served);
        // Long ago says nothing of now.
        var weight = Rate == 0 ? 1 : Math.Min(1, Smoothing * reading.Seconds * 10);
        var arrivals = ImmutableArray.CreateBuilder<double>(ShedRank.Count);
        for (var i = 0; i < ShedRank.Count; i++)
            arrivals.Add(Arrivals[i] + (weight * ((reading.Arrivals[i] / reading.Seconds) - Arrivals[i])));
        var smoothed = arrivals.MoveToImmutable();
        var cut = CutAt(smoothed, reading.Turned, reading.Held ?? rate * Headroom);
        return new ShedMachine(cut, rate, smoothed, cut >= ShedRank.Count && !reading.IsFull ? CalmSeconds + reading.Seconds : 0) { Turned = reading.Turned };
    }

    private double RateAfter(ShedReading reading, double served)
    {
        if (!reading.IsFull) return Math.Max(Rate * Growth, served);
        if (Rate == 0) return served;
        return reading.IsHeldBack ? Math.Max(Rate, served) : Rate + (Smoothing * (served - Rate));
    }

    private static double CutAt(ImmutableArray<double> arrivals, int turned, double rate)
    {
        for (var rank = 0; rank < arrivals.Length; rank++)
        {
            var came = arrivals[ShedRank.PlaceOf(rank, turned)];
            if (came > rate) return rank + (rate / came);
            rate -= came;
        }

        return arrivals.Length;
    }
}
