using Holdfast.Core.Evidence;
using Holdfast.Core.Pipeline;

namespace Holdfast.Core.Staging;

/// <summary>Counts how calls end under the staged plan and beside it, and says when it is worse: more failures, more refusals, or slower.</summary>
/// <remarks>Ordinary calls cost two additions. Bad ones are taken one after the other: where everything is bad, that is what must be known.</remarks>
/// <param name="share">With which a call becomes the staged plan's.</param>
/// <param name="alpha">In how many of all stages a plan that is no worse may be called worse; the three questions have a part of it each.</param>
public sealed class StageJudge(double share, double alpha)
{
    private const int Questions = 3;

    private readonly Lock _judging = new();
    private readonly SequentialTest _failed = new(alpha / Questions);
    private readonly SequentialTest _refused = new(alpha / Questions);
    private readonly SequentialTest _slow = new(alpha / Questions);
    private readonly Striped _calls = new(counters: 2);
    private StageSide _staged;
    private StageSide _rest;

    /// <summary>What is worse, in one line; null: nothing that is known of. Once said it is not taken back.</summary>
    public string? Verdict { get; private set; }

    public StageSide Staged => Side(isStaged: true);

    public StageSide Rest => Side(isStaged: false);

    /// <param name="isStaged">Whether the call had become the staged plan's.</param>
    /// <param name="isSlow">Whether it was answered later than is usual.</param>
    /// <returns>Whether this call was what it took: said once.</returns>
    public bool Hear(bool isStaged, OutcomeKind kind, bool isSlow)
    {
        if (kind == OutcomeKind.Cancelled) return false;
        Striped.Add(ref _calls.Stripe(), isStaged ? 1 : 0);
        if (kind == OutcomeKind.Success && !isSlow) return false;
        lock (_judging)
        {
            ref var side = ref isStaged ? ref _staged : ref _rest;
            side = side with
            {
                Failed = side.Failed + (kind == OutcomeKind.Failure ? 1 : 0), Refused = side.Refused + (kind == OutcomeKind.Refused ? 1 : 0), Slow = side.Slow + (isSlow ? 1 : 0),
            };
            if (kind == OutcomeKind.Failure) _failed.Bad(isStaged, share);
            if (kind == OutcomeKind.Refused) _refused.Bad(isStaged, share);
            if (isSlow) _slow.Bad(isStaged, share);
            if (Verdict is not null) return false;
            Verdict = _failed.IsWorse ? Say("failed", static side => side.Failed) : _refused.IsWorse ? Say("were refused", static side => side.Refused) : _slow.IsWorse ? Say("were slow", static side => side.Slow) : null;
            return Verdict is not null;
        }
    }

    private string Say(string what, Func<StageSide, long> count)
    {
        var (staged, rest) = (Side(isStaged: true), Side(isStaged: false));
        return $"{count(staged)} of {staged.Calls} calls under it {what}, and {count(rest)} of {rest.Calls} beside it";
    }

    private StageSide Side(bool isStaged)
    {
        Span<long> calls = stackalloc long[2];
        _calls.ReadInto(calls);
        lock (_judging) return (isStaged ? _staged : _rest) with { Calls = calls[isStaged ? 1 : 0] };
    }
}
