using Holdfast.Core.Evidence;
using Holdfast.Core.Pipeline.State;

namespace Holdfast.Core.Principles.Isolation.Cells;

/// <summary>What became of the calls to a version for their keys, across revisions.</summary>
internal sealed class CellsCounts
{
    private readonly Striped _counts = new(Enum.GetValues<CellsEvent>().Length);

    public static CellsCounts Of(VersionState version) => version.Own(static () => new CellsCounts());

    public void Add(CellsEvent what) => _counts.Add((int)what);

    public long Read(CellsEvent what)
    {
        Span<long> sums = stackalloc long[_counts.Counters];
        _counts.ReadInto(sums);
        return sums[(int)what];
    }
}
