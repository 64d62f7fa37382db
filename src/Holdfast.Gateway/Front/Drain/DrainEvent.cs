namespace Holdfast.Gateway.Front.Drain;

internal enum DrainEvent
{
    /// <summary>Asked to stop; the second time, asked to stop at once.</summary>
    Signal,

    /// <summary>Time went by.</summary>
    Tick,

    /// <summary>The last connection ended.</summary>
    Emptied,
}
