namespace Holdfast.Core.Principles.Limits.Tokens;

/// <summary>A share of a limit for a while.</summary>
/// <param name="Share">Of the whole, above 0, up to 1.</param>
/// <param name="Until">Timestamp.</param>
/// <param name="Processes">That were alive when it was given; at least 1.</param>
public sealed record TokenLease(double Share, long Until, int Processes)
{
    /// <summary>All of it, for ever.</summary>
    public static TokenLease Whole { get; } = new(1, long.MaxValue, 1);

    /// <summary>When it has run out nobody knows what the others have: then an even share, which is safe if all take it.</summary>
    public double ShareAt(long timestamp) => timestamp < Until ? Share : 1.0 / Math.Max(1, Processes);
}
