namespace Holdfast.Core.Principles.Breakers;

/// <summary>What one attempt says of the service.</summary>
public enum BreakerVerdict
{
    /// <summary>Nothing.</summary>
    Neutral,
    Good,
    Failed,
}
