using Microsoft.AspNetCore.Builder;

namespace Holdfast.Control.Access;

/// <summary>Written behind every route: who may ask it.</summary>
public static class NeedsConventions
{
    public static T Needs<T>(this T route, Role role, bool isScoped = false)
        where T : IEndpointConventionBuilder => route.WithMetadata(new Needs(role) { IsScoped = isScoped });

    /// <summary>Pages of ours post forms to it; what it answers with is a page.</summary>
    public static T TakesForm<T>(this T route, int bytesMax)
        where T : IEndpointConventionBuilder => route.WithMetadata(new TakesForm(bytesMax)).IsPage();

    /// <summary>Its answers are for people: pages, and what pages are made of.</summary>
    public static T IsPage<T>(this T route)
        where T : IEndpointConventionBuilder => route.WithMetadata(new IsPage());

    /// <summary>Nothing but whether the process is well may be open.</summary>
    internal static T IsOpen<T>(this T route)
        where T : IEndpointConventionBuilder => route.WithMetadata(new Needs(Role: null));
}
