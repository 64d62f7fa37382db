using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Holdfast.Gateway.Front.Floods;

/// <summary>Finds the heads of frames in what a client sends, however it is cut into pieces, and adds up their cost.</summary>
/// <remarks>Mutable, so that a connection needs no object for it; begins before the client's preface.</remarks>
internal struct FrameScan
{
    private const int PrefaceBytes = 24;
    private const int HeadBytes = 9;
    private const int IncrementBytes = 4;

    private Gathered _gathered;
    private int _count;
    private int _needed;
    private long _skip;

    public FrameScan()
    {
        _needed = HeadBytes;
        _skip = PrefaceBytes;
    }

    /// <returns>The cost of the frames whose heads ended here.</returns>
    public long Read(ReadOnlySpan<byte> bytes)
    {
        var cost = 0L;
        while (!bytes.IsEmpty)
        {
            if (_skip > 0)
            {
                var skipped = (int)Math.Min(_skip, bytes.Length);
                _skip -= skipped;
                bytes = bytes[skipped..];
                continue;
            }

            var taken = Math.Min(_needed - _count, bytes.Length);
            bytes[..taken].CopyTo(_gathered[_count..]);
            bytes = bytes[taken..];
            _count += taken;
            if (_count == HeadBytes && IsWindowUpdate) _needed = HeadBytes + IncrementBytes;
            if (_count == _needed) cost += Take();
        }

        return cost;
    }

    private readonly int Length => (_gathered[0] << 16) | (_gathered[1] << 8) | _gathered[2];

    /// <summary>One of another length is the server's to refuse.</summary>
    private readonly bool IsWindowUpdate => (FrameType)_gathered[3] == FrameType.WindowUpdate && Length == IncrementBytes;

    private long Take()
    {
        ReadOnlySpan<byte> head = _gathered;
        var increment = _needed == HeadBytes ? ushort.MaxValue : BinaryPrimitives.ReadUInt32BigEndian(head[HeadBytes..]) & int.MaxValue;
        var stream = BinaryPrimitives.ReadUInt32BigEndian(head[5..]) & int.MaxValue;
        _skip = Length - (_needed - HeadBytes);
        _count = 0;
        _needed = HeadBytes;
        return FrameCost.Of((FrameType)head[3], head[4], Length, stream != 0, increment);
    }

    [InlineArray(HeadBytes + IncrementBytes)]
    private struct Gathered
    {
        private byte _first;
    }
}
