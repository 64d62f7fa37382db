using Holdfast.Core.Pipeline;
using Holdfast.Core.Plan;

namespace Holdfast.Core.Principles.Degradation.Caching;

/// <summary>After an unsafe request that went well, what is kept of its place is not given any more (RFC 9111, 4.4).</summary>
/// <remarks>From before its caller hears of it: whoever reads at once what he has just written must not get what was there before.</remarks>
internal sealed class InvalidationStage(Invalidations invalidations) : InboundStage
{
    private static readonly object Done = new();

    public override Position Position => Position.Cache;

    public override bool HearsAnswers => true;

    /// <summary>Whether such requests come to the interface at all.</summary>
    public static bool IsNeeded(InterfacePlan plan) => plan.Match.Methods.Count == 0 || plan.Match.Methods.Any(static method => !IsSafe(method));

    public override bool TryEnter(Call call) => true;

    public override ValueTask<Verdict> EnterAsync(Call call) => new(Verdict.Pass);

    public override void AnswerBegan(Call call, in Outcome head)
    {
        if (IsSafe(call.Method) || !IsGood(head.Status)) return;
        invalidations.Add(Invalidations.Place(call));
        Keep(call, Done);
    }

    public override void Leave(Call call, in Outcome outcome)
    {
        if (IsSafe(call.Method) || Kept(call) is not null) return;
        // Also where it is not known whether the service has acted on it: an attempt that ended without an answer may have.
        if (IsGood(outcome.Status) || (call.Attempts > 0 && (outcome.Status == 0 || call.Attempts > 1))) invalidations.Add(Invalidations.Place(call));
    }

    private static bool IsGood(int status) => status is >= 200 and < 400;

    private static bool IsSafe(string method) => method is "GET" or "HEAD" or "OPTIONS" or "TRACE";
}
