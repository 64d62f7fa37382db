using Holdfast.Core.Pipeline.Model;

namespace Holdfast.Core.Principles.Balancing.Picking;

/// <summary>Which node a key belongs to. Immutable.</summary>
/// <remarks>
/// Maglev hashing (Eisenbud et al., NSDI 2016), with weights: nodes take turns at claiming slots, each along a permutation
/// of its own, and a node of twice the weight has twice the turns. It is built over all nodes of a group, the withheld ones
/// too: keys of a node that is lost walk on to others, and no key of another node moves. Only another plan makes another table.
/// </remarks>
public sealed class MaglevTable
{
    /// <summary>Slots; a prime. The paper's small size: with up to 655 nodes each has a hundred slots, and its share to within 1%.</summary>
    public const int SlotsFew = 65_537;

    /// <summary>The paper's large size, for more nodes than that.</summary>
    public const int SlotsMany = 655_373;

    private readonly int[] _slots;

    /// <param name="members">All nodes of a group; at least one. Their order does not matter.</param>
    /// <param name="isSmall">One of thousands: shares are held to within a few percent.</param>
    public MaglevTable(IReadOnlyList<NodeModel> members, bool isSmall = false)
    {
        Members = members;
        _slots = new int[isSmall ? members.Count <= 8 ? 257 : 1_031 : members.Count * 100 <= SlotsFew ? SlotsFew : SlotsMany];
        Fill([.. Enumerable.Range(0, members.Count).OrderBy(i => members[i].Address, StringComparer.Ordinal)]);
    }

    public IReadOnlyList<NodeModel> Members { get; }

    public int Slots => _slots.Length;

    public NodeModel this[int slot] => Members[_slots[slot]];

    /// <summary>Where the walk of a key begins, and the step by which it goes on; it meets every slot.</summary>
    public (int Slot, int Step) WalkOf(ulong hash) =>
        ((int)(hash % (ulong)Slots), 1 + (int)(StableHash.Mix(hash) % (ulong)(Slots - 1)));

    private void Fill(int[] order)
    {
        Array.Fill(_slots, -1);
        var heaviest = order.Max(i => Members[i].Plan.Weight);
        var walks = Array.ConvertAll(order, i => WalkOf(StableHash.Of(Members[i].Address)));
        var turns = new double[order.Length];
        for (var claimed = 0; claimed < Slots;)
        {
            for (var i = 0; i < order.Length && claimed < Slots; i++)
            {
                turns[i] += (double)Members[order[i]].Plan.Weight / heaviest;
                if (turns[i] < 1) continue;
                turns[i]--;
                var (slot, step) = walks[i];
                while (_slots[slot] >= 0) slot = (slot + step) % Slots;
                _slots[slot] = order[i];
                walks[i] = ((slot + step) % Slots, step);
                claimed++;
            }
        }
    }
}
