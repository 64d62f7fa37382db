using Holdfast.Core.Errors;

namespace Holdfast.Core.Principles.Limits;

internal static class LimitErrors
{
    public static readonly KnownError TooMany = new(
        "HF4020", "More calls came than may pass.",
        "The interface has a limit on calls in a time, for all callers or for each. What is beyond it is refused before it takes anything from others.",
        "Wait for as long as 'Retry-After' says. 'rule' in the answer names the limit; 'holdfast status' and GET /api/principles/limits show where it stands.") { Status = 429 };

    public static readonly KnownError TooManyAtOnce = new(
        "HF4021", "More calls are on their way than may be at once.",
        "The interface has a limit on calls at the same time. When answers take longer, fewer pass.",
        "Let calls end before beginning others, and try again shortly.") { Status = 429 };

    public static readonly KnownError QueueFull = new(
        "HF4022", "The call would have to wait for its turn for too long.",
        "Calls are spaced; as many wait as may, or the wait would be longer than the limit or the deadline of the call allows.",
        "Wait for as long as 'Retry-After' says, or send more slowly.") { Status = 429 };

    public static readonly KnownError GivesWay = new(
        "HF4023", "The interface gives way to another one that is busy.",
        "'yields-to' of the interface names one that goes first; while that one has much to do, this one takes nothing from it.",
        "Try again shortly. The signals say since when the other is busy.") { Status = 429 };

    public static readonly KnownError ServiceFull = new(
        "HF4024", "The service may be asked no more for now.",
        "The service has a limit on what it may be asked, by all interfaces, by one, or for each of its nodes.",
        "Wait for as long as 'Retry-After' says. 'rule' in the answer names the limit.") { Status = 429 };

    public static readonly KnownError NoSuchInterface = new(
        "HF5152", "There is no such interface",
        "A limit on another interface than was meant takes away what is needed.",
        "Write it as 'holdfast status' shows it; the message names what is nearest.") { Status = 404 };

    public static readonly KnownError Nothing = new(
        "HF2200", "A limit that limits nothing",
        "Without an amount every call would pass, and a limit would seem to be there.",
        "Give it 'rate', 'concurrency' or 'yields-to', or remove it.",
        "limit: { rate: 500/s, burst: 100 }");

    public static readonly KnownError Both = new(
        "HF2201", "A rate and a number of calls at once in one limit",
        "Which of them a refusal is for could not be told.",
        "Make two entries of it; the strictest answers.",
        "limit: [ { rate: 500/s }, { concurrency: 200 } ]");

    public static readonly KnownError NotOfKind = new(
        "HF2202", "A key that this kind of limit does not use",
        "It would have no effect, and whoever wrote it expects one.",
        "Remove it, or take the kind that uses it.",
        "limit: { rate: 100/s, kind: pace, queue: 50, wait: 500ms }");

    public static readonly KnownError NoEnd = new(
        "HF2203", "A queue without a longest wait, or a wait without a queue",
        "Calls would wait until nobody wants their answers any more, or in numbers that fill the memory.",
        "Give a limit of the kind 'pace' both 'queue' and 'wait'.",
        "limit: { rate: 100/s, kind: pace, queue: 50, wait: 500ms }");

    public static readonly KnownError WaitBeyondTimeout = new(
        "HF2204", "A wait that outlasts the call",
        "The call's deadline ends it before its turn could come.",
        "Shorten 'wait', or lengthen 'timeout'.",
        "timeout: 2s\nlimit: { rate: 100/s, kind: pace, queue: 50, wait: 500ms }");

    public static readonly KnownError BurstTooLarge = new(
        "HF2205", "A burst that takes longer than a day to save up",
        "After a pause the backend would get more at once than it gets in a day.",
        "Lower 'burst', or raise 'rate'.");

    public static readonly KnownError TooManyLimits = new(
        "HF2206", "Too many limits in one place",
        "Each is asked for every call. Calls can wait in one queue only, and what is on its way is remembered in a few places.",
        "Keep to eight entries, of them three with 'concurrency' and one with 'kind: pace'.");

    public static readonly KnownError UnknownInterface = new(
        "HF2207", "An interface that does not exist",
        "The limit would never hold.",
        "Name one that the plan declares.");

    public static readonly KnownError YieldsToItself = new(
        "HF2208", "Interfaces that give way to each other",
        "While both are busy neither would be served; one that gives way to itself never would.",
        "Let one of them go first.",
        "search: { limit: { yields-to: { interface: orders, above: 100/s } } }");

    public static readonly KnownError Override = new(
        "HF2209", "An override that means no key, or another kind of amount",
        "It would never hold, or could not be compared with the limit it is for.",
        "Give the limit a 'per', write the key as it comes (several parts joined by '|'), and a rate for a rate, a number for calls at once.",
        "limit: { rate: 5/s, per: header:X-Api-Key, overrides: { partner: 100/s, monitor: none } }");

    public static readonly KnownError NotHere = new(
        "HF2210", "A limit that cannot be kept here",
        "An interface's limit is asked before there is a node; a service's is asked for attempts, which callers know nothing of.",
        "Take 'per: node' and 'per: interface' for services; 'yields-to' and 'headers' for interfaces; no queue for nodes.");

    public static readonly KnownError NobodyLooks = new(
        "HF2211", "A limit for what is hot where nobody looks for it",
        "No call would ever count as hot, and the limit would never hold.",
        "Add 'hot-keys' to the interface, or remove 'only: hot'.",
        "hot-keys: { key: \"parameter:id\" }\nlimit: { rate: 100/s, per: \"parameter:id\", only: hot }");

    public static IReadOnlyList<KnownError> All { get; } =
    [
        TooMany, TooManyAtOnce, QueueFull, GivesWay, ServiceFull, Nothing, Both, NotOfKind, NoEnd, WaitBeyondTimeout, BurstTooLarge,
        TooManyLimits, UnknownInterface, YieldsToItself, Override, NotHere, NobodyLooks, NoSuchInterface,
    ];
}
