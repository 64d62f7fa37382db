using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Principles.Balancing.Ejecting;

/// <summary><c>health.eject</c> of a service: a node that fails the calls it gets is left out for a while.</summary>
public sealed record EjectPlan
{
    public static readonly Field<int> ConsecutiveFailuresField = new(
        "consecutive-failures", Shapes.Count(1, 1000, "attempts"), "Failed or late attempts in a row after which a node is ejected, unless all other nodes fail as well. Half as many or a few more do once it has been silent for half a second: not to be connected to, or late more often in a row than other nodes are by chance; or once it was left alone for a second and has failed again.")
    {
        Default = 5,
        Because = "Five in a row are no coincidence: at 10% of failures by chance they come once in 100,000 attempts.",
    };

    public static readonly Field<double?> FailureRatioField = new(
        "failure-ratio", Shapes.NoneOr(Shapes.Ratio), "Share of failed or late attempts from which a node is ejected if it fails beyond all chance more of them than the other nodes do. none: not compared.")
    {
        Default = 0.2,
        Because = "A node that answers in between is never caught by failures in a row. At a fifth of failures a retry still hides most; the comparison keeps nodes that fail like all the others. Where requests are kept on nodes by a key or a cookie, one node at a time is ejected for its answers: keys that fail take their failures along to the next.",
    };

    public static readonly Field<int?> SlowerField = new(
        "slower", Shapes.NoneOr(Shapes.Count(2, 100, "times")), "How many times as long as the other nodes of its zone a node may take to answer, before it is ejected; it must be slower by 20ms as well, and by more than chance. none: not compared.")
    {
        Default = 3,
        Because = "Slow is better than none, and balancing by latency gives a slow node less already; three times as slow is ill.",
    };

    public static readonly Field<double> AtMostField = new(
        "at-most", Shapes.Ratio, "Largest share of a version's nodes that may be ejected at once. The last usable node never is, and when the others are lost to their probes the ejected ones come back.")
    {
        Default = 0.5,
        Because = "When more than half of the nodes fail, the fault is rarely theirs, and the rest could not carry the load.",
    };

    public static readonly Field<TimeSpan> ForField = new(
        "for", Shapes.Duration(TimeSpan.FromMilliseconds(100), TimeSpan.FromHours(1)), "How long a node is left out the first time; twice as long each further time, until it has answered well for as long as it was left out.")
    {
        Default = TimeSpan.FromSeconds(10),
        Because = "Long enough for a process to restart, short enough that a wrong ejection costs little.",
    };

    public static readonly Field<TimeSpan> ForAtMostField = new(
        "for-at-most", Shapes.Duration(TimeSpan.FromMilliseconds(100), TimeSpan.FromHours(24)), "The longest that a node is left out, unless 'for' is longer.")
    {
        Default = TimeSpan.FromMinutes(5),
        Because = "A node that was mended should not wait much longer than the person who mended it.",
    };

    public static readonly Section<EjectPlan> Section = new("eject", values => new EjectPlan
    {
        ConsecutiveFailures = values.Get(ConsecutiveFailuresField),
        FailureRatio = values.Get(FailureRatioField),
        Slower = values.Get(SlowerField),
        AtMost = values.Get(AtMostField),
        For = values.Get(ForField),
        ForAtMost = values.Get(ForAtMostField),
    })
    {
        { ConsecutiveFailuresField, plan => plan.ConsecutiveFailures },
        { FailureRatioField, plan => plan.FailureRatio },
        { SlowerField, plan => plan.Slower },
        { AtMostField, plan => plan.AtMost },
        { ForField, plan => plan.For },
        { ForAtMostField, plan => plan.ForAtMost },
    };

    public static readonly EjectPlan Default = new()
    {
        ConsecutiveFailures = ConsecutiveFailuresField.Default,
        FailureRatio = FailureRatioField.Default,
        Slower = SlowerField.Default,
        AtMost = AtMostField.Default,
        For = ForField.Default,
        ForAtMost = ForAtMostField.Default,
    };

    public required int ConsecutiveFailures { get; init; }

    /// <summary>Above 0, up to 1. Null: ratios are not compared.</summary>
    public required double? FailureRatio { get; init; }

    /// <summary>At least 2. Null: times are not compared.</summary>
    public required int? Slower { get; init; }

    /// <summary>Above 0, up to 1.</summary>
    public required double AtMost { get; init; }

    public required TimeSpan For { get; init; }

    public required TimeSpan ForAtMost { get; init; }
}
