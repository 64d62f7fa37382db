using Holdfast.Core.Pipeline;

namespace Holdfast.Core.Principles.Balancing.Picking;

/// <summary>What keeps requests together on one node.</summary>
/// <param name="Name">Of the header, cookie or query parameter; empty for the others.</param>
public sealed record HashSource(HashSourceKind Kind, string Name)
{
    /// <summary>The key of a call; false when it has none.</summary>
    public bool TryRead(Call call, out ulong hash)
    {
        var found = Kind switch
        {
            HashSourceKind.Header => call.TryGetHeader(Name, out var header) ? header : "",
            HashSourceKind.Cookie => call.TryGetCookie(Name, out var cookie) ? cookie : "",
            HashSourceKind.Query => call.TryGetQuery(Name, out var query) ? query : "",
            HashSourceKind.Path => call.Path,
            _ => call.ClientAddress,
        };
        hash = StableHash.Of(found);
        return found.Length > 0;
    }
}
