namespace Holdfast.Gateway.Front;

public enum FrontEventKind
{
    ListenerOpened,
    ListenerClosed,
    CertificateReloaded,
    /// <summary>Changed files are no good; the old certificate stays in use.</summary>
    CertificateRefused,
    /// <summary>Closed at once: too many connections.</summary>
    ConnectionsRefused,
    /// <summary>HTTP/2 connections were aborted that asked for nothing but work.</summary>
    FloodsCut,
    DrainBegan,
    /// <summary>The drain's time ran out, or somebody was in a hurry: what was left is cut.</summary>
    DrainCutShort,
    Stopped,
}
