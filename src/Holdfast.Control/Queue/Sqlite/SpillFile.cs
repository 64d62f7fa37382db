using Holdfast.Core.Queue;

namespace Holdfast.Control.Queue.Sqlite;

/// <summary>A body on its way to the disk, which leaves the room that what was promised already needs.</summary>
internal sealed class SpillFile(string path, FileStreamOptions options, DiskRoom room) : FileStream(path, options)
{
    /// <summary>Bodies that are written at the same time may go beyond the bound by so much each.</summary>
    private const int LookEveryBytes = 1 << 20;

    private long _lookAt;

    /// <exception cref="QueueException">The disk has no room for it.</exception>
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Look();
        return base.WriteAsync(buffer, cancellationToken);
    }

    // To this one the other comes in a class that is made of FileStream: it must not go back there.
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        Look();
        return base.WriteAsync(buffer, offset, count, cancellationToken);
    }

    private void Look()
    {
        if (Position < _lookAt) return;
        _lookAt = Position + LookEveryBytes;
        if (room.Now() is var left && left < room.BytesMin)
            throw new QueueException(QueueErrors.Full, $"The disk of {room.Folder} has {left >> 20} MiB left, and {room.BytesMin >> 20} are for what was promised already.") { IsUndone = true };
    }
}
