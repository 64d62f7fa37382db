namespace Holdfast.Core.Principles.Limits.Overload.Concurrency;

/// <summary>What a cohort of attempts may teach about the usual latency.</summary>
public enum BaseLesson : byte
{
    None,

    /// <summary>The service may have had a queue: answers that were clearly quicker say something, slower ones do not.</summary>
    Fall,

    /// <summary>There was room: what it took is what is usual.</summary>
    Follow,

    /// <summary>It was looked for: take it.</summary>
    Take,
}
