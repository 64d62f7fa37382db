using Holdfast.Core.Errors;

namespace Holdfast.Control.Queue;

/// <summary>What can be wrong with the queue of accepted operations, and with what it is asked to do.</summary>
public static class QueueErrors
{
    private const string NoPromise = "Nothing is accepted meanwhile: callers are told 503 and may come again. What was accepted before is kept, and synchronous traffic does not need the queue.";

    public static readonly KnownError Away = new("HF6030", "The queue cannot be reached",
        "Its file or folder is gone, or this user may not use it. What cannot be put on the disk is not promised.",
        $"{NoPromise} Mend what the message names; it is looked for again by itself.") { Status = 503 };

    public static readonly KnownError Corrupt = new("HF6031", "The queue is corrupt",
        "What it holds does not fit together; to write to it could destroy what is still whole.",
        $"{NoPromise} Stop the process and run 'holdfast queue repair': it saves all that can be read, names what cannot, and keeps the damaged file. Or put the newest backup of the queue in the folder's place.") { Status = 503 };

    public static readonly KnownError InUse = new("HF6032", "The queue is in use by another process",
        "Two processes that deliver from one queue would each take the other's leases for its own.",
        $"{NoPromise} End the other process, or give each a data folder of its own.") { Status = 503 };

    public static readonly KnownError Full = new("HF6033", "The disk of the queue is full",
        "What cannot be put on the disk is not promised.",
        $"{NoPromise} Make room on the disk of the data folder; the next operation is accepted by itself.") { Status = 507 };

    public static readonly KnownError Newer = new("HF6034", "The queue was written by a newer Holdfast",
        "It may hold what this one does not understand and would lose.",
        $"{NoPromise} Run the newer version.") { Status = 503 };

    public static readonly KnownError Busy = new("HF6035", "The queue has too much to do",
        "More is waiting to be written than the disk gets rid of; to wait longer would only make the wait longer.",
        "Lower the rate at which operations come in, or give the data folder a faster disk.") { Status = 503 };

    public static readonly KnownError BadLine = new("HF6036", "A line that is no exported operation",
        "What cannot be read whole cannot be promised.",
        "Import what an export has written. Lines before it are in, and are passed over when the file is imported again.") { Status = 400 };

    public static readonly KnownError BodyGone = new("HF6037", "The body of an operation is gone",
        "It was kept in a file of its own in the data folder, and somebody has taken it away.",
        "Put the file back from a backup and have the operation tried again; nothing else in the queue is concerned.") { Status = 503 };

    public static IReadOnlyList<KnownError> All { get; } = [Away, Corrupt, InUse, Full, Newer, Busy, BadLine, BodyGone];
}
