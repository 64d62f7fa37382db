using Holdfast.Core.Evidence;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Keys;
using Holdfast.Core.Plan;

namespace Holdfast.Core.Principles.Limits.Overload.Shedding;

/// <summary>Where calls stand, who is first at this moment, and when who is refused may come again.</summary>
/// <param name="user">By what users are told apart.</param>
/// <param name="turn">In what time everybody has been first and last once.</param>
internal sealed class ShedTurns(KeyPlan user, TimeSpan turn, TimeProvider time, IRandomSource random)
{
    private const double RetrySecondsMin = 1;
    private const double RetrySecondsMore = 4;

    private readonly KeyReader _user = new(user);

    /// <summary>By chance, so that those who come back do not come together.</summary>
    public TimeSpan RetryAfter => TimeSpan.FromSeconds(RetrySecondsMin + (RetrySecondsMore * random.NextDouble()));

    /// <summary>In parts of the ring. By the calendar, so that several gateways serve the same users.</summary>
    public int Turned => ShedRank.Turned((double)time.GetUtcNow().UtcTicks / turn.Ticks);

    public int Place(Call call) => ShedRank.Place(
        call.Criticality, _user.TryHash(call, HashSeed.Stable, out var hash) ? hash : (ulong)(random.NextDouble() * ulong.MaxValue));
}
