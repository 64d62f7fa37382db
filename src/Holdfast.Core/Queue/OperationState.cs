namespace Holdfast.Core.Queue;

/// <summary>What has become of an accepted operation. The numbers are kept in stores: none is ever given another meaning.</summary>
public enum OperationState
{
    /// <summary>It waits to be delivered, for the first time or again.</summary>
    Waiting = 0,

    /// <summary>Somebody who holds a lease on it is delivering it.</summary>
    Leased = 1,

    /// <summary>It waits until an earlier one with the same order is done with.</summary>
    Held = 2,

    /// <summary>The service has answered, and that is kept.</summary>
    Delivered = 3,

    /// <summary>The service has answered that it will not have it; to send it again would change nothing.</summary>
    Failed = 4,

    /// <summary>Its attempts, or its time, were used up.</summary>
    Dead = 5,
}
