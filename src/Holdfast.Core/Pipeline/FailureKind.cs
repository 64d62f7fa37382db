namespace Holdfast.Core.Pipeline;

/// <summary>How an attempt failed. What may be tried again depends on it.</summary>
public enum FailureKind : byte
{
    None,

    /// <summary>No connection came about: nothing was sent, so any method may be tried elsewhere.</summary>
    Connect,

    /// <summary>The connection ended before the answer began.</summary>
    Reset,

    /// <summary>The attempt's own time ran out before the answer began.</summary>
    AttemptTimeout,

    /// <summary>The deadline over all attempts ran out before the answer began.</summary>
    Deadline,

    /// <summary>The answer is a status that says the backend failed (5xx, or a gRPC status of that kind).</summary>
    Status,

    /// <summary>The answer began and broke off; what the caller has is not whole.</summary>
    Truncated,

    /// <summary>The answer was not valid in its protocol.</summary>
    Protocol,
}
