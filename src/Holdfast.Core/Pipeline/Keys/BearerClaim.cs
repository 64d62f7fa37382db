using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace Holdfast.Core.Pipeline.Keys;

/// <summary>Reads a claim of a bearer token in the compact form of RFC 7515. Nothing here checks a signature.</summary>
public static class BearerClaim
{
    private const string Scheme = "Bearer ";

    /// <summary>Longer ones are not looked into, characters.</summary>
    private const int TokenCharsMax = 8 * 1024;

    /// <returns>A text as it is, a number or flag as it is written; empty where there is no such claim, or it is a structure.</returns>
    public static string Read(string authorization, string claim)
    {
        if (authorization.Length > TokenCharsMax || !authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)) return "";
        var token = authorization.AsSpan(Scheme.Length).Trim();
        var start = token.IndexOf('.') + 1;
        var length = start == 0 ? -1 : token[start..].IndexOf('.');
        return length <= 0 ? "" : ReadPayload(token.Slice(start, length), claim);
    }

    private static string ReadPayload(ReadOnlySpan<char> payload, string claim)
    {
        var rented = ArrayPool<byte>.Shared.Rent(Base64Url.GetMaxDecodedLength(payload.Length));
        try
        {
            return Base64Url.DecodeFromChars(payload, rented, out _, out var written) == OperationStatus.Done
                ? Find(rented.AsSpan(0, written), claim) : "";
        }
        catch (Exception fault) when (fault is JsonException or FormatException or InvalidOperationException)
        {
            return "";
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented, clearArray: true);
        }
    }

    /// <exception cref="JsonException">It is no JSON.</exception>
    /// <exception cref="InvalidOperationException">Its text is no UTF-8.</exception>
    private static string Find(ReadOnlySpan<byte> json, string claim)
    {
        var reader = new Utf8JsonReader(json);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return "";
        var found = "";
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isIt = reader.ValueTextEquals(claim);
            reader.Read();
            // The last one counts, as with any parser of JSON that backends are likely to use.
            if (isIt)
                found = reader.TokenType switch
                {
                    JsonTokenType.String => reader.GetString()!,
                    JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False => Encoding.UTF8.GetString(reader.ValueSpan),
                    _ => "",
                };
            reader.Skip();
        }

        return found;
    }
}
