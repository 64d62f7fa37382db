namespace Holdfast.Gateway.Front;

/// <summary>Moments within a span that keep away from each other, however many are asked for: steps of the golden ratio.</summary>
internal sealed class GoldenPhases(TimeSpan span)
{
    private const double Step = 0.6180339887498949;
    private int _given;

    public TimeSpan Next()
    {
        var at = (uint)Interlocked.Increment(ref _given) * Step;
        return span * (at - Math.Floor(at));
    }
}
