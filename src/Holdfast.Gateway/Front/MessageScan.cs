namespace Holdfast.Gateway.Front;

/// <summary>Where a stream of gRPC messages is: in the middle of one, which the client owes, or between two, when it owes nothing.</summary>
internal struct MessageScan
{
    /// <summary>A flag, and four bytes that say how long the message is (gRPC over HTTP/2, Length-Prefixed-Message).</summary>
    private const int PrefixBytes = 5;

    private int _prefixCame;
    private uint _left;

    public readonly bool IsBetween => _prefixCame == 0;

    /// <returns>Whether a message ended with these bytes, or in them.</returns>
    public bool Read(ReadOnlySpan<byte> bytes)
    {
        var ended = false;
        while (!bytes.IsEmpty)
        {
            if (_prefixCame < PrefixBytes)
            {
                if (_prefixCame > 0) _left = (_left << 8) | bytes[0];
                _prefixCame++;
                bytes = bytes[1..];
            }
            else
            {
                var taken = (int)Math.Min(_left, (uint)bytes.Length);
                _left -= (uint)taken;
                bytes = bytes[taken..];
            }

            if (_prefixCame < PrefixBytes || _left > 0) continue;
            _prefixCame = 0;
            ended = true;
        }

        return ended;
    }
}
