namespace Holdfast.Core.Pipeline;

/// <summary>How much it matters that a call is answered; under overload the last goes first.</summary>
public enum Criticality : byte
{
    /// <summary>The business stands still without it.</summary>
    Critical,

    High,

    Normal,

    /// <summary>Nobody minds when it fails for a while.</summary>
    Sheddable,
}
