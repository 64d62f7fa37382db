namespace Holdfast.Gateway.Forwarding;

/// <summary>How much of an answer is carried at once: much to a client that takes it as it comes, little where it may be about to stop.</summary>
/// <remarks>
/// A piece is held until the client has room for it, which with clients by the thousand that hardly read is what they cost:
/// memory, and the garbage collector's time, which moves every piece about that is still held. The beginning of an answer
/// has room in the buffers on the way, whoever reads it. What comes after that shows what the client is.
/// </remarks>
internal struct PieceSize
{
    public const int LeastBytes = 16 * 1024;
    public const int MostBytes = 64 * 1024;

    /// <summary>No more than the buffers on the way have room for: ours, and the kernel's.</summary>
    public const int BeginningBytes = 128 * 1024;

    /// <summary>Several times what they take before the first write waits for the client.</summary>
    public const int TrustedAfterBytes = BeginningBytes + (512 * 1024);

    /// <summary>A client that lets a write wait for so long does not take the answer as it comes.</summary>
    public static readonly TimeSpan LongWait = TimeSpan.FromMilliseconds(100);

    private long _taken;

    public readonly int Bytes => _taken is >= BeginningBytes and < TrustedAfterBytes ? LeastBytes : MostBytes;

    public void Took(int bytes, TimeSpan waited) => _taken = waited < LongWait ? _taken + bytes : BeginningBytes;
}
