using Holdfast.Core.Evidence;
using Holdfast.Core.Principles.Balancing.Picking;

namespace Holdfast.Core.Principles.Balancing.HotKeys;

/// <summary>How many calls the frequent ones of any number of keys have, in fixed memory: 64 KB. Any number of threads, no lock.</summary>
/// <remarks>
/// HeavyKeeper (Gong et al., 'HeavyKeeper: An Accurate Algorithm for Finding Top-k Elephant Flows', USENIX ATC 2018), with
/// counts that age. A key has a place in each row. It adds to the count it holds there; where another holds it, it takes one
/// from that count, the more seldom the higher the count is, and takes the place over when nothing is left. So rare keys pass
/// by and frequent ones stay, however many rare ones there are. A count is never too high, but for keys that have row, place
/// and mark in common: two keys of a billion. It is too low by what others took from it.
/// </remarks>
public sealed class HeavyKeeper(IRandomSource random)
{
    private const int Rows = 2;
    private const int PlaceBits = 12;
    private const int Places = 1 << PlaceBits;

    /// <summary>Under contention a call is rather not counted than waits.</summary>
    private const int TriesMax = 8;

    /// <summary>The paper's base: a count c loses one with the probability of this to the power of -c.</summary>
    private const double Decay = 1.08;

    private static readonly double[] Losing = [.. Enumerable.Range(0, 256).Select(static count => Math.Pow(Decay, -count))];

    private readonly ulong[] _cells = new ulong[Rows * Places];

    /// <summary>Adds calls of a key.</summary>
    /// <param name="hash">Of the key, by a seed that nobody outside knows.</param>
    /// <param name="window">Number of the window that it is now; not negative.</param>
    /// <param name="calls">For how many this one stands, where not each is told.</param>
    /// <returns>How many it has now, older ones halved for each window that passed; 0 where no place counts it.</returns>
    public uint Add(ulong hash, long window, uint calls)
    {
        var most = 0u;
        for (var row = 0; row < Rows; row++)
        {
            var mixed = Mixed(hash, row);
            most = Math.Max(most, Add(ref _cells[Place(mixed, row)], HotCell.MarkOf(mixed), window, calls));
        }

        return most;
    }

    /// <summary>How many calls a key has in a window.</summary>
    public uint Read(ulong hash, long window)
    {
        var most = 0u;
        for (var row = 0; row < Rows; row++)
        {
            var mixed = Mixed(hash, row);
            var cell = new HotCell(Volatile.Read(ref _cells[Place(mixed, row)]));
            if (cell.Mark == HotCell.MarkOf(mixed)) most = Math.Max(most, cell.CountIn(window));
        }

        return most;
    }

    private uint Add(ref ulong place, uint mark, long window, uint calls)
    {
        for (var i = 0; i < TriesMax; i++)
        {
            var bits = Volatile.Read(ref place);
            var cell = new HotCell(bits);
            var count = cell.CountIn(window);
            HotCell next;
            if (count == 0 || cell.Mark == mark)
                next = HotCell.Of(mark, window, count + calls);
            else if (!Loses(count / calls))
                return 0;
            else
                next = count > calls ? HotCell.Of(cell.Mark, window, count - calls) : HotCell.Of(mark, window, calls);
            if (Interlocked.CompareExchange(ref place, next.Bits, bits) == bits) return next.Mark == mark ? next.CountIn(window) : 0;
        }

        return 0;
    }

    private bool Loses(uint count) => count < Losing.Length && random.NextDouble() < Losing[count];

    private static ulong Mixed(ulong hash, int row) => row == 0 ? hash : StableHash.Mix(hash);

    /// <summary>By other bits than the mark.</summary>
    private static int Place(ulong mixed, int row) => (row << PlaceBits) | (int)(mixed & (Places - 1));
}
