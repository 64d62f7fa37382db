using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Model;

namespace Holdfast.Core.Principles.Balancing.Ejecting;

/// <summary>Sends one call to a node that is in doubt.</summary>
/// <remarks>
/// Balancing turns away from a node as soon as a call or two were late, so nothing more would be learned of it: neither
/// that it hangs, nor that it has only paused. A call that may be tried elsewhere as soon as it is late finds out.
/// </remarks>
internal static class Trial
{
    /// <returns>Null: this call is not fit for it, or another took it.</returns>
    public static NodeModel? Take(VersionModel version, Arrangement arrangement, Call call)
    {
        if (call.Attempts > 0 || call.Interface?.Retry.CanGoElsewhere(call) is not true) return null;
        if (version.State.TakeInDoubt() is not { } state || !arrangement.Admits(state)) return null;
        foreach (var group in arrangement.Groups)
        {
            // No call goes to a reserve, so there is nothing to be found out.
            if (group.Share <= 0) continue;
            for (var i = 0; i < group.Nodes.Count; i++)
                if (ReferenceEquals(group.Nodes[i].State, state)) return group.Nodes[i];
        }

        return null;
    }
}
