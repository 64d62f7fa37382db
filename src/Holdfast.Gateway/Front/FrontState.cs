namespace Holdfast.Gateway.Front;

/// <summary>What every connection and request may look at without asking anyone.</summary>
internal sealed class FrontState
{
    private volatile bool _isDraining;

    /// <summary>Set once: connections are to close after what they have under way.</summary>
    public bool IsDraining => _isDraining;

    public void BeginDraining()
    {
        _isDraining = true;
        Interlocked.MemoryBarrier();
    }
}
