using Holdfast.Core.Pipeline.Model;

namespace Holdfast.Core.Pipeline;

/// <summary>Chooses the node of an attempt.</summary>
public abstract class NodePicker
{
    /// <summary>The shortest wait that a caller can be asked for, in whole seconds.</summary>
    protected static TimeSpan Shortest { get; } = TimeSpan.FromSeconds(1);

    /// <summary>Called when the nodes of a group are known, so that a pick need not work it out.</summary>
    public virtual object? Prepare(CandidateGroup group) => null;

    /// <summary>How much of its weight a node carries now, above 0, up to 1: less than 1 in slow start.</summary>
    public virtual double Readiness(NodeModel node) => 1;

    /// <summary>A node of the version that may be used and was not tried by this call; null when there is none.</summary>
    public abstract NodeModel? Pick(VersionModel version, Call call);

    /// <summary>The value of a Set-Cookie header by which a caller comes back to the node that answers it; null where it has one, or needs none.</summary>
    public virtual string? CookieFor(VersionModel version, Call call, NodeModel node) => null;

    /// <summary>When there is no usable node: how long it takes at the soonest until there is one; at least <see cref="Shortest"/>.</summary>
    public virtual TimeSpan UntilUsable(VersionModel version, Call call) => Shortest;
}
