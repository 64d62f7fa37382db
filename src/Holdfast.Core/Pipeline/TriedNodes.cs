using System.Runtime.CompilerServices;
using Holdfast.Core.Pipeline.State;

namespace Holdfast.Core.Pipeline;

/// <summary>The nodes a call has been sent to, so that a retry goes elsewhere; and what else the next one must be.</summary>
public struct TriedNodes
{
    /// <summary>No call is tried more often than this, whatever a plan says.</summary>
    public const int NodesMax = 10;

    private Buffer _buffer;
    private int _count;

    public readonly int Count => _count;

    /// <summary>How sure the pick that is under way must be that a node is well, from 0 to 1; 0: any node will do.</summary>
    internal double TrustMin { get; set; }

    public readonly bool Contains(NodeState node)
    {
        for (var i = 0; i < _count; i++)
            if (ReferenceEquals(_buffer[i], node)) return true;
        return false;
    }

    public void Add(NodeState node)
    {
        if (_count < NodesMax) _buffer[_count++] = node;
    }

    public void Clear() => DropTo(0);

    /// <summary>Forgets the newest.</summary>
    /// <param name="count">So many stay.</param>
    internal void DropTo(int count)
    {
        ((Span<NodeState?>)_buffer)[count.._count].Clear();
        _count = count;
    }

    [InlineArray(NodesMax)]
    private struct Buffer
    {
        private NodeState? _first;
    }
}
