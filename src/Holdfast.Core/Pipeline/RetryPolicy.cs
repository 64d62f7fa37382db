using Holdfast.Core.Pipeline.Model;

namespace Holdfast.Core.Pipeline;

/// <summary>Says whether a failed attempt may be followed by another.</summary>
public abstract class RetryPolicy
{
    /// <summary>Longest time of one attempt; <see cref="Timeout.InfiniteTimeSpan"/>: only the deadline binds it.</summary>
    public abstract TimeSpan PerTry { get; }

    public abstract bool TriesAgain(Call call, NodeModel node, in Outcome outcome);
}
