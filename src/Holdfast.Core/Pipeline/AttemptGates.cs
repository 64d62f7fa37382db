using System.Diagnostics;
using System.Runtime.CompilerServices;
using Holdfast.Core.Pipeline.Model;

namespace Holdfast.Core.Pipeline;

/// <summary>Takes attempts through the gates of a version and of its nodes. Whoever is in, is let out once.</summary>
internal static class AttemptGates
{
    /// <summary>The gates of the version, in their order, as long as they let the attempt in at once.</summary>
    /// <returns>How many it is in.</returns>
    public static int CountEntered(Call call, Attempt attempt, VersionModel version)
    {
        var gates = version.Gates;
        var entered = 0;
        while (entered < gates.Length && gates[entered].TryEnter(call, attempt, version, node: null)) entered++;
        return entered;
    }

    /// <summary>The gates of the version from one on; the call may be queued at each.</summary>
    /// <param name="at">The first of them: the attempt is in all that come before.</param>
    /// <returns>Passing: the attempt is in all of them. Else in none.</returns>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public static async ValueTask<Verdict> EnterAsync(Call call, Attempt attempt, VersionModel version, int at)
    {
        var gates = version.Gates;
        for (; at < gates.Length; at++)
        {
            if (gates[at].TryEnter(call, attempt, version, node: null)) continue;
            var entering = gates[at].EnterAsync(call, attempt, version, node: null, mayWait: true);
            var isQueued = !entering.IsCompletedSuccessfully;
            var verdict = await entering;
            if (isQueued) call.LetTimePass();
            if (verdict.Passes) continue;
            Leave(call, attempt, version, gates.AsSpan(0, at), node: null, Outcome.Refused);
            return verdict;
        }

        return Verdict.Pass;
    }

    /// <summary>All gates, without waiting: for an attempt that is made beside another.</summary>
    /// <param name="picked">The node that balancing picked.</param>
    /// <returns>The node that it is let in to; null: it is in no gate.</returns>
    public static NodeModel? TryEnter(Call call, Attempt attempt, VersionModel version, NodeModel picked)
    {
        if (!Enter(call, attempt, version, version.Gates, node: null, entered: 0).Passes) return null;
        if (FreeNode.Enter(call, attempt, version, picked, entered: 0, out _) is { } node) return node;
        Leave(call, attempt, version, version.Gates, node: null, Outcome.Refused);
        return null;
    }

    /// <summary>The gates of a node, in their order, as long as they let the attempt in at once.</summary>
    /// <returns>How many it is in: all of them, or <see cref="EnterNode"/> is to be asked from there on.</returns>
    public static int CountEnteredNode(Call call, Attempt attempt, VersionModel version, NodeModel node)
    {
        var gates = version.NodeGates;
        var entered = 0;
        while (entered < gates.Length && gates[entered].TryEnter(call, attempt, version, node)) entered++;
        return entered;
    }

    /// <summary>The gates of a node.</summary>
    /// <param name="entered">How many of them the attempt is in already: to ask those again would count it twice.</param>
    /// <returns>Passing: it is in all of them. Else in none.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Verdict EnterNode(Call call, Attempt attempt, VersionModel version, NodeModel node, int entered) =>
        Enter(call, attempt, version, version.NodeGates, node, entered);

    /// <summary>Out of the gates of the version, where no attempt was made.</summary>
    public static void LeaveUnused(Call call, Attempt attempt, VersionModel version) =>
        Leave(call, attempt, version, version.Gates, node: null, Outcome.Refused);

    /// <summary>Out of all gates.</summary>
    public static void Leave(Call call, Attempt attempt, VersionModel version, NodeModel node, in Outcome outcome, long ended)
    {
        Leave(call, attempt, version, version.NodeGates, node, outcome, ended);
        Leave(call, attempt, version, version.Gates, node: null, outcome, ended);
    }

    private static Verdict Enter(Call call, Attempt attempt, VersionModel version, AttemptGate[] gates, NodeModel? node, int entered)
    {
        for (var i = entered; i < gates.Length; i++)
        {
            if (gates[i].TryEnter(call, attempt, version, node)) continue;
            var entering = gates[i].EnterAsync(call, attempt, version, node, mayWait: false);
            Debug.Assert(entering.IsCompletedSuccessfully, "A gate that may not wait has to complete at once.");
            var verdict = entering.Result;
            if (verdict.Passes) continue;
            Leave(call, attempt, version, gates.AsSpan(0, i), node, Outcome.Refused);
            return verdict;
        }

        return Verdict.Pass;
    }

    private static void Leave(Call call, Attempt attempt, VersionModel version, ReadOnlySpan<AttemptGate> gates, NodeModel? node, in Outcome outcome)
    {
        if (gates.Length > 0) Leave(call, attempt, version, gates, node, outcome, call.Time.GetTimestamp());
    }

    private static void Leave(
        Call call, Attempt attempt, VersionModel version, ReadOnlySpan<AttemptGate> gates, NodeModel? node, in Outcome outcome, long ended)
    {
        for (var i = gates.Length - 1; i >= 0; i--) gates[i].Leave(call, attempt, version, node, outcome, ended);
    }
}
