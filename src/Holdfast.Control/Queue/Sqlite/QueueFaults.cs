using Holdfast.Control.Store.Sqlite;
using Holdfast.Core.Queue;

namespace Holdfast.Control.Queue.Sqlite;

/// <summary>What SQLite and the disk say, as errors of the queue that a user can look up.</summary>
internal static class QueueFaults
{
    /// <summary>ENOSPC.</summary>
    private const int NoSpace = 28;

    /// <summary>False: it is a fault of ours.</summary>
    public static bool IsOfTheStore(Exception fault) => fault is QueueException || SqliteFaults.IsOfTheStore(fault);

    /// <summary>Whether a disk has said that it has no room.</summary>
    public static bool IsNoSpace(IOException fault) => (fault.HResult & 0xFFFF) == NoSpace;

    public static QueueException Of(Exception fault, string file) => fault switch
    {
        QueueException known => known,
        _ when SqliteFaults.IsFull(fault) || (fault is IOException io && IsNoSpace(io)) => new QueueException(QueueErrors.Full, $"The disk of {file} has no room.", fault) { IsUndone = true },
        _ when SqliteFaults.IsCorrupt(fault) => new QueueException(QueueErrors.Corrupt, $"{file} is damaged: {fault.Message}", fault),
        _ => new QueueException(QueueErrors.Away, $"{file} cannot be used: {fault.Message}", fault),
    };
}
