namespace Holdfast.Core.Evidence;

/// <summary>Random numbers that a test can make repeatable.</summary>
public interface IRandomSource
{
    /// <summary>Evenly from [0, 1).</summary>
    double NextDouble();

    /// <summary>Evenly from 0 to <paramref name="below"/> - 1.</summary>
    int Next(int below);
}
