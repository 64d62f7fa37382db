using Holdfast.Core.Errors;

namespace Holdfast.Core.Principles.Breakers;

internal static class BreakerErrors
{
    public static readonly KnownError Open = new(
        "HF4035", "Calls to the service are broken off for now.",
        "Lately more of them failed, were slow or hung than 'breaker' of the service allows. While it is open they are refused at once, so that callers do not wait and the service can recover; then a growing share of them passes.",
        "'Retry-After' says when trials begin. 'holdfast status' and the signals say what opened it; mend that. 'otherwise' of the interface can answer meanwhile.") { Status = 503 };

    public static readonly KnownError ForcedOpen = new(
        "HF4036", "Calls to the service are broken off by an operator.",
        "Somebody has opened the breaker by hand, for the time that 'Retry-After' says at most.",
        "The signals say who, why and until when; the command 'release' of the principle 'breakers' ends it.") { Status = 503 };

    public static readonly KnownError NeverOpens = new(
        "HF2150", "A breaker that never opens",
        "It would cost every call something and protect nothing.",
        "Give it 'failure-ratio', 'consecutive-failures', or 'slow' with 'slow-ratio' or 'hanging'; or leave 'breaker' out.",
        "breaker: { failure-ratio: none, slow: 800ms, slow-ratio: 0.5 }");

    public static readonly KnownError SlowMissing = new(
        "HF2151", "Slow or hanging calls without a time that says which are",
        "No call would ever count as slow or hanging.",
        "Add 'slow', or remove what depends on it.",
        "breaker: { slow: 800ms, hanging: 50 }");

    public static readonly KnownError TooFewCalls = new(
        "HF2152", "More calls needed than the window holds",
        "The minimum would never be reached, and no ratio would ever open the breaker.",
        "Lower 'minimum-calls', or lengthen 'window'.",
        "breaker: { window: 100 calls, minimum-calls: 20 }");

    public static readonly KnownError OpenBeyondMax = new(
        "HF2153", "A breaker that is open for longer than the longest time",
        "Which of the two is meant cannot be told.",
        "Lengthen 'open-max', or shorten 'open'.",
        "breaker: { open: 5s, open-max: 1m }");

    public static readonly KnownError SlowBeyondTimeout = new(
        "HF2154", "Calls that time out before they are slow",
        "An attempt is ended before it could ever count as slow or hanging.",
        "Shorten 'slow', or lengthen 'timeout' and 'retry.per-try' of the interface.",
        "timeout: 2s                 # of the interface\nbreaker: { slow: 800ms }    # of its service");

    public static readonly KnownError QuorumPerKey = new(
        "HF2155", "A quorum of nodes for the breaker of a key",
        "Nodes are judged by all of their calls, so they cannot agree about one key.",
        "Remove 'quorum' or 'per'.");

    public static readonly KnownError TrialBeforeSlow = new(
        "HF2156", "Trials that fail before they are slow",
        "An answer that is quick enough while the breaker is closed would keep it from closing.",
        "Make 'trial-timeout' at least as long as 'slow'.",
        "breaker: { slow: 800ms, trial-timeout: 2s }");

    public static readonly KnownError KeysBeyondMemory = new(
        "HF2157", "Breakers of keys that would fill the memory",
        "A window of calls keeps two bits for each, and every key has a window of its own: made-up keys alone would fill it.",
        "Lower 'keys-max', shorten 'window', or make it a time, which needs the same memory however many calls there are.",
        "breaker: { per: \"header:X-Tenant\", keys-max: 1000, window: 100 calls }");

    public static readonly KnownError UnknownTarget = new(
        "HF5130", "No such service, version or interface",
        "Breaking off other calls than was meant takes away what still works.",
        "Write it as 'holdfast status' shows it; the message names what is nearest.") { Status = 404 };

    public static readonly KnownError NoBreaker = new(
        "HF5131", "The service has no breaker",
        "A breaker costs every call a little, so there is none where the plan asks for none.",
        "Add 'breaker: { observe: true }' to the service: it refuses nothing until you say so.",
        "services:\n  accounts:\n    breaker: { observe: true }") { Status = 409 };

    public static IReadOnlyList<KnownError> All { get; } =
    [
        Open, ForcedOpen, NeverOpens, SlowMissing, TooFewCalls, OpenBeyondMax, SlowBeyondTimeout, QuorumPerKey, TrialBeforeSlow, KeysBeyondMemory,
        UnknownTarget, NoBreaker,
    ];
}
