namespace Holdfast.Core.Pipeline;

/// <summary>Whether a request may reach more than one node (RFC 9110, 9.2).</summary>
public enum Repeatability
{
    /// <summary>Once sent, it may have had its effect: never again.</summary>
    Once,

    /// <summary>A second time changes nothing more: after the first has failed it may be sent again.</summary>
    Idempotent,

    /// <summary>It changes nothing: it may be on its way to two nodes at once.</summary>
    Safe,
}
