namespace Holdfast.Core.Telemetry.Why;

/// <summary>What a call is worth to whoever asks why. Where room is short the higher takes the place of the lower, never the other way round.</summary>
public enum WhyRank
{
    /// <summary>Answered as it should be, or given up by its caller: a few are kept to compare with.</summary>
    Ordinary,

    /// <summary>Answered, and something had to be done for it: a retry, a hedge, a substitute.</summary>
    Helped,

    /// <summary>Refused, or failed.</summary>
    Failed,
}
