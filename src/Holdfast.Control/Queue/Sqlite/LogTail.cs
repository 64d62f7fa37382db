using System.Buffers.Binary;

namespace Holdfast.Control.Queue.Sqlite;

/// <summary>Whether a log ends where it was ended, or is damaged before its end. SQLite takes the one for the other, and says nothing.</summary>
/// <param name="TornFrames">Written behind the last that is whole: by a system that lost its power while it wrote, or damaged since.</param>
/// <param name="LostCommits">Of them those that a transaction followed. It follows when the one before is on the disk, and told to be so: what was promised is damaged.</param>
internal readonly record struct LogTail(int TornFrames, int LostCommits)
{
    // https://www.sqlite.org/fileformat2.html#the_write_ahead_log
    private const uint Magic = 0x377f0682;
    private const int HeadBytes = 32;
    private const int FrameHeadBytes = 24;
    private const int SummedBytes = 8;
    private const int PageBytesMax = 1 << 16;

    public static LogTail Of(string file)
    {
        if (!File.Exists(file)) return default;
        using var log = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1 << 20);
        var head = new byte[HeadBytes];
        if (log.ReadAtLeast(head, HeadBytes, throwOnEndOfStream: false) < HeadBytes) return default;
        var pageBytes = (int)Number(head, 8);
        if ((Number(head, 0) & ~1u) != Magic || pageBytes is < 512 or > PageBytesMax) return new LogTail(1, 0);
        var (isBig, sum) = ((Number(head, 0) & 1) == 1, default((uint, uint)));
        sum = Sum(isBig, sum, head.AsSpan(0, FrameHeadBytes));
        return sum == (Number(head, 24), Number(head, 28)) ? Of(log, isBig, sum, head.AsSpan(16, 8), new byte[FrameHeadBytes + pageBytes]) : new LogTail(1, 0);
    }

    private static LogTail Of(Stream log, bool isBig, (uint, uint) sum, ReadOnlySpan<byte> salt, byte[] frame)
    {
        var (isWhole, torn, lost, isCommitted) = (true, 0, 0, false);
        while (log.ReadAtLeast(frame, frame.Length, throwOnEndOfStream: false) == frame.Length)
        {
            // What is left of a log of before lies behind the one that is written now, with other salt.
            var isOfThis = salt.SequenceEqual(frame.AsSpan(8, 8));
            if (isWhole && isOfThis)
            {
                sum = Sum(isBig, Sum(isBig, sum, frame.AsSpan(0, SummedBytes)), frame.AsSpan(FrameHeadBytes));
                isWhole = sum == (Number(frame, 16), Number(frame, 20));
                if (isWhole) continue;
            }

            // Where the damage is in the salt itself, it is the frames behind it that show it.
            isWhole = false;
            if (!isOfThis) continue;
            torn++;
            if (isCommitted) lost++;
            isCommitted = Number(frame, 4) != 0;
        }

        return new LogTail(torn, lost);
    }

    private static uint Number(byte[] bytes, int at) => BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(at));

    private static (uint, uint) Sum(bool isBig, (uint First, uint Second) sum, ReadOnlySpan<byte> bytes)
    {
        var (first, second) = sum;
        for (var at = 0; at < bytes.Length; at += SummedBytes)
        {
            first += Word(isBig, bytes[at..]) + second;
            second += Word(isBig, bytes[(at + 4)..]) + first;
        }

        return (first, second);
    }

    private static uint Word(bool isBig, ReadOnlySpan<byte> bytes) => isBig ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
}
