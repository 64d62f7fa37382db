namespace Holdfast.Core.Principles.Degradation.Substitutes;

/// <summary>What a substitute is.</summary>
public enum SubstituteKind
{
    Answer,
    Service,
    Skip,

    /// <summary>What was kept of an earlier answer.</summary>
    Stale,
}
