namespace Holdfast.Gateway.Front.Listeners;

/// <summary>A listener cannot be opened. The message is one line: the listener, the address, the reason.</summary>
public sealed class ListenException(
    string listener, string address, string reason, PortHolder? holder, Exception? inner = null)
    : Exception($"Listener '{listener}' cannot listen on {address}: {reason}", inner)
{
    public string Listener => listener;

    public string Address => address;

    /// <summary>Who has the port, when that is the trouble and can be known.</summary>
    public PortHolder? Holder => holder;
}
