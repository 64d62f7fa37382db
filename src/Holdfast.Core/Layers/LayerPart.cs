namespace Holdfast.Core.Layers;

/// <summary>Which part of the users a step holds for: all of them, those of a drill, fewer and fewer while it is given back.</summary>
/// <param name="Share">Of the users, 1: all.</param>
/// <param name="FadesFrom">Timestamp from which it holds for fewer.</param>
/// <param name="FadesTo">Timestamp from which it holds for nobody.</param>
public readonly record struct LayerPart(double Share, long FadesFrom, long FadesTo)
{
    public static LayerPart Whole { get; } = new(1, long.MaxValue, long.MaxValue);

    /// <summary>The share that it holds for at a moment.</summary>
    public double At(long now) => now <= FadesFrom ? Share
        : now >= FadesTo ? 0
        : Share * ((double)(FadesTo - now) / (FadesTo - FadesFrom));

    /// <param name="place">The user's place among all, from 0 up to but not 1: always the same for the same user, so that nobody is in and out by turns.</param>
    public bool Holds(long now, double place) => (Share >= 1 && now <= FadesFrom) || place < At(now);
}
