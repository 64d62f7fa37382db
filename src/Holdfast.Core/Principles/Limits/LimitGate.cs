using System.Collections.Concurrent;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Pipeline.State;

namespace Holdfast.Core.Principles.Limits;

/// <summary>Asks the limits of a service that have to do with time, before every attempt; or those of each of its nodes.</summary>
internal sealed class LimitGate(Position position, Func<InterfaceState?, NodeState?, LimitLine> make) : AttemptGate
{
    private readonly ConcurrentDictionary<OwnedState, LimitLine> _lines = new();

    public override Position Position => position;

    public override bool TryEnter(Call call, Attempt attempt, VersionModel version, NodeModel? node)
    {
        // A node's are left at once where the attempt is not made; those of the service may be left a queue later.
        if (node is null) attempt.CountedAt = call.Now;
        return LimitsOf(call.Interface!.State, node?.State).TryEnter(call);
    }

    public override ValueTask<Verdict> EnterAsync(Call call, Attempt attempt, VersionModel version, NodeModel? node, bool mayWait)
    {
        if (node is null) attempt.CountedAt = call.Now;
        return LimitsOf(call.Interface!.State, node?.State).EnterAsync(call, mayWait);
    }

    public override void Leave(Call call, Attempt attempt, VersionModel version, NodeModel? node, in Outcome outcome, long ended)
    {
        if (outcome.Kind == OutcomeKind.Refused) LimitsOf(call.Interface!.State, node?.State).GiveBack(call, node is null ? attempt.CountedAt : ended);
    }

    public LimitLine LimitsOf(InterfaceState target, NodeState? node) => node is null
        ? _lines.GetOrAdd(target, static (key, make) => make((InterfaceState)key, null), make)
        : _lines.GetOrAdd(node, static (key, make) => make(null, (NodeState)key), make);
}
