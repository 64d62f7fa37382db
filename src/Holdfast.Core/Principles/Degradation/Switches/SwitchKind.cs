namespace Holdfast.Core.Principles.Degradation.Switches;

/// <summary>What an operator can have an interface do. In the order in which they are asked: the strictest first.</summary>
public enum SwitchKind
{
    /// <summary>Refuse every call.</summary>
    Off,

    /// <summary>Answer with what is kept, however old; what is not kept is left to those that follow, or refused.</summary>
    Stale,

    /// <summary>Give every call the same answer.</summary>
    Answer,

    /// <summary>Let a share of the callers in.</summary>
    Share,
}
