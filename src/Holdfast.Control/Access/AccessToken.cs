using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Holdfast.Control.Access;

/// <summary>Secrets that somebody shows instead of a name and a password: 256 random bits. What they are checked against is their hash alone.</summary>
/// <remarks>A plain SHA-256 will do: what is drawn from 2^256 cannot be tried out, as a password can.</remarks>
public static class AccessToken
{
    /// <summary>By it people and scanners for secrets see what it is.</summary>
    public const string Mark = "hft_";

    private const int RandomBytes = 32;

    /// <summary>Enough to tell one's tokens apart, and of no use to anybody else.</summary>
    private const int PrefixChars = 10;

    /// <summary>Of every one of them.</summary>
    private static readonly int Chars = Mark.Length + Base64Url.GetEncodedLength(RandomBytes);

    public static string Make() => Mark + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes));

    /// <summary>What is kept of it.</summary>
    public static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    /// <summary>Its beginning, by which people find it again in a list.</summary>
    public static string Prefix(string token) => token[..PrefixChars];

    /// <summary>Whether it may be one at all; nothing else is hashed.</summary>
    public static bool IsWhole(string token) => token.Length == Chars && token.StartsWith(Mark, StringComparison.Ordinal);

    /// <summary>Takes as long for one that is nearly right as for any other.</summary>
    public static bool IsOf(ReadOnlySpan<byte> hash, ReadOnlySpan<byte> kept) => CryptographicOperations.FixedTimeEquals(hash, kept);
}
