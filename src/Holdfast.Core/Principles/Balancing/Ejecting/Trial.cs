using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Model;

namespace Holdfast.Core.Principles.Balancing.Ejecting;

/// <summary>Sends one call to a node that is in doubt.</summary>
/// <remarks>
/// Balancing turns away from a node as soon as a call or two were late, so nothing more would be learned of it: neither
/// that it hangs, nor that it has only paused. A call that may be tried elsewhere as soon as it is late finds out; one that
/// may not never does, and keeps away meanwhile: see <see cref="NodeDoubt"/>.
/// </remarks>
internal static class Trial
{
    /// <returns>Null: this call is not fit for it, or another took it.</returns>
    public static NodeModel? Take(VersionModel version, Arrangement arrangement, Call call)
    {
        // Another's part is not its to find out about.
        if (call.Part is { } part && (version.State.InDoubt is not { } doubtful || !part.Has(doubtful))) return null;
        if (call.Attempts > 0 || call.Interface?.Retry.MayFindOut(call) != true) return null;
        if (version.State.TakeInDoubt() is not { } state || !arrangement.Admits(state)) return null;
        for (var group = 0; group < arrangement.Groups.Count; group++)
        {
            // Of a node that no call goes to there is nothing to be found out.
            if (arrangement.Groups[group].Share <= 0) continue;
            var nodes = arrangement.Groups[group].Nodes;
            for (var i = 0; i < nodes.Count; i++)
                if (ReferenceEquals(nodes[i].State, state)) return nodes[i];
        }

        return null;
    }
}
