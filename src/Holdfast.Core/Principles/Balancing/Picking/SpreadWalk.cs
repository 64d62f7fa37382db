using System.Runtime.CompilerServices;
using Holdfast.Core.Evidence;
using Holdfast.Core.Pipeline.Model;

namespace Holdfast.Core.Principles.Balancing.Picking;

/// <summary>One of the first several nodes on a key's way, each as likely as the others: how a hot key is spread. Lives for one pick.</summary>
/// <remarks>They are the same for a key every time, in every gateway; the nodes beyond them never see it.</remarks>
internal ref struct SpreadWalk
{
    private const int NodesMax = 16;

    private readonly bool _isOn;
    private readonly int _turn;
    private MetNodes _met;
    private int _count;

    /// <param name="nodes">Over how many; below 2: the first node it is.</param>
    public SpreadWalk(int nodes, IRandomSource random)
    {
        _isOn = nodes > 1;
        _turn = _isOn ? random.Next(Math.Min(nodes, NodesMax)) : 0;
    }

    /// <summary>Steps to look for it: nodes that are met again and again are passed by.</summary>
    public readonly int Steps(int usual) => _turn == 0 ? usual : 4 * usual;

    /// <summary>The slot after one. Even steps meet nodes that claimed theirs by even steps in turns, and some of them not for long: so it leaps.</summary>
    public readonly int After(int slot, int step, int i, ulong hash, int slots) =>
        _isOn ? (int)(StableHash.Mix(hash + (ulong)i) % (ulong)slots) : (slot + step) % slots;

    /// <summary>A node is met that takes the call.</summary>
    public bool IsItsTurn(NodeModel node)
    {
        if (_turn == 0) return true;
        for (var i = 0; i < _count; i++)
            if (ReferenceEquals(_met[i], node)) return false;
        if (_count == _turn) return true;
        _met[_count++] = node;
        return false;
    }

    /// <summary>Where fewer take it than were asked for: one of those; null: there is none.</summary>
    public readonly NodeModel? Met() => _count == 0 ? null : _met[_turn % _count];

    [InlineArray(NodesMax)]
    private struct MetNodes
    {
        private NodeModel? _first;
    }
}
