using Holdfast.Core.Pipeline;

namespace Holdfast.Core.Evidence;

/// <summary>How the attempts on a node ended.</summary>
public sealed class AttemptMeter
{
    private const int Success = 0;
    private const int Failure = 1;
    private const int Cancelled = 2;

    private readonly Striped _counters = new(3);

    /// <param name="kind">An attempt ended by the caller's own bad body counts as cancelled: no evidence of the node either.</param>
    public void Add(OutcomeKind kind) => _counters.Add(kind switch
    {
        OutcomeKind.Success => Success,
        OutcomeKind.Failure => Failure,
        _ => Cancelled,
    });

    public AttemptCounts Read()
    {
        Span<long> totals = stackalloc long[3];
        _counters.ReadInto(totals);
        return new AttemptCounts(totals[Success], totals[Failure], totals[Cancelled]);
    }
}
