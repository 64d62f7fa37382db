using Holdfast.Core.Pipeline.Matching;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Holdfast.Gateway.Calls;

/// <summary>What a request asks for, in the one form that is matched and forwarded.</summary>
/// <param name="Path">See <see cref="RequestPath"/>.</param>
/// <param name="Query">With its question mark, as it came; or empty.</param>
internal readonly record struct RequestTarget(string Path, string Query)
{
    /// <returns>False when the target is ambiguous; then <paramref name="why"/> says so.</returns>
    public static bool TryRead(HttpContext context, out RequestTarget target, out string why)
    {
        var raw = context.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "";
        var query = raw.IndexOf('?');
        var path = query < 0 ? raw : raw[..query];
        if (path.Length > 0 && path[0] != '/') path = PathOf(path, context);
        if (!RequestPath.TryCanonicalize(path, out var canonical))
        {
            target = default;
            why = canonical;
            return false;
        }

        target = new RequestTarget(canonical, query < 0 ? "" : raw[query..]);
        why = "";
        return true;
    }

    public override string ToString() => Query.Length == 0 ? Path : Path + Query;

    /// <summary>The absolute form carries its authority before the path; <c>*</c> and the authority form have no path.</summary>
    private static string PathOf(string target, HttpContext context)
    {
        var authority = target.IndexOf("://", StringComparison.Ordinal);
        if (authority < 0) return HttpMethods.IsConnect(context.Request.Method) ? context.Request.Path.Value ?? "" : target;
        var slash = target.IndexOf('/', authority + 3);
        return slash < 0 ? "/" : target[slash..];
    }
}
