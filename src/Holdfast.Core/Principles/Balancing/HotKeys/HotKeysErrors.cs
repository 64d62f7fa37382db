using Holdfast.Core.Errors;

namespace Holdfast.Core.Principles.Balancing.HotKeys;

internal static class HotKeysErrors
{
    public static readonly KnownError NeverHot = new(
        "HF2280", "A watch for hot keys by which no key is ever hot",
        "It would cost every call something and find nothing.",
        "Give it 'rate' or 'share', or remove 'hot-keys'.",
        "hot-keys: { key: \"parameter:id\", share: 0.1 }");

    public static readonly KnownError SpreadAnyway = new(
        "HF2281", "A hot key is to be spread over nodes where calls are spread anyway",
        "Only 'policy: hash' and 'sticky' keep calls at one node; every other policy spreads them over all nodes, so 'spread' would change nothing.",
        "Remove 'spread', or write 'balance: { policy: hash }' at the service.",
        "balance: { policy: hash, hash: { on: \"parameter:id\" } }    # of the service\nhot-keys: { key: \"parameter:id\", spread: 3 }               # of the interface");

    public static readonly KnownError SpreadTooWide = new(
        "HF2282", "A hot key is to be spread over more nodes than there are",
        "It would go to all of them, and the number would promise what is not there.",
        "Lower 'spread' to the number of nodes at the most, or add nodes.",
        "hot-keys: { key: \"parameter:id\", spread: 2 }");

    public static readonly KnownError MinimumBeyondRate = new(
        "HF2283", "More calls needed than the rate brings within the window",
        "The rate at which a key is to be hot brings fewer calls than 'minimum-calls' asks for, so it would become hot at a higher one, which stands nowhere.",
        "Lower 'minimum-calls', raise 'rate', or lengthen 'window'.",
        "hot-keys: { key: path, rate: 100/s, window: 1s, minimum-calls: 50 }");

    public static IReadOnlyList<KnownError> All { get; } = [NeverHot, SpreadAnyway, SpreadTooWide, MinimumBeyondRate];
}
