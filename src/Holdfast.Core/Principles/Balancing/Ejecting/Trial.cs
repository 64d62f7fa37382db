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
        // Another's part is not its to find out about.
        if (call.Part is { } part && (version.State.InDoubt is not { } doubtful || !part.Has(doubtful))) return null;
        if (call.Attempts > 0 || call.Method is not ("GET" or "HEAD" or "OPTIONS")) return null;
        if (version.State.TakeInDoubt() is not { } state || !arrangement.Admits(state)) return null;
        for (var i = 0; i < version.Nodes.Count; i++)
            if (ReferenceEquals(version.Nodes[i].State, state)) return version.Nodes[i];
        return null;
    }
}
