using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Holdfast.Control.Access;

/// <summary>Who asks, for those who answer.</summary>
public static class WhoAsks
{
    /// <exception cref="InvalidOperationException">The route is open: nobody was asked.</exception>
    public static Identity Who(this HttpContext context) => context.Features.GetRequiredFeature<Identity>();

    /// <summary>The name that is put on record.</summary>
    /// <param name="said">What they call themselves, null where they do not say.</param>
    internal static string? Signature(this Identity identity, string? said) => identity.IsShared ? said : identity.Name;
}
