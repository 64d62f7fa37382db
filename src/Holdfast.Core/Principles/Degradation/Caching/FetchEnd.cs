namespace Holdfast.Core.Principles.Degradation.Caching;

/// <summary>What became of a request that others wait for.</summary>
internal enum FetchEnd
{
    /// <summary>It was answered, and the answer is for all.</summary>
    Answered,

    /// <summary>It was answered, and the answer is for the one who asked.</summary>
    NotForOthers,

    /// <summary>It was refused, or the service failed.</summary>
    Failed,

    /// <summary>Who asked has gone.</summary>
    Abandoned,
}
