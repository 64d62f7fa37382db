namespace Holdfast.Core.Principles.Failover.Draining;

/// <summary>Whether a node may be drained. Pure.</summary>
public static class DrainMachine
{
    /// <param name="isLive">Whether its version answers calls.</param>
    /// <param name="takesCalls">Whether it may be picked now.</param>
    /// <param name="others">How many other nodes of its version may be picked now.</param>
    /// <param name="force">The operator wants it whatever follows.</param>
    /// <returns>False when calls that are answered now would be refused.</returns>
    /// <remarks>A node that takes no calls is drained at will: nothing becomes less by it.</remarks>
    public static bool MayDrain(bool isLive, bool takesCalls, int others, bool force) => force || !isLive || !takesCalls || others > 0;
}
