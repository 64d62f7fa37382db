namespace Holdfast.Core.Principles.Breakers;

/// <summary>What one breaker breaks off.</summary>
public enum BreakerScope
{
    /// <summary>A version of the service, for all interfaces.</summary>
    Version,

    /// <summary>The way from one interface to a version of the service.</summary>
    Edge,
}
