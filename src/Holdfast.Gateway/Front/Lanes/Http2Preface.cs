using System.Buffers;

namespace Holdfast.Gateway.Front.Lanes;

/// <summary>Tells HTTP/2 by prior knowledge from HTTP/1.1 by the first bytes of a cleartext connection (RFC 9113, 3.4).</summary>
internal static class Http2Preface
{
    private static ReadOnlySpan<byte> Preface => "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8;

    /// <summary>Null while the bytes so far could still become either.</summary>
    public static LaneKind? Decide(in ReadOnlySequence<byte> received)
    {
        var at = 0;
        foreach (var segment in received)
        {
            foreach (var value in segment.Span)
            {
                if (value != Preface[at])
                    return LaneKind.Http1;
                if (++at == Preface.Length)
                    return LaneKind.Http2;
            }
        }

        return null;
    }
}
