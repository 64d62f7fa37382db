using Holdfast.Core.Pipeline.Matching;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Holdfast.Gateway.Calls;

/// <summary>What a request asks for, in the one form that is matched and forwarded.</summary>
/// <param name="Path">See <see cref="RequestPath"/>.</param>
/// <param name="Whole">What is forwarded: the path, and the query as it came.</param>
internal readonly record struct RequestTarget(string Path, string Whole)
{
    /// <returns>False when the target is ambiguous; then <paramref name="why"/> says so.</returns>
    public static bool TryRead(HttpContext context, out RequestTarget target, out string why)
    {
        var raw = context.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "";
        target = default;
        if (raw.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            // HTTP/2 carries any byte; on the way out such a one would break the line, or be cut to another.
            why = "it has a space, a control character or one beyond ASCII";
            return false;
        }

        if (raw.Contains('#', StringComparison.Ordinal))
        {
            // Never part of a target (RFC 9112, 3.2). Clients that forward cut there: what was matched would not arrive.
            why = "it has a '#'";
            return false;
        }

        var query = raw.IndexOf('?');
        var sent = query < 0 ? raw : raw[..query];
        var path = sent.Length > 0 && sent[0] != '/' ? PathOf(sent) : sent;
        if (!RequestPath.TryCanonicalize(path, out var canonical))
        {
            why = canonical;
            return false;
        }

        // Nearly always nothing had to be changed: then the very string that came goes on.
        var whole = ReferenceEquals(canonical, sent) ? raw : query < 0 ? canonical : string.Concat(canonical, raw.AsSpan(query));
        target = new RequestTarget(canonical, whole);
        why = "";
        return true;
    }

    public override string ToString() => Whole;

    /// <summary>The absolute form carries its authority before the path; <c>*</c> and the authority form have no path.</summary>
    private static string PathOf(string target)
    {
        var authority = target.IndexOf("://", StringComparison.Ordinal);
        if (authority < 0) return target;
        var slash = target.IndexOf('/', authority + 3);
        return slash < 0 ? "/" : target[slash..];
    }
}
