using Holdfast.Core.Evidence;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Principles.Balancing.Ejecting;

namespace Holdfast.Core.Principles.Balancing.Picking;

/// <summary>Turns by weight, evenly spread: a node of weight 3 has three turns in a round, not three in a row.</summary>
/// <remarks>The round is worked out once; a pick is one atomic increment.</remarks>
public sealed class TurnWheel
{
    /// <summary>Turns in a round at the most: above it weights are scaled down, and each node keeps at least one turn.</summary>
    public const int TurnsMax = 16_384;

    private const double GoldenRatio = 0.6180339887498949;

    private readonly NodeModel[] _turns;
    private readonly Ramp _ramp;
    private readonly long _newest;
    private readonly long _oldest;
    private uint _next;

    /// <param name="nodes">At least one.</param>
    /// <param name="start">Where the first round begins, so that many gateways do not begin at the same node.</param>
    public TurnWheel(IReadOnlyList<NodeModel> nodes, int start, Ramp ramp)
    {
        _ramp = ramp;
        _newest = nodes.Max(static node => node.State.UsableSince);
        _oldest = nodes.Min(static node => node.State.UsableSince);
        var divisor = nodes.Aggregate(0, static (gcd, node) => Gcd(gcd, node.Plan.Weight));
        var total = nodes.Sum(node => (long)node.Plan.Weight / divisor);
        var scale = Math.Min(1.0, (double)Math.Max(TurnsMax, nodes.Count) / total);
        int TurnsOf(NodeModel node) => Math.Max(1, (int)(node.Plan.Weight / divisor * scale));
        // Where all weights are the same the plan's order is as good as any, and thousands of nodes need no sorting.
        _turns = nodes.All(node => TurnsOf(node) == 1) ? [.. nodes] : Spread(nodes, TurnsOf);
        _next = (uint)start;
    }

    public int Turns => _turns.Length;

    /// <summary>The next node that may be used and was not tried by the call; null when a whole round has none. A node in slow start lets turns pass.</summary>
    public NodeModel? Next(Call call, Arrangement arrangement, IRandomSource random)
    {
        var now = 0L;
        var ramps = _newest != 0 && !arrangement.IsPanic && _ramp.At(_newest, now = call.Now) < 1;
        var top = ramps ? _ramp.At(_oldest, now) : 1;
        var turn = Interlocked.Increment(ref _next);
        NodeModel? passed = null;
        for (var i = 0; i < _turns.Length; i++)
        {
            var node = _turns[turn % (uint)_turns.Length];
            turn++;
            if (!arrangement.Admits(node.State) || call.Tried.Contains(node.State) || !NodeDoubt.IsPassed(call, node.State)) continue;
            if (!ramps || random.NextDouble() * top < _ramp.At(node.State.UsableSince, now)) return node;
            passed ??= node;
            // The turn is let pass for all calls: else the node after it would be asked twice.
            turn = Interlocked.Increment(ref _next);
        }

        return passed;
    }

    private static NodeModel[] Spread(IReadOnlyList<NodeModel> nodes, Func<NodeModel, int> turns)
    {
        var places = nodes.SelectMany(node => Places(node, turns(node))).ToArray();
        var sorted = Array.ConvertAll(places, static place => place.Node);
        Array.Sort(Array.ConvertAll(places, static place => (place.Place, place.Node.Index)), sorted);
        return sorted;
    }

    /// <summary>Evenly over the round; each node shifted by its own multiple of the golden ratio, so that nodes do not fall on one place.</summary>
    private static IEnumerable<(double Place, NodeModel Node)> Places(NodeModel node, int turns)
    {
        var shift = (0.5 + (node.Index * GoldenRatio)) % 1;
        return Enumerable.Range(0, turns).Select(turn => ((turn + shift) / turns, node));
    }

    private static int Gcd(int a, int b) => b == 0 ? a : Gcd(b, a % b);
}
