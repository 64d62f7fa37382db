namespace Holdfast.Control.Queue.Sqlite;

/// <summary>How much the disk of the queue has left, looked at once in a while.</summary>
/// <param name="bytesMin">With less than this nothing is accepted: the rest is for what was promised already.</param>
internal sealed class DiskRoom(string folder, long bytesMin)
{
    private long _left = long.MaxValue;
    private long _lookedAt = long.MinValue / 2;

    public long BytesMin => bytesMin;

    public string Folder => folder;

    public long Left(long now, long everyMs)
    {
        if (now - _lookedAt < everyMs) return _left;
        (_left, _lookedAt) = (Now(), now);
        return _left;
    }

    /// <summary>Whatever was looked at before.</summary>
    public long Now() => new DriveInfo(folder).AvailableFreeSpace;
}
