using Holdfast.Core.Errors;

namespace Holdfast.Core.Principles.Isolation;

internal static class IsolationErrors
{
    public static readonly KnownError NoPlace = new(
        "HF4025", "As many requests as may be are on their way.",
        "All places of a pool were taken, and so were those in its queue: 'isolate' of an interface, for all of its calls or for one tenant's, or 'pool' of a service. What is refused here keeps a slow service from holding everything else.",
        "'rule' in the answer says which pool. 'holdfast status' shows how many are on their way; if the service is well and could do more, raise 'concurrency', or give the pool a 'queue' for short bursts.") { Status = 503 };

    public static readonly KnownError WaitOver = new(
        "HF4026", "No place came free in time.",
        "All places of a pool were taken; the request waited for as long as 'wait', or its own deadline, allows.",
        "'rule' in the answer says which pool. Calls come faster than they end: look at the service's latency, then at 'concurrency'.") { Status = 503 };

    public static readonly KnownError NodesFull = new(
        "HF4027", "Every node of the service has as many requests as it may have.",
        "'pool.per-node' bounds the attempts on each node, and every node that could be asked was full.",
        "'holdfast status' shows the nodes; raise 'per-node' if they could do more, or give the pool a 'queue'.") { Status = 503 };

    public static readonly KnownError NoConnection = new(
        "HF4028", "No connection to the service came free in time.",
        "All connections that 'connections' allows to the nodes were in use, and so they were when the wait was over, or too many were waiting already.",
        "Look at the service's latency: connections come free as calls end. Raise 'connections.per-node' if the nodes take more, or speak HTTP/2 to them.") { Status = 503 };

    public static readonly KnownError QueueWithoutWait = new(
        "HF2220", "A queue without a longest wait",
        "Whoever waits in it would wait until the deadline, and be answered when nobody listens any more.",
        "Say how long one may wait.",
        "isolate: { concurrency: 200, queue: 100, wait: 500ms }");

    public static readonly KnownError WaitWithoutQueue = new(
        "HF2221", "A wait without a queue",
        "Nobody would ever wait: with a queue of 0, who finds no place is refused.",
        "Give it a 'queue', or remove what is about waiting.",
        "isolate: { concurrency: 200, queue: 100, wait: 500ms }");

    public static readonly KnownError WaitBeyondTimeout = new(
        "HF2222", "A wait that outlasts the call",
        "The call's deadline would end it first, and whoever waited so long would have no time left to be answered.",
        "Shorten 'wait', or lengthen 'timeout' of the interface.",
        "timeout: 2s\nisolate: { concurrency: 200, queue: 100, wait: 500ms }");

    public static readonly KnownError BoundsNothing = new(
        "HF2223", "A pool that bounds nothing",
        "It would cost every call something and isolate nothing.",
        "Give it 'concurrency', 'per-node', or both; or leave 'pool' out.",
        "pool: { concurrency: 200, per-node: 50 }");

    public static readonly KnownError SharesBeyondWhole = new(
        "HF2224", "Guaranteed shares of more than there is",
        "Not all of them could be kept at once, so none would be guaranteed.",
        "Lower the shares: together they are at most 1.",
        "partitions:\n  live: { interfaces: [checkout], share: 0.9 }\n  batch: { criticality: sheddable, share: 0.1 }");

    public static readonly KnownError ShareOfNothing = new(
        "HF2225", "A guaranteed share of less than one place",
        "Nothing would be guaranteed.",
        "Raise 'share', or the places of the pool.");

    public static readonly KnownError LentWithoutQueue = new(
        "HF2226", "Places that are lent with nowhere to wait for their return",
        "A call that has a right to a place which is lent would be refused: what is guaranteed would not be.",
        "Make 'queue' at least as large as what is lent at once, or keep all places free with 'lend: 0'.",
        "pool:\n  concurrency: 100\n  queue: 50\n  wait: 500ms\n  partitions: { live: { interfaces: [checkout], share: 0.9, lend: 0.5 } }");

    public static readonly KnownError TooLargeForPartitions = new(
        "HF2227", "More partitions, or more places in them, than one pool can have",
        "The places of all partitions are counted in one number, so that a call takes one without a lock: it has room for four partitions and 4,000 places.",
        "Make fewer partitions, or a smaller pool.");

    public static readonly KnownError PartitionForNobody = new(
        "HF2228", "A partition that no call, or every call, belongs to",
        "Its share would be kept from everybody, or guaranteed to all alike.",
        "Name interfaces of the service, or a criticality.",
        "partitions: { live: { interfaces: [checkout], share: 0.9 } }");

    public static readonly KnownError SameIsolation = new(
        "HF2229", "Isolated twice by the same, or too often",
        "The smaller of two bounds on the same calls is the only one that ever counts.",
        "Keep one entry of 'isolate' for each key, and three at most.",
        "isolate: [ { concurrency: 200 }, { concurrency: 10, per: \"header:X-Tenant\" } ]");

    public static readonly KnownError NodeBeyondWhole = new(
        "HF2230", "A node that may have more than all of them",
        "No node could ever be full.",
        "Lower 'per-node', or raise 'concurrency'.",
        "pool: { concurrency: 200, per-node: 50 }");

    public static IReadOnlyList<KnownError> All { get; } =
    [
        NoPlace, WaitOver, NodesFull, NoConnection, QueueWithoutWait, WaitWithoutQueue, WaitBeyondTimeout, BoundsNothing, SharesBeyondWhole,
        ShareOfNothing, LentWithoutQueue, TooLargeForPartitions, PartitionForNobody, SameIsolation, NodeBeyondWhole,
    ];
}
