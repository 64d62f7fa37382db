namespace Holdfast.Core.Principles.Async;

/// <summary>What becomes of calls without an idempotency key.</summary>
public enum AsyncKeyless
{
    /// <summary>They are not accepted for later.</summary>
    Refuse,

    /// <summary>Each is an operation of its own.</summary>
    New,
}
