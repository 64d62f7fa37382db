using Holdfast.Core.Evidence;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Pipeline.State;
using Holdfast.Core.Principles.Balancing.Ejecting;

namespace Holdfast.Core.Principles.Balancing.Picking;

/// <summary>The nodes of a group, drawn by weight; those in slow start as much more rarely as they are less far.</summary>
/// <remarks>
/// The table holds the weights alone and is built once for a group. What changes from call to call (nodes just withheld,
/// tried, in slow start) is drawn again, so that the others keep their shares among each other. What a draw reads of a
/// node is kept together here and in its state: of thousands of nodes none is in the processor's cache, and a draw
/// takes as long as the lines of memory that it fetches.
/// </remarks>
public sealed class Lot
{
    /// <summary>Draws before whichever node fits is taken: in expectation one to ten are needed.</summary>
    private const int DrawsMax = 32;

    private const ulong Salt = 0x5851F42D4C957F2D;

    private readonly NodeModel[] _nodes;
    private readonly LotEntry[] _entries;
    private readonly AliasTable _table;
    private readonly Ramp _ramp;
    private readonly long _newest;
    private readonly long _oldest;

    /// <param name="nodes">At least one.</param>
    public Lot(IReadOnlyList<NodeModel> nodes, Ramp ramp)
    {
        _nodes = [.. nodes];
        _table = new AliasTable(Array.ConvertAll(_nodes, static node => node.Plan.Weight));
        _ramp = ramp;
        var mean = _nodes.Average(static node => node.Plan.Weight);
        _entries = Array.ConvertAll(_nodes, node => new LotEntry(node.State, node.Plan.Weight / mean));
        _newest = _nodes.Max(static node => node.State.UsableSince);
        _oldest = _nodes.Min(static node => node.State.UsableSince);
    }

    public int Count => _nodes.Length;

    public NodeModel this[int index] => _nodes[index];

    /// <summary>Its weight, where the mean of the group is 1.</summary>
    public double WeightOf(int index) => _entries[index].Weight;

    public NodeState StateOf(int index) => _entries[index].State;

    /// <summary>How far a node is in its slow start; 1 while all nodes are used in panic, which has a ramp of its own.</summary>
    public double FactorOf(int index, Arrangement arrangement, long now) =>
        _newest == 0 || arrangement.IsPanic ? 1 : _ramp.At(StateOf(index).UsableSince, now);

    /// <summary>Whether a node takes a key already: in slow start each key comes back to it at a moment of its own, and then stays.</summary>
    public bool IsReady(NodeModel node, Arrangement arrangement, Call call, ulong hash)
    {
        if (_newest == 0 || arrangement.IsPanic) return true;
        var now = call.Now;
        return StableHash.Fraction(StableHash.Mix(hash ^ Salt)) * _ramp.At(_oldest, now) < _ramp.At(node.State.UsableSince, now);
    }

    public bool IsOpen(int index, Arrangement arrangement, Call call)
    {
        var state = StateOf(index);
        return arrangement.Admits(state) && !call.Tried.Contains(state) && NodeDoubt.IsPassed(call, state);
    }

    /// <summary>The index of a node that may be used and was not tried; -1 when there is none.</summary>
    public int Draw(Arrangement arrangement, Call call, IRandomSource random)
    {
        var now = 0L;
        var ramps = _newest != 0 && !arrangement.IsPanic && _ramp.At(_newest, now = call.Now) < 1;
        // Where every node is in slow start they share the traffic by how far they are, as nobody else is there to take it.
        var top = ramps ? _ramp.At(_oldest, now) : 1;
        var found = -1;
        for (var i = 0; i < DrawsMax; i++)
        {
            var index = _table.At(random.NextDouble());
            if (!IsOpen(index, arrangement, call)) continue;
            if (!ramps || random.NextDouble() * top < _ramp.At(StateOf(index).UsableSince, now)) return index;
            found = index;
        }

        return found >= 0 ? found : Find(random.Next(_nodes.Length), arrangement, call);
    }

    /// <summary>Another node than the one given, by weight; -1 when a few draws find none.</summary>
    public int DrawOther(int than, Arrangement arrangement, Call call, IRandomSource random)
    {
        const int Draws = 4;
        if (_nodes.Length == 1) return -1;
        for (var i = 0; i < Draws && _nodes.Length > 2; i++)
        {
            var index = _table.At(random.NextDouble());
            if (index != than && IsOpen(index, arrangement, call)) return index;
        }

        // Where one weighs more than all others by far, drawing by weight would go on finding it.
        var other = (than + 1 + random.Next(_nodes.Length - 1)) % _nodes.Length;
        return IsOpen(other, arrangement, call) ? other : -1;
    }

    private int Find(int start, Arrangement arrangement, Call call)
    {
        for (var i = 0; i < _nodes.Length; i++)
        {
            var index = (start + i) % _nodes.Length;
            if (IsOpen(index, arrangement, call)) return index;
        }

        return -1;
    }

    private readonly record struct LotEntry(NodeState State, double Weight);
}
