namespace Holdfast.Core.Principles.Limits;

/// <summary>What becomes of calls that lack the key a limit counts by.</summary>
public enum LimitKeyless
{
    /// <summary>They count as one key.</summary>
    AsOne,

    /// <summary>They are not limited.</summary>
    Pass,
}
