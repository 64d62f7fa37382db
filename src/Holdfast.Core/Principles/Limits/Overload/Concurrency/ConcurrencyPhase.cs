namespace Holdfast.Core.Principles.Limits.Overload.Concurrency;

public enum ConcurrencyPhase : byte
{
    /// <summary>It follows what is measured.</summary>
    Steady,

    /// <summary>Held a little below what the service should take without a queue, to see what is usual there.</summary>
    Checking,
}
