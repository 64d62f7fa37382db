using Holdfast.Core.Plan;
using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Principles.Degradation.Caching;

/// <summary><c>coalesce</c> of an interface: identical requests that are in flight at once are one request to the service.</summary>
public sealed record CoalescePlan
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    public static readonly Field<TimeSpan?> LeaderTimeoutField = new(
        "leader-timeout", Shapes.NoneOr(Shapes.Duration(TimeSpan.FromMilliseconds(1), TimeSpan.FromHours(1))),
        "How long all wait for the first of them; then one more asks as well, and whichever answers first answers all.")
    {
        DefaultWords = "1s, or half of 'timeout' where that is less",
        Because = "One slow request must not hold up everybody who asks for the same.",
    };

    public static readonly Field<int> FollowersMaxField = new(
        "max-waiting", Shapes.Count(1, 1_000_000, "calls"), "Most calls that wait for one request; what is beyond goes on by itself.")
    {
        Default = 10_000,
    };

    public static readonly Field<int> AloneMaxField = new(
        "alone", Shapes.Count(0, 100_000, "calls"), "After two requests for the same have failed, this many of the interface's calls that waited may ask for themselves at once; the others are told.")
    {
        Default = 10,
        Because = "A failure is not handed to everybody at the first try, and not tried by everybody at once.",
    };

    public static readonly Field<bool> OnlyHotField = CacheFields.Hot("coalesced");

    public static readonly Section<CoalescePlan> Section = new("coalescing", Make)
    {
        { LeaderTimeoutField, plan => plan.LeaderTimeout },
        { FollowersMaxField, plan => plan.FollowersMax },
        { AloneMaxField, plan => plan.AloneMax },
        { OnlyHotField, plan => plan.OnlyHot },
    };

    public static readonly Field<CoalescePlan?> Field = new(
        "coalesce", Shapes.NoneOrObject(Section), "GET requests that ask for the same at the same time are sent to the service once; by the same key as 'cache', and never across callers.")
    {
        Because = "None unless asked for: who waits for another's answer gets what was asked for a moment before.",
    };

    /// <summary>Null: see <see cref="LeaderTimeoutWithin"/>.</summary>
    public required TimeSpan? LeaderTimeout { get; init; }

    public required int FollowersMax { get; init; }

    public required int AloneMax { get; init; }

    public required bool OnlyHot { get; init; }

    /// <param name="timeout">Of the interface.</param>
    public TimeSpan LeaderTimeoutWithin(TimeSpan timeout) => LeaderTimeout ?? (timeout / 2 < Patience ? timeout / 2 : Patience);

    private static CoalescePlan Make(FieldValues values) => new()
    {
        LeaderTimeout = values.Get(LeaderTimeoutField),
        FollowersMax = values.Get(FollowersMaxField),
        AloneMax = values.Get(AloneMaxField),
        OnlyHot = values.Get(OnlyHotField),
    };
}
