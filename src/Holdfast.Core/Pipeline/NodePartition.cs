using Holdfast.Core.Pipeline.Model;

namespace Holdfast.Core.Pipeline;

/// <summary>Keeps each call to a part of a version's nodes. Compiled for one version and one revision; a version without one pays nothing.</summary>
/// <remarks>A part has candidates of its own, so policies, priorities, zones, slow start and ejection hold within it as they do within a version.</remarks>
public abstract class NodePartition
{
    /// <summary>The parts that calls have asked for so far.</summary>
    public abstract IEnumerable<Candidates> Parts { get; }

    /// <summary>Asked once for a call, before its first attempt. All of its attempts are made within the part.</summary>
    /// <param name="part">The nodes that it may use; null: all of the version.</param>
    /// <returns>Passing, or why the call is refused. Never an answer.</returns>
    public abstract Verdict Enter(Call call, out Candidates? part);

    /// <summary>Asked when no node of the part was found: whether the call may go on to the other nodes of the version.</summary>
    public abstract bool MayLeave(Call call, Candidates part);

    /// <summary>Asked when a call is refused for want of a node of its part: why; null: as any call would be.</summary>
    public abstract Refusal? Lost(Candidates part);
}
