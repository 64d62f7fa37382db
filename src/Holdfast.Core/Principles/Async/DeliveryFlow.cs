namespace Holdfast.Core.Principles.Async;

/// <summary>How many deliveries of a lane may be on their way. Pure: time comes from whoever asks.</summary>
/// <remarks>A service that takes none is asked by one delivery once in a while; when that goes well, by two, by four, up to the most: what has waited for it does not fall on it at once.</remarks>
/// <param name="Limit">At once, now.</param>
/// <param name="Until">None before this; milliseconds.</param>
/// <param name="Pause">How long the last pause was, milliseconds; zero: there is none.</param>
internal readonly record struct DeliveryFlow(int Limit, long Until, long Pause)
{
    public const long PauseMinMs = 500;
    public const long PauseMaxMs = 30_000;

    public static DeliveryFlow Full(int most) => new(most, 0, 0);

    public bool IsHeldUp => Pause > 0;

    /// <summary>How many more may be sent.</summary>
    public int Room(long now, int inFlight) => now < Until ? 0 : Math.Max(0, Limit - inFlight);

    /// <summary>One went well.</summary>
    public DeliveryFlow Went(int most) => new(Math.Min(most, Limit < most ? Limit + 1 : most), 0, 0);

    /// <summary>One could not be made, or was sent away.</summary>
    /// <param name="atLeast">Milliseconds; of it the longest pause at most: what one operation is told does not stop the others for hours.</param>
    /// <param name="random">In [0, 1): pauses are up to a quarter longer by chance.</param>
    public DeliveryFlow HeldUp(long now, long atLeast, double random)
    {
        atLeast = Math.Min(atLeast, PauseMaxMs);
        // Those that were on their way with it tell nothing new.
        if (now < Until) return this with { Until = Math.Max(Until, now + atLeast) };
        var pause = Math.Min(PauseMaxMs, Math.Max(PauseMinMs, Pause * 2));
        return new DeliveryFlow(1, now + Math.Max(atLeast, (long)(pause * (1 + (random / 4)))), pause);
    }
}
