using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace Holdfast.Gateway.Framing;

/// <summary>Refuses heads that another server could cut elsewhere than we do: the ground of request smuggling.</summary>
/// <remarks>The server has let these pass by the time we see them; <see cref="DigitsEncoding"/> is the other half.</remarks>
internal static class HeadFraming
{
    /// <summary>Where the server keeps a Content-Length that it dropped in favour of Transfer-Encoding.</summary>
    private const string DroppedLength = "X-Content-Length";

    private static readonly SearchValues<char> Controls = SearchValues.Create(
        [.. Enumerable.Range(0, ' ').Select(static c => (char)c).Where(static c => c != '\t'), '\u007F']);

    /// <summary>RFC 9110, 5.6.2. A name with anything else is dropped on the way to a node, after we have matched it.</summary>
    private static readonly SearchValues<char> OfNames =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$%&'*+-.^_`|~");

    /// <returns>False when the head is ambiguous; then <paramref name="why"/> says so.</returns>
    public static bool IsSound(HttpRequest request, out string why)
    {
        why = "";
        if (request.Headers.TransferEncoding.Count > 0 && !IsPlainlyChunked(request, out why)) return false;
        foreach (var (name, values) in request.Headers)
        {
            if (name.AsSpan().ContainsAnyExcept(OfNames))
            {
                why = "a header's name has a character that no name has";
                return false;
            }

            foreach (var value in values)
            {
                if (!value.AsSpan().ContainsAny(Controls)) continue;
                why = "a header's value has a control character";
                return false;
            }
        }

        return true;
    }

    private static bool IsPlainlyChunked(HttpRequest request, out string why)
    {
        var coding = request.Headers.TransferEncoding;
        why = coding.Count > 1 || !"chunked".Equals(coding[0], StringComparison.OrdinalIgnoreCase) ? "Transfer-Encoding is not exactly 'chunked'"
            : request.ContentLength is not null || request.Headers.ContainsKey(DroppedLength) ? "it has both Transfer-Encoding and Content-Length"
            : HttpProtocol.IsHttp10(request.Protocol) ? "HTTP/1.0 has no Transfer-Encoding"
            : "";
        return why.Length == 0;
    }
}
