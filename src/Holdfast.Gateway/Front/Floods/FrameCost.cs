namespace Holdfast.Gateway.Front.Floods;

/// <summary>What a client's frame costs it (RFC 9113, 6): work that nobody gets anything of costs, work that is asked for does not.</summary>
internal static class FrameCost
{
    /// <summary>A frame that asks for nothing but work.</summary>
    public const int Idle = 1;

    /// <summary>A stream given up, or made to be. Two thirds of all streams may end so for ever.</summary>
    public const int Reset = 15;

    /// <summary>A stream begun: negative, it gives back.</summary>
    public const int Stream = -10;

    /// <summary>Smaller windows make the server send a byte at a time.</summary>
    private const uint DribbleBytes = 64;

    /// <summary>With any window of its own, a stream's next increment of this size is an error that the server must answer with a reset.</summary>
    private const uint OverflowBytes = 1 << 30;

    private const byte EndStream = 1;
    private const byte Ack = 1;

    /// <param name="isOfStream">Whether it names a stream; false: the connection.</param>
    /// <param name="increment">Of a WINDOW_UPDATE; else anything.</param>
    public static int Of(FrameType type, byte flags, int length, bool isOfStream, uint increment) => type switch
    {
        FrameType.Data => length == 0 && (flags & EndStream) == 0 ? Idle : 0,
        FrameType.Headers => Stream,
        FrameType.ResetStream => Reset,
        // Its answer to ours.
        FrameType.Settings or FrameType.Ping => (flags & Ack) == 0 ? Idle : 0,
        FrameType.WindowUpdate => increment < DribbleBytes ? Idle : isOfStream && increment >= OverflowBytes ? Reset : 0,
        _ => Idle,
    };
}
