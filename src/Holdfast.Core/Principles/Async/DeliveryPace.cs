using Holdfast.Core.Plan;

namespace Holdfast.Core.Principles.Async;

/// <summary>How many deliveries a lane's rate allows now. Pure.</summary>
/// <param name="Tokens">What is left.</param>
/// <param name="At">As of when; milliseconds.</param>
internal readonly record struct DeliveryPace(double Tokens, long At)
{
    /// <summary>What was not used is kept for so long: enough not to lose any between two looks.</summary>
    private const double KeptSeconds = 0.5;

    public DeliveryPace Fill(long now, Rate? rate)
    {
        if (rate is not { } pace) return new DeliveryPace(double.MaxValue, now);
        var most = Math.Max(1, pace.PerSecond * KeptSeconds);
        return new DeliveryPace(Math.Min(most, Math.Min(most, Tokens) + (pace.PerSecond * (now - At) / 1000)), now);
    }

    public int Whole => (int)Math.Min(int.MaxValue, Tokens);

    public DeliveryPace Take(int count) => this with { Tokens = Tokens - count };
}
