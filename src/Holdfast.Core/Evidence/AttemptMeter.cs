using Holdfast.Core.Pipeline;

namespace Holdfast.Core.Evidence;

/// <summary>How the attempts on a node ended.</summary>
public sealed class AttemptMeter
{
    private readonly Striped _counters = new(4);

    public void Add(OutcomeKind kind) => _counters.Add((int)kind);

    public AttemptCounts Read()
    {
        Span<long> totals = stackalloc long[4];
        _counters.ReadInto(totals);
        return new AttemptCounts(totals[(int)OutcomeKind.Success], totals[(int)OutcomeKind.Failure], totals[(int)OutcomeKind.Cancelled]);
    }
}
