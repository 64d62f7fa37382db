using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Builder;

namespace Holdfast.Control.Admin.Describing;

/// <summary>Written behind every route of the API: what it is for.</summary>
internal static class ToldConventions
{
    /// <inheritdoc cref="Told"/>
    public static T Tells<T>(this T route, string about, JsonTypeInfo answer, JsonTypeInfo? body = null, params (string Name, string About)[] query)
        where T : IEndpointConventionBuilder => route.WithMetadata(new Told(about, answer, body, query));
}
