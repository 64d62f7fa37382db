using Holdfast.Core.Errors;

namespace Holdfast.Core.Principles.Async;

internal static class AsyncErrors
{
    public static readonly KnownError NoKey = new(
        "HF4110", "The call lacks the key by which it would be done only once.",
        "The interface accepts calls for later, and one whose 202 was lost is sent again: without a key it would be done twice.",
        "Send what 'async.key' of the interface names, usually an Idempotency-Key that is the same each time the call is sent; or write 'without-key: new'.") { Status = 400 };

    public static readonly KnownError KeyTaken = new(
        "HF4111", "The key of the call stands for another one that was accepted before.",
        "A key names one operation. This call has the key of an earlier one, and another method, target or body.",
        "Make a new key for each operation, and keep it for repeats of that one alone.") { Status = 422 };

    public static readonly KnownError Full = new(
        "HF4112", "So much waits to be delivered that nothing more is accepted.",
        "What is accepted is promised; beyond 'async.backlog' of the interface, or with too little room on the disk, the promise might not be kept.",
        "Come again after 'Retry-After'. 'holdfast status' and GET /api/principles/async show what waits and since when; 'decision' in the answer says which bound was met.") { Status = 503 };

    public static readonly KnownError Away = new(
        "HF4113", "The call cannot be put on the disk, so it is not accepted.",
        "A 202 is only said of what is on the disk, and the queue cannot be written to: its disk is full or gone, or this process has none.",
        "Come again shortly; nothing was promised. The signals of 'async' say what is wrong with the queue.") { Status = 503 };

    public static readonly KnownError NotForLater = new(
        "HF4114", "A call of this kind cannot be accepted for later.",
        "What is a conversation, as gRPC and WebSockets are, cannot be held by one side alone.",
        "Send it to an interface without 'async: { when: always }'.") { Status = 400 };

    public static readonly KnownError NoOperation = new(
        "HF4115", "There is no such operation, or it is not for this caller.",
        "It was never accepted here, was done with so long ago that it is forgotten, or was accepted of somebody else.",
        "Ask with the address that the 202 gave, and with the credentials that the call was sent with.") { Status = 404 };

    public static readonly KnownError TooManyAsk = new(
        "HF4116", "Too many ask at once what has become of operations.",
        "Each question holds a connection, and takes a look into the queue that deliveries need too. One address has a thousand places, and all together ten thousand.",
        "Come again after 'Retry-After'; ask with '?wait=SECONDS' once in the place of many times without.") { Status = 503 };

    public static readonly KnownError Cached = new(
        "HF2370", "An interface that keeps answers, and accepts calls for later",
        "What is answered 202 is no answer that could be kept, and what is at hand needs not be done later.",
        "Remove 'async', or 'cache' and 'coalesce', or make two interfaces of it.");

    public static readonly KnownError AlwaysAndMore = new(
        "HF2371", "Calls that are always accepted for later, and in some cases too",
        "No call is left for the other cases.",
        "Write 'when: always' alone, or leave it out.",
        "async: { when: [ overloaded, broken ], credentials: none }");

    public static readonly KnownError NotForPlans = new(
        "HF2372", "A header of deliveries that Holdfast itself must write",
        "It says how the request is framed or where it goes, or by it the service knows the operation.",
        "Remove the header from 'credentials'.");

    public static readonly KnownError NeverAgain = new(
        "HF2373", "A first wait that is as long as an operation may take",
        "It would be given up before it is tried a second time.",
        "Shorten the first wait of 'schedule', or lengthen 'max-age'.",
        "async: { when: broken, credentials: none, max-age: 1h, schedule: [ 1s, 1m, 10m ] }");

    public static readonly KnownError CallerElsewhere = new(
        "HF2374", "A caller who cannot be known again",
        "Whoever asks what has become of an operation asks at another address: path and query are other ones there.",
        "Take a header, a cookie, a claim or 'client'.",
        "async: { when: always, credentials: none, caller: \"claim:sub\" }");

    public static IReadOnlyList<KnownError> All { get; } =
        [NoKey, KeyTaken, Full, Away, NotForLater, NoOperation, TooManyAsk, Cached, AlwaysAndMore, NotForPlans, NeverAgain, CallerElsewhere];
}
