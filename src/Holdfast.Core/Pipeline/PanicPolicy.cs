using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Pipeline.State;

namespace Holdfast.Core.Pipeline;

/// <summary>Says when nodes that are withheld for their health are used all the same. Compiled for one service and one revision.</summary>
public abstract class PanicPolicy
{
    /// <summary>Asked for the live revision whenever the availability of a node has changed; for one version never twice at once.</summary>
    /// <param name="news">What is to be told of it, once nothing waits for the answer; null: nothing.</param>
    /// <returns>How the version stands from here on.</returns>
    public abstract Panic Next(VersionState version, IReadOnlyList<NodeModel> nodes, out Action? news);

    /// <summary>Whether withheld nodes may be used at all.</summary>
    public virtual bool IsPossible => true;

    /// <summary>While panic is left: the share of calls that go to usable nodes alone by now, 0 to 1.</summary>
    public abstract double UsableShare(Panic panic);
}
