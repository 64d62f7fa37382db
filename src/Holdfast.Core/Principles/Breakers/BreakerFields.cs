using Holdfast.Core.Plan;
using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Principles.Breakers;

/// <summary>The keys of <see cref="BreakerPlan"/>.</summary>
public static class BreakerFields
{
    public static readonly Field<double?> FailureRatio = new(
        "failure-ratio", Shapes.NoneOr(Shapes.Ratio), "Share of the attempts in the window that must have failed for it to open. none: not looked at.")
    {
        Default = 0.5,
        Because = "Below half, more callers are served by trying than by refusing; ejection and retries deal with the rest.",
    };

    public static readonly Field<int?> ConsecutiveFailures = new(
        "consecutive-failures", Shapes.NoneOr(Shapes.Count(2, 100_000, "attempts")), "Failures in a row after which it opens, however few calls there were. none: not counted.")
    {
        Because = "None unless asked for: under load a row of failures is soon there by chance. It is for services that are seldom called.",
    };

    public static readonly Field<IReadOnlyList<BreakerFailures>> Counts = new(
        "counts", Shapes.OneOrList(
            Shapes.Choice(
                ("connect", BreakerFailures.Connect), ("reset", BreakerFailures.Reset), ("timeout", BreakerFailures.Timeout),
                ("status", BreakerFailures.Status), ("broken", BreakerFailures.Broken)), "kind of failure"),
        "Which failures count: no connection, a connection lost before the answer, time run out, a failing status, an answer that is not valid or breaks off. What does not count is neither failure nor success.")
    {
        Default = Listed(BreakerFailures.All),
        Because = "All of them say that the service could not do what it was asked.",
    };

    public static readonly Field<StatusRanges> Statuses = new(
        "statuses", Shapes.Statuses, "The statuses that fail. A gRPC status that stands for a fault of the service always does.")
    {
        Default = StatusRanges.TryParse("500-599")!,
        Because = "Below 500 it is the request that was wrong, and callers must not be able to open a breaker by asking for nonsense. Add 429 for a service that says so when it can do no more.",
    };

    public static readonly Field<TimeSpan?> Slow = new(
        "slow", Shapes.NoneOr(Shapes.Duration(TimeSpan.FromMilliseconds(1), TimeSpan.FromHours(1))),
        "From sending the request until its answer begins: attempts that take longer are slow, those that have waited longer hang. none: time is not looked at.")
    {
        Because = "Only who knows the interface can say what is too slow to be of use.",
    };

    public static readonly Field<double?> SlowRatio = new(
        "slow-ratio", Shapes.NoneOr(Shapes.Ratio), "Share of the attempts that must be slow, or hang in flight now, for it to open. none: not looked at.")
    {
        Default = 0.5,
        Because = "As with failures. Attempts in flight count before they return: a service that hangs returns nothing.",
    };

    public static readonly Field<int?> Hanging = new(
        "hanging", Shapes.NoneOr(Shapes.Count(1, 1_000, "attempts")), "Attempts that hang in flight at once from which it opens, whatever the ratio. none: they count in 'slow-ratio' alone.")
    {
        Because = "None unless asked for: how many are too many depends on the load.",
    };

    public static readonly Field<BreakerWindow> Window = new(
        "window", new BreakerWindowShape(), "How far back it looks: a time, or a number of attempts.")
    {
        Default = BreakerWindow.Of(TimeSpan.FromSeconds(10)),
        Because = "Long enough to tell a bad moment from a bad service, short enough to act within seconds.",
    };

    public static readonly Field<int> MinimumCalls = new(
        "minimum-calls", Shapes.Count(1, 1_000_000, "attempts"), "Fewer attempts in the window than this open it by no ratio.")
    {
        Default = 20,
        Because = "Two failures of three calls are no evidence.",
    };

    public static readonly Field<TimeSpan> Open = new(
        "open", Shapes.Duration(TimeSpan.FromMilliseconds(100), TimeSpan.FromHours(1)),
        "How long it stays open the first time; twice as long each further time, and up to a tenth less by chance, until it has been closed for 'open-max'.")
    {
        Default = TimeSpan.FromSeconds(5),
        Because = "Most faults that mend themselves do so in seconds.",
    };

    public static readonly Field<TimeSpan> OpenMax = new(
        "open-max", Shapes.Duration(TimeSpan.FromMilliseconds(100), TimeSpan.FromHours(24)), "The longest that it stays open.")
    {
        Default = TimeSpan.FromMinutes(1),
        Because = "A service that was mended should not wait much longer than the person who mended it.",
    };

    public static readonly Field<BreakerRampPlan> Ramping = new(
        "ramp", BreakerRampPlan.Section, "How calls come back after it was open. 'ramp: 20s' stands for 'ramp: { over: 20s }'.")
    {
        Default = BreakerRampPlan.Default,
    };

    public static readonly Field<TimeSpan> TrialTimeout = new(
        "trial-timeout", Shapes.Duration(TimeSpan.FromMilliseconds(1), TimeSpan.FromHours(1)),
        "A trial call that has waited so long for its answer counts as failed and makes room for the next. It is not ended.")
    {
        Default = TimeSpan.FromSeconds(10),
        Because = "A trial that hangs must not keep the breaker half open. Longer than any good answer of the service takes.",
    };

    public static readonly Field<double?> Quorum = new(
        "quorum", Shapes.NoneOr(Shapes.Ratio), "Share of the version's nodes that must be bad, each by the same ratios or because it is ejected or fails its probe, for it to open. none: the version is judged as one.")
    {
        Because = "None unless asked for: ejection has left a bad node out long before it makes half of all calls fail.",
    };

    public static readonly Field<BreakerScope> Scope = new(
        "scope", Shapes.Choice(("version", BreakerScope.Version), ("edge", BreakerScope.Edge)),
        "version: one breaker for all interfaces of a version. edge: one for each interface.")
    {
        Default = BreakerScope.Version,
        Because = "A service is mostly ill as a whole. Where one kind of request can fail by itself, an edge spares the others.",
    };

    public static readonly Field<KeyPlan?> Per = new(
        "per", Shapes.NoneOrObject(Shapes.Key), "A breaker for each value of this part of the request. Requests without it have one together.")
    {
        DefaultWords = "none",
        Because = "Where one tenant, or one item, can make the service fail for itself alone.",
    };

    public static readonly Field<int> KeysMax = new(
        "keys-max", Shapes.Count(1, 10_000, "keys"), "Keys that are remembered; the one not asked for longest is forgotten, an open one last.")
    {
        Default = 1_000,
        Because = "A breaker is about 5 KB: a million made-up keys must not fill the memory.",
    };

    public static readonly Field<bool> Observe = new(
        "observe", Shapes.Flag, "It judges and tells, and refuses nothing: what it would have refused is counted.")
    {
        Because = "To see what a breaker would do before it does.",
    };

    internal static IReadOnlyList<BreakerFailures> Listed(BreakerFailures kinds) =>
        [.. Enum.GetValues<BreakerFailures>().Where(kind => int.IsPow2((int)kind) && kinds.HasFlag(kind))];
}
