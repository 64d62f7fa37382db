using System.Net;
using Yarp.ReverseProxy.Forwarder;

namespace BareYarp;

/// <summary>The forwarder alone, with the client that YARP would make for it and no activity of its own.</summary>
internal static class ForwarderMode
{
    public static async Task RunAsync(WebApplicationBuilder builder, string origin)
    {
        builder.Services.AddHttpForwarder();
        var app = builder.Build();
        using SocketsHttpHandler handler = new()
        {
            UseProxy = false,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            UseCookies = false,
            EnableMultipleHttp2Connections = true,
            ActivityHeadersPropagator = null,
            ConnectTimeout = TimeSpan.FromSeconds(15),
        };
        using HttpMessageInvoker client = new(handler);
        var forwarder = app.Services.GetRequiredService<IHttpForwarder>();
        app.Run(async context =>
        {
            // The forwarder watches RequestAborted by itself.
            _ = await forwarder.SendAsync(
                context, origin, client, ForwarderRequestConfig.Empty, HttpTransformer.Default, CancellationToken.None);
        });
        await app.RunAsync();
    }
}
