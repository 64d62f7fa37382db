namespace Holdfast.Core.Principles.Async;

/// <summary>When a call is accepted for later in the place of being answered.</summary>
[Flags]
public enum AsyncWhen
{
    None = 0,

    /// <summary>Every call.</summary>
    Always = 1,

    /// <summary>A call that is refused since the service, or the process, has enough to do.</summary>
    Overloaded = 2,

    /// <summary>A call that is refused by a limit of the interface.</summary>
    Limited = 4,

    /// <summary>A call that nothing of could be sent, since the service is broken off, has no usable node, or takes no connection.</summary>
    Broken = 8,

    /// <summary>A call whose caller asks for it (RFC 7240).</summary>
    Asked = 16,
}
