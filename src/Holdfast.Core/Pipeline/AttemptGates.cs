using System.Diagnostics;
using System.Runtime.CompilerServices;
using Holdfast.Core.Pipeline.Model;

namespace Holdfast.Core.Pipeline;

/// <summary>Takes attempts through the gates of a version and of its nodes. Whoever is in, is let out once.</summary>
internal static class AttemptGates
{
    /// <summary>The gates of the version, in their order; the call may be queued at each.</summary>
    /// <returns>Passing: the attempt is in all of them. Else in none.</returns>
    /// <remarks>Apart from who asks, as is all here that has verdicts: whatever is compiled into one method is made room for whenever it is entered.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static ValueTask<Verdict> EnterAsync(Call call, Attempt attempt, VersionModel version)
    {
        var gates = version.Gates;
        for (var i = 0; i < gates.Length; i++)
        {
            var entering = gates[i].EnterAsync(call, attempt, version, node: null, mayWait: true);
            if (!entering.IsCompletedSuccessfully) return EnterAsync(call, attempt, version, i, entering);
            var verdict = entering.Result;
            if (verdict.Passes) continue;
            Leave(call, attempt, version, gates.AsSpan(0, i), node: null, Outcome.Refused);
            return new(verdict);
        }

        return new(Verdict.Pass);
    }

    /// <summary>All gates, without waiting: for an attempt that is made beside another.</summary>
    /// <param name="picked">The node that balancing picked.</param>
    /// <returns>The node that it is let in to; null: it is in no gate.</returns>
    public static NodeModel? TryEnter(Call call, Attempt attempt, VersionModel version, NodeModel picked)
    {
        if (!Enter(call, attempt, version, version.Gates, node: null).Passes) return null;
        if (FreeNode.Enter(call, attempt, version, picked, out _) is { } node) return node;
        Leave(call, attempt, version, version.Gates, node: null, Outcome.Refused);
        return null;
    }

    /// <summary>The gates of a node.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Verdict EnterNode(Call call, Attempt attempt, VersionModel version, NodeModel node) =>
        Enter(call, attempt, version, version.NodeGates, node);

    /// <summary>Out of the gates of the version, where no attempt was made.</summary>
    public static void LeaveUnused(Call call, Attempt attempt, VersionModel version) =>
        Leave(call, attempt, version, version.Gates, node: null, Outcome.Refused);

    /// <summary>Out of all gates.</summary>
    public static void Leave(Call call, Attempt attempt, VersionModel version, NodeModel node, in Outcome outcome, long ended)
    {
        Leave(call, attempt, version, version.NodeGates, node, outcome, ended);
        Leave(call, attempt, version, version.Gates, node: null, outcome, ended);
    }

    /// <summary>From a gate on where the call is queued.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private static async ValueTask<Verdict> EnterAsync(Call call, Attempt attempt, VersionModel version, int at, ValueTask<Verdict> entering)
    {
        var gates = version.Gates;
        while (true)
        {
            var verdict = await entering;
            call.LetTimePass();
            if (!verdict.Passes)
            {
                Leave(call, attempt, version, gates.AsSpan(0, at), node: null, Outcome.Refused);
                return verdict;
            }

            if (++at == gates.Length) return verdict;
            entering = gates[at].EnterAsync(call, attempt, version, node: null, mayWait: true);
        }
    }

    private static Verdict Enter(Call call, Attempt attempt, VersionModel version, AttemptGate[] gates, NodeModel? node)
    {
        for (var i = 0; i < gates.Length; i++)
        {
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
