using System.Collections.Concurrent;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Pipeline.State;

namespace Holdfast.Core.Principles.Limits;

/// <summary>Asks one limit of a service, or of each of its nodes, on attempts at once.</summary>
internal sealed class ConcurrencyGate(Position position, Func<InterfaceState?, NodeState?, LimitSeat> make) : AttemptGate
{
    private readonly ConcurrentDictionary<OwnedState, LimitSeat> _seats = new();

    public override Position Position => position;

    public override bool TryEnter(Call call, Attempt attempt, VersionModel version, NodeModel? node)
    {
        if (!ConcurrencyTaking.TryEnter(Seat(call.Interface!.State, node?.State), call, out var inside)) return false;
        Keep(attempt, inside);
        return true;
    }

    public override ValueTask<Verdict> EnterAsync(Call call, Attempt attempt, VersionModel version, NodeModel? node, bool mayWait)
    {
        var verdict = ConcurrencyTaking.Enter(Seat(call.Interface!.State, node?.State), call, out var inside);
        Keep(attempt, inside);
        return new(verdict);
    }

    public override void Leave(Call call, Attempt attempt, VersionModel version, NodeModel? node, in Outcome outcome, long ended) =>
        ConcurrencyTaking.Leave(Kept(attempt));

    public LimitSeat Seat(InterfaceState target, NodeState? node) => node is null
        ? _seats.GetOrAdd(target, static (key, make) => make((InterfaceState)key, null), make)
        : _seats.GetOrAdd(node, static (key, make) => make(null, (NodeState)key), make);
}
