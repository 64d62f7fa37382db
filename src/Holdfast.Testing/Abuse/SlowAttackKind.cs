namespace Holdfast.Testing.Abuse;

/// <summary>What clients are slow at on purpose.</summary>
public enum SlowAttackKind
{
    /// <summary>Heads that never end: two bytes of a header now and then.</summary>
    Heads,

    /// <summary>Bodies that dribble: the head at once, a byte a second of what it announced.</summary>
    Bodies,

    /// <summary>Answers that are hardly read: a few bytes a second of a gigabyte.</summary>
    Reads,
}
