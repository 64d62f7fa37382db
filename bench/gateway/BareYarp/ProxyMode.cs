using Yarp.ReverseProxy.Configuration;

namespace BareYarp;

/// <summary>YARP's own pipeline: routes, clusters, load balancing, default transforms.</summary>
internal static class ProxyMode
{
    public static Task RunAsync(WebApplicationBuilder builder, string origin)
    {
        RouteConfig route = new() { RouteId = "all", ClusterId = "origin", Match = new() { Path = "{**rest}" } };
        ClusterConfig cluster = new()
        {
            ClusterId = "origin",
            Destinations = origin.Split(',').ToDictionary(static one => one, static one => new DestinationConfig { Address = one }),
        };
        builder.Services.AddReverseProxy().LoadFromMemory([route], [cluster]);
        var app = builder.Build();
        app.MapReverseProxy();
        return app.RunAsync();
    }
}
