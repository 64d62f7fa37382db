using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Keys;
using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Pipeline.State;
using Holdfast.Core.Principles.Balancing.Ejecting;

namespace Holdfast.Core.Principles.Balancing.Picking;

/// <summary>Keeps requests with the same key on one node, while that may be used and has not too much to do.</summary>
public sealed class HashPicker(PickerContext context) : GroupPicker(context)
{
    /// <summary>Steps of a key's walk before all nodes are gone through: one or two are what it takes.</summary>
    private const int StepsMax = 64;

    /// <summary>Nodes of a part whose calls in flight are added up; of a larger one the version's stand for them, and the bound is looser.</summary>
    private const int CountedMax = 64;

    private readonly HashPlan _plan = context.Plan.Hash ?? HashPlan.Default;
    private readonly KeyReader _key = new((context.Plan.Hash ?? HashPlan.Default).On);
    private readonly List<MaglevTable> _tables = [];

    public override object Prepare(CandidateGroup group)
    {
        return new HashLot(TableOf(group), new Lot(group.Nodes, Context.Ramp), group.Nodes.Sum(static node => (long)node.Plan.Weight));
    }

    private MaglevTable TableOf(CandidateGroup group)
    {
        if (group.IsOneOfMany) return new MaglevTable(group.Members, isSmall: true);
        // Parts of a version may be arranged by several threads at once.
        lock (_tables)
        {
            var table = _tables.Find(table => table.Members.SequenceEqual(group.Members));
            if (table is null) _tables.Add(table = new MaglevTable(group.Members));
            return table;
        }
    }

    protected override double DrawGroup(Call call) =>
        _key.TryHash(call, HashSeed.Stable, out var hash) ? StableHash.Fraction(StableHash.Mix(~hash)) : base.DrawGroup(call);

    protected override NodeModel? PickFrom(CandidateGroup group, Arrangement arrangement, Call call)
    {
        var prepared = (HashLot)group.Prepared!;
        if (_key.TryHash(call, HashSeed.Stable, out var hash) && Walk(prepared, group, arrangement, call, hash) is { } node) return node;
        var index = prepared.Lot.Draw(arrangement, call, Context.Random);
        return index < 0 ? null : prepared.Lot[index];
    }

    /// <summary>The first node on the key's way that may take the call; if all are at their bounds, the first that may be used.</summary>
    private NodeModel? Walk(HashLot prepared, CandidateGroup group, Arrangement arrangement, Call call, ulong hash)
    {
        var table = prepared.Table;
        var bound = _plan.BoundPercent / 100.0;
        // Of the calls to all groups, those that are meant for this one.
        var inFlight = bound is null ? 0 : call.Part is not null && prepared.Lot.Count <= CountedMax ? prepared.InFlight() : group.Share * table.Members[0].State.Version.InFlight;
        var (slot, step) = table.WalkOf(hash);
        NodeModel? passed = null;
        var spread = new SpreadWalk(call.SpreadOver, Context.Random);
        for (var i = 0; i < spread.Steps(StepsMax); slot = spread.After(slot, step, ++i, hash, table.Slots))
        {
            var node = table[slot];
            if (!IsOpen(node.State, arrangement, call)) continue;
            if (!Takes(node) || !prepared.Lot.IsReady(node, arrangement, call, hash)) passed ??= node;
            else if (spread.IsItsTurn(node)) return node;
        }

        if (spread.Met() is { } met) return met;

        // Rare: nearly all are withheld or full. A key must still not go where the bound forbids it.
        for (var i = 0; i < table.Members.Count; i++)
        {
            var node = table.Members[i];
            if (IsOpen(node.State, arrangement, call) && Takes(node)) return node;
        }

        return passed;

        bool Takes(NodeModel node) => bound is null || node.State.InFlight < prepared.Most(node, inFlight, bound.Value);
    }

    private static bool IsOpen(NodeState node, Arrangement arrangement, Call call) =>
        arrangement.Admits(node) && !call.Tried.Contains(node) && NodeDoubt.IsPassed(call, node);
}
