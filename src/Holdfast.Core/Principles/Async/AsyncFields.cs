using Holdfast.Core.Plan;
using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Principles.Async;

/// <summary>Keys of <c>async</c>.</summary>
internal static class AsyncFields
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    public static readonly Field<IReadOnlyList<AsyncWhen>> When = new(
        "when", Shapes.OneOrList(
            Shapes.Choice(
                ("always", AsyncWhen.Always), ("overloaded", AsyncWhen.Overloaded), ("limited", AsyncWhen.Limited), ("broken", AsyncWhen.Broken), ("asked", AsyncWhen.Asked)), "case"),
        "Which calls. always: every one. overloaded: those refused since the service or the process has enough to do. limited: those refused by the interface's own limits. "
        + "broken: those of which nothing could be sent, since the service is broken off, has no usable node or takes no connection. asked: those whose callers send 'Prefer: respond-async'; with 'wait=N' they are answered as usual where that takes no longer.")
    {
        Required = true,
        Default = [],
    };

    public static readonly Field<IReadOnlyDictionary<string, string>?> Credentials = new(
        "credentials", Shapes.NoneOrObject(Shapes.Map("header", Shapes.HeaderName, Shapes.HeaderValue, min: 1)),
        "Headers that deliveries get, as 'Authorization: \"Bearer ${TOKEN}\"'. The caller's own credentials are never put on the disk. none: the service needs none.")
    {
        Required = true,
        DefaultWords = "",
    };

    public static readonly Field<IReadOnlyList<string>> Secrets = new(
        "secrets", Shapes.List(Shapes.HeaderName, "header"),
        "Headers that are credentials as well, and are not put on the disk. Authorization, Proxy-Authorization, Cookie and the usual names of API keys and tokens always are.")
    {
        Default = [],
    };

    public static readonly Field<KeyPlan> Key = new(
        "key", Shapes.Key, "By what two calls of one caller are the same operation: it is accepted once, however often it is sent. With another body it is refused.")
    {
        Default = new KeyPlan([new KeyPart(KeyPartKind.Header, "Idempotency-Key")]),
        Because = "The header that clients send for this.",
    };

    public static readonly Field<AsyncKeyless> Keyless = new(
        "without-key", Shapes.Choice(("refuse", AsyncKeyless.Refuse), ("new", AsyncKeyless.New)),
        "Calls that lack the key. refuse: they are not accepted for later. new: each is an operation of its own.")
    {
        Default = AsyncKeyless.Refuse,
        Because = "A caller that has lost a 202 sends the call again, and without a key it would be done twice.",
    };

    public static readonly Field<KeyPlan?> Caller = new(
        "caller", Shapes.NoneOrObject(Shapes.Key),
        "By what a caller is known who asks what has become of an operation; of one who has it, nobody else's request is answered. none: whoever knows the operation's name, which nobody can guess.")
    {
        Default = new KeyPlan([new KeyPart(KeyPartKind.Header, "Authorization")]),
        Because = "What most callers are known by. Where tokens change while an operation waits, take a claim of them.",
    };

    public static readonly Field<KeyPlan?> Order = new(
        "order", Shapes.NoneOrObject(Shapes.Key), "Operations that have this in common are delivered one after the other, as they came; others do not wait for them. none: in no order.");

    public static readonly Field<int> Attempts = new(
        "attempts", Shapes.Count(1, 1_000, "attempts"), "Attempts that reached the service, until the operation is given up.")
    {
        Default = 10,
        Because = "One more than 'schedule' has waits.",
    };

    public static readonly Field<IReadOnlyList<TimeSpan>> Schedule = new(
        "schedule", Shapes.OneOrList(Shapes.Duration(TimeSpan.FromMilliseconds(100), Longest), "wait"), "How long to wait after the first attempt, after the second, and so on, give or take a fifth; the last one repeats.")
    {
        Default =
        [
            TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10),
            TimeSpan.FromHours(1), TimeSpan.FromHours(3), TimeSpan.FromHours(6), TimeSpan.FromHours(12),
        ],
        Because = "Most faults are over in seconds; those that are not need somebody who mends them.",
    };

    public static readonly Field<TimeSpan> AgeMax = new(
        "max-age", Shapes.Duration(TimeSpan.FromSeconds(1), Longest), "How long an operation may take from its acceptance until it is given up.")
    {
        Default = TimeSpan.FromHours(24),
        Because = "A day is enough to mend a service, and what is older is rarely still wanted.",
    };

    public static readonly Field<TimeSpan> Keep = new(
        "keep", Shapes.Duration(TimeSpan.FromMinutes(1), Longest), "How long its key, and what has become of it, is kept beyond 'max-age'.")
    {
        Default = TimeSpan.FromHours(24),
        Because = "Callers come back for an answer, or send again, for as long as an operation may take and a while after.",
    };

    public static readonly Field<int> Concurrency = new(
        "concurrency", Shapes.Count(1, 1_000, "calls"), "Deliveries on their way at once, in this process.")
    {
        Default = 16,
        Because = "Enough for some thousand a second where a call takes milliseconds, and few enough not to be a peak of their own.",
    };

    public static readonly Field<Rate?> Pace = new(
        "pace", Shapes.NoneOr(Shapes.Rate), "Deliveries in so long at most. none: as fast as 'concurrency' and the service allow.");

    public static readonly Field<BacklogPlan> Backlog = new("backlog", BacklogPlan.Section, "How much may wait; beyond it nothing is accepted, and callers are told.")
    {
        Default = BacklogPlan.Usual,
    };
}
