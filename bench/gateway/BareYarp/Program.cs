using System.Globalization;
using System.Net;
using BareYarp;
using Microsoft.AspNetCore.Server.Kestrel.Core;

// BareYarp MODE HTTP1-PORT H2C-PORT ORIGIN[,ORIGIN]...
//   proxy      YARP as its documentation sets it up: MapReverseProxy over a plan in memory
//   forwarder  only its IHttpForwarder behind a route: the least that any gateway built on it must spend
//   answer     no upstream at all: what Kestrel itself spends
if (args is not [var mode, var http1Port, var http2Port, var origin])
{
    await Console.Error.WriteLineAsync("BareYarp: wants MODE HTTP1-PORT H2C-PORT ORIGIN");
    return 2;
}

var builder = WebApplication.CreateSlimBuilder();
builder.Logging.ClearProviders();
// The socket transport's options can be tried from outside: yarp+Sockets__UnsafePreferInlineScheduling=true
builder.WebHost.UseSockets(sockets => builder.Configuration.GetSection("Sockets").Bind(sockets));
builder.WebHost.ConfigureKestrel(kestrel =>
{
    kestrel.AddServerHeader = false;
    kestrel.Listen(IPAddress.Loopback, Port(http1Port), listen => listen.Protocols = HttpProtocols.Http1);
    kestrel.Listen(IPAddress.Loopback, Port(http2Port), listen => listen.Protocols = HttpProtocols.Http2);
});

switch (mode)
{
    case "proxy":
        await ProxyMode.RunAsync(builder, origin);
        return 0;
    case "forwarder":
        await ForwarderMode.RunAsync(builder, origin);
        return 0;
    case "answer":
        await AnswerMode.RunAsync(builder);
        return 0;
    default:
        await Console.Error.WriteLineAsync($"BareYarp: '{mode}' is not one of proxy, forwarder, answer");
        return 2;
}

static int Port(string text) => int.Parse(text, CultureInfo.InvariantCulture);
