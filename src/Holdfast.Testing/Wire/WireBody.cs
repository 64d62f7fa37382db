namespace Holdfast.Testing.Wire;

/// <summary>What was read after a head.</summary>
/// <param name="Length">Bytes of content, framing not counted.</param>
/// <param name="Sha256">Lower-case hex of the content.</param>
/// <param name="Start">The first <see cref="KeptMax"/> bytes of it.</param>
/// <param name="Trailers">Fields after the last chunk.</param>
/// <param name="End">How it ended; only <see cref="WireEnd.Complete"/> is a whole body.</param>
public sealed record WireBody(
    long Length,
    string Sha256,
    byte[] Start,
    IReadOnlyList<KeyValuePair<string, string>> Trailers,
    WireEnd End)
{
    /// <summary>Bytes of content that are kept for a test to look at.</summary>
    public const int KeptMax = 64 * 1024;

    public string Text => System.Text.Encoding.UTF8.GetString(Start);
}
