using Holdfast.Core.Pipeline;
using Holdfast.Core.Plan;

namespace Holdfast.Core.Principles.Degradation.Caching;

/// <summary>After an unsafe request that went well, what is kept of its place is not given any more (RFC 9111, 4.4).</summary>
internal sealed class InvalidationStage(Invalidations invalidations) : InboundStage
{
    public override Position Position => Position.Cache;

    /// <summary>Whether such requests come to the interface at all.</summary>
    public static bool IsNeeded(InterfacePlan plan) => plan.Match.Methods.Count == 0 || plan.Match.Methods.Any(static method => !IsSafe(method));

    public override ValueTask<Verdict> EnterAsync(Call call) => new(Verdict.Pass);

    public override void Leave(Call call, in Outcome outcome)
    {
        // Also where it is not known whether the service has acted on it.
        if (!IsSafe(call.Method) && (outcome.Status is >= 200 and < 400 || (outcome.Status == 0 && call.Attempts > 0))) invalidations.Add(Invalidations.Place(call));
    }

    private static bool IsSafe(string method) => method is "GET" or "HEAD" or "OPTIONS" or "TRACE";
}
