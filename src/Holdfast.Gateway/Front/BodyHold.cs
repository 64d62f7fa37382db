namespace Holdfast.Gateway.Front;

/// <summary>Whether a body waits for us and not for its client. Over HTTP/2 its bytes may fill the window that others share.</summary>
/// <param name="connection">Null: it shares nothing.</param>
internal sealed class BodyHold(FrontConnection? connection)
{
    private const int Free = 0;
    private const int Held = 1;
    private const int Ended = 2;

    private int _state = Free;

    /// <summary>We do not read it.</summary>
    public void Begin()
    {
        if (Interlocked.CompareExchange(ref _state, Held, Free) == Free) connection?.HoldUp(1);
    }

    /// <summary>We wait for its client.</summary>
    public void Release()
    {
        if (Interlocked.CompareExchange(ref _state, Free, Held) == Held) connection?.HoldUp(-1);
    }

    /// <summary>For good: all of it was read, or the call is over, though a read may be still on its way back.</summary>
    public void End()
    {
        if (Interlocked.Exchange(ref _state, Ended) == Held) connection?.HoldUp(-1);
    }
}
