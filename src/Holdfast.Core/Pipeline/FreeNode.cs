using System.Runtime.CompilerServices;
using Holdfast.Core.Pipeline.Model;

namespace Holdfast.Core.Pipeline;

/// <summary>Finds a node whose gates let an attempt in. Those that do not are passed over, however many they are.</summary>
internal static class FreeNode
{
    /// <summary>Picks that may meet full nodes before all that are left are asked in turn: with few of them full the policy has its say, with many nobody draws for long.</summary>
    public const int MissesMax = 4;

    /// <param name="picked">The node that balancing picked; null: there is none.</param>
    /// <param name="entered">How many of its gates, in their order, the attempt is in.</param>
    /// <param name="full">With null, what the last of the gates said; passing where there is no node at all.</param>
    /// <returns>A node that the attempt is in the gates of.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static NodeModel? Enter(Call call, Attempt attempt, VersionModel version, NodeModel? picked, int entered, out Verdict full)
    {
        full = Verdict.Pass;
        if (version.NodeGates.Length == 0 || picked is null) return picked;
        // Passed over this once: a later attempt may find room there again, and what it has been sent to must not be forgotten for it.
        var tried = call.Tried.Count;
        for (var misses = 0; picked is not null && misses < MissesMax; misses++)
        {
            full = AttemptGates.EnterNode(call, attempt, version, picked, entered);
            if (full.Passes) break;
            entered = 0;
            call.Tried.Add(picked.State);
            picked = version.Picker.Pick(version, call);
        }

        if (picked is not null && !full.Passes) picked = Walk(call, attempt, version, ref full);
        call.Tried.DropTo(tried);
        return picked;
    }

    /// <summary>Every node that the attempt may use and has not met, once, in the order in which groups are preferred.</summary>
    private static NodeModel? Walk(Call call, Attempt attempt, VersionModel version, ref Verdict full)
    {
        var candidates = version.CandidatesOf(call);
        var arrangement = candidates.Draw();
        // By index: an enumerator of an interface is an allocation.
        for (var group = 0; group < arrangement.Groups.Count; group++)
        {
            var nodes = arrangement.Groups[group].Nodes;
            var first = candidates.DrawPlace(nodes.Count);
            for (var i = 0; i < nodes.Count; i++)
            {
                var node = nodes[(first + i) % nodes.Count];
                if (!arrangement.Admits(node.State) || call.Tried.Contains(node.State)) continue;
                full = AttemptGates.EnterNode(call, attempt, version, node, entered: 0);
                if (full.Passes) return node;
            }
        }

        return null;
    }
}
