namespace Holdfast.Gateway.Forwarding;

/// <summary>How the way of an answer's body ended.</summary>
internal enum AnswerBodyEnd
{
    Whole,

    /// <summary>The node broke it off, or was silent for too long.</summary>
    BrokenOff,

    /// <summary>The caller no longer takes it.</summary>
    CallerGone,
}
