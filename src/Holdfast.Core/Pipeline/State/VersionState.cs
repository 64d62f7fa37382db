using System.Collections.Concurrent;
using Holdfast.Core.Evidence;
using Holdfast.Core.Pipeline.Model;

namespace Holdfast.Core.Pipeline.State;

/// <summary>What is known of a version, across every revision that names it.</summary>
public sealed class VersionState(string service, string name) : OwnedState
{
    private readonly Lock _counting = new();
    private readonly HashSet<NodeState> _nodes = [];
    private readonly Striped _inFlight = new(counters: 1);
    private readonly Lock _telling = new();
    private readonly Lock _tallying = new();
    private readonly ConcurrentQueue<Action> _untold = new();
    private AttemptCounts _retired;
    private Candidates? _live;
    private IReadOnlyList<NodeModel> _counted = [];
    private NodeTally _tally = NodeTally.None;
    private Panic _panic = Panic.Calm;
    private NodeState? _inDoubt;
    private long _doubtedUntil;
    private int _epoch;
    private int _isOutdated;

    public string Service { get; } = service;

    public string Name { get; } = name;

    /// <summary>Moves whenever the availability of one of its nodes does.</summary>
    public int Epoch => Volatile.Read(ref _epoch);

    /// <summary>Whether a revision that names it has gone live.</summary>
    public bool IsLive => Volatile.Read(ref _live) is not null;

    /// <summary>The nodes of the live revision, counted.</summary>
    internal NodeTally Tally => Volatile.Read(ref _tally);

    /// <summary>Whether its withheld nodes are used all the same. Changed under <see cref="Arranging"/>.</summary>
    public Panic Panic
    {
        get => Volatile.Read(ref _panic);
        internal set => Volatile.Write(ref _panic, value);
    }

    /// <summary>
    /// A node of which a call is to find out whether it is well, where by themselves calls no longer go to it. Null: none.
    /// </summary>
    public NodeState? InDoubt
    {
        get => Volatile.Read(ref _inDoubt);
        internal set => Volatile.Write(ref _inDoubt, value);
    }

    /// <summary>Timestamp until which some node may be in doubt: only until then need anybody look. 0: none was.</summary>
    internal ref long DoubtedUntil => ref _doubtedUntil;

    /// <summary>Attempts on their way to all nodes now. Read part by part: it may be off by those that begin or end meanwhile.</summary>
    public int InFlight
    {
        get
        {
            Span<long> sum = [0];
            _inFlight.ReadInto(sum);
            return (int)Math.Max(0, sum[0]);
        }
    }

    /// <summary>Held while candidates are arranged: one for all revisions, or an older one could have the last word on panic.</summary>
    internal Lock Arranging { get; } = new();

    /// <summary>Attempts on all nodes, on those too that the plan no longer names: a counter does not go backwards.</summary>
    public AttemptCounts Attempts()
    {
        lock (_counting) return _nodes.Aggregate(_retired, static (sum, node) => sum.Plus(node.Meter.Read()));
    }

    internal void Adopt(NodeState node)
    {
        lock (_counting) _nodes.Add(node);
    }

    /// <summary>What a node that goes has counted stays. Attempts still on their way to it then are counted nowhere.</summary>
    internal void Retire(NodeState node)
    {
        lock (_counting)
            if (_nodes.Remove(node)) _retired = _retired.Plus(node.Meter.Read());
    }

    /// <summary>From here on these are the candidates that are kept up to date: those of the revision that goes live.</summary>
    internal void Follow(Candidates live)
    {
        Count(live.Nodes);
        Arrange(live);
    }

    /// <summary>Carries out a change of a node, and counts it if the node is one of the live revision's. Both at once: a new revision's count would have it twice, or not.</summary>
    internal void Carry(NodeState node, ref Availability held, Availability after)
    {
        lock (_tallying)
        {
            if (node.IsCounted) Volatile.Write(ref _tally, _tally.Without(held.Withheld).With(after.Withheld));
            Volatile.Write(ref held, after);
        }
    }

    /// <summary>For the one call that is to find out.</summary>
    internal NodeState? TakeInDoubt() => Interlocked.Exchange(ref _inDoubt, null);

    internal void CountInFlight(int change) => _inFlight.Add(0, change);

    /// <summary>To be said before the availability of a node changes, and after: who sees the change then knows that it is not arranged for yet.</summary>
    internal void Changing() => Interlocked.Increment(ref _epoch);

    /// <summary>Waits for an arrangement that somebody is making or about to make: only then is it known whether the version panics.</summary>
    internal void Settle()
    {
        if (Volatile.Read(ref _live) is { } live && live.Current.Epoch != Epoch) Arrange();
    }

    /// <summary>
    /// To be said after the availability of a node has changed, under no lock: arranges anew, in the time of all the nodes.
    /// Where somebody is about to do so already it is left to them, so that thousands of changes at once cost two arrangements.
    /// </summary>
    internal void Changed()
    {
        Interlocked.Increment(ref _epoch);
        if (Interlocked.Exchange(ref _isOutdated, 1) == 0) Arrange();
    }

    private void Count(IReadOnlyList<NodeModel> nodes)
    {
        lock (_tallying)
        {
            foreach (var before in _counted) before.State.IsCounted = false;
            var tally = NodeTally.None;
            foreach (var node in nodes)
            {
                node.State.IsCounted = true;
                tally = tally.With(node.State.Withheld);
            }

            _counted = nodes;
            Volatile.Write(ref _tally, tally);
        }
    }

    private void Arrange(Candidates? next = null)
    {
        lock (Arranging)
        {
            // Before any node is read: whoever still found it up has changed what is read from here on.
            Interlocked.Exchange(ref _isOutdated, 0);
            if (next is not null) Volatile.Write(ref _live, next);
            if (_live?.Renew(goesLive: next is not null) is { } news) _untold.Enqueue(news);
        }

        Tell();
    }

    /// <summary>In the order in which it happened, and while nobody waits for an arrangement.</summary>
    private void Tell()
    {
        if (_untold.IsEmpty) return;
        lock (_telling)
            while (_untold.TryDequeue(out var news)) news();
    }
}
