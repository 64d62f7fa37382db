using Holdfast.Core.Plan;
using Holdfast.Core.Plan.Fields;
using Holdfast.Core.Principles.Limits.Yielding;

namespace Holdfast.Core.Principles.Limits;

/// <summary>The keys of <see cref="LimitPlan"/>.</summary>
public static class LimitFields
{
    internal static readonly Shape<int> AtOnce = Shapes.Count(1, 1_000_000, "calls");

    public static readonly Field<Rate?> Rate = new(
        "rate", Shapes.NoneOr(Shapes.Rate), "Calls that may pass in a time. For windows it is the window: '100/10s' is a hundred in ten seconds.")
    {
        Because = "A day at the longest: what is counted does not outlive the process.",
    };

    public static readonly Field<int?> Concurrency = new(
        "concurrency", Shapes.NoneOr(AtOnce), "Calls that may be on their way at once, in place of a rate.")
    {
        Because = "None unless asked for. It adapts by itself: when answers take twice as long, half as many calls pass.",
    };

    public static readonly Field<YieldPlan?> YieldsTo = new(
        "yields-to", Shapes.NoneOrObject(YieldPlan.Section), "The limit holds only while another interface is busy; without a rate, nothing passes then.")
    {
        Because = "Two interfaces that live off one database: the lesser one gives way.",
    };

    public static readonly Field<LimitKind> Kind = new(
        "kind", Shapes.Choice(
            ("token-bucket", LimitKind.TokenBucket), ("sliding-window", LimitKind.SlidingWindow), ("fixed-window", LimitKind.FixedWindow),
            ("pace", LimitKind.Pace), ("warm-up", LimitKind.WarmUp)),
        "How the rate is counted. token-bucket: evenly, with bursts. sliding-window: in any window of that length. fixed-window: in windows that follow one another. pace: evenly spaced, who is early waits. warm-up: slowly after it was idle.")
    {
        Default = LimitKind.TokenBucket,
        Because = "It is the cheapest, lets short bursts pass, and never lets pass more than the rate for long.",
    };

    public static readonly Field<int?> Burst = new(
        "burst", Shapes.NoneOr(Shapes.Count(1, 10_000_000, "calls")), "Calls that may pass at once after a pause: for token-bucket, warm-up and pace.")
    {
        DefaultWords = "what a second brings; of warm-up a tenth of that, of pace 1",
        Because = "Callers come in clusters; a second of them harms nobody whom the rate does not harm.",
    };

    public static readonly Field<int?> Queue = new(
        "queue", Shapes.NoneOr(Shapes.Count(1, 100_000, "calls")), "With 'pace': calls that may wait for their turn, of all keys together; one more is refused.")
    {
        Because = "None unless asked for: a queue without an end turns an overload into timeouts.",
    };

    public static readonly Field<TimeSpan?> Wait = new(
        "wait", Shapes.NoneOr(Shapes.Duration(TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(1))), "With 'pace': the longest that a call waits. Who would have to wait longer is refused at once.")
    {
        Because = "None unless asked for: how long a caller still wants its answer only the interface knows.",
    };

    public static readonly Field<TimeSpan> Over = new(
        "over", Shapes.Duration(TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)), "With 'warm-up': from cold to the whole rate, under load; and as long from warm to cold without.")
    {
        Default = TimeSpan.FromSeconds(10),
        Because = "Caches and connection pools mostly fill within seconds.",
    };

    public static readonly Field<double> From = new(
        "from", Shapes.Ratio, "With 'warm-up': share of the rate that passes when it is cold.")
    {
        Default = 0.3,
        Because = "About a third is what Guava and Sentinel take, too.",
    };

    public static readonly Field<LimitPer?> Per = new(
        "per", Shapes.NoneOrObject(new LimitPerShape()), "A limit for each value of this part of the request, or of several together. Of a service also for each interface that asks it, or each node.")
    {
        DefaultWords = "none",
        Because = "One for all protects the backend; one for each protects the callers from each other.",
    };

    public static readonly Field<LimitKeyless> Keyless = new(
        "without-key", Shapes.Choice(("as-one", LimitKeyless.AsOne), ("pass", LimitKeyless.Pass)), "What becomes of calls that lack the key. as-one: they count as one key together. pass: they are not limited.")
    {
        Default = LimitKeyless.AsOne,
        Because = "Leaving the key out must not be a way around the limit.",
    };

    public static readonly Field<IReadOnlyDictionary<string, LimitAmount>> Overrides = new(
        "overrides", Shapes.Map("key", Shapes.Text("key"), new LimitAmountShape(), comparer: StringComparer.Ordinal), "Other amounts for some keys, by their text; the parts of a key with several are joined by '|'. none: all of it passes.")
    {
        Default = new Dictionary<string, LimitAmount>(StringComparer.Ordinal),
        DefaultWords = "none",
        Because = "Some callers have paid for more.",
    };

    public static readonly Field<int> KeysMax = new(
        "keys-max", Shapes.Count(8, 1_000_000, "keys"), "Keys that are remembered; the one not asked for longest is forgotten, one that is being refused last.")
    {
        Default = 10_000,
        Because = "A key is about 100 bytes, of windows 300: a million made-up keys must not fill the memory.",
    };

    public static readonly Field<bool> OnlyHot = new(
        "only", Shapes.Choice(("all", false), ("hot", true)), "hot: the limit holds for what very many ask for just now, and for nothing else.")
    {
        Because = "A limit is mostly meant for all calls; 'hot' needs an interface that looks for what is hot.",
    };

    public static readonly Field<bool> Headers = new(
        "headers", Shapes.Flag, "Every answer says what is left, as RateLimit and RateLimit-Policy.")
    {
        Because = "Off unless asked for: it tells callers how near the edge you are, and costs each answer about 100 bytes.",
    };

    public static readonly Field<bool> Observe = new(
        "observe", Shapes.Flag, "It refuses nothing, holds nobody up, and counts what it would have refused.")
    {
        Because = "To see what a limit would do before it does.",
    };
}
