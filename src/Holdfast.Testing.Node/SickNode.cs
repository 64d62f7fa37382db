using System.Net;
using Holdfast.Testing.Faults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Holdfast.Testing.Node;

/// <summary>One port for traffic, one on which the node is told what to suffer from.</summary>
internal sealed class SickNode : IAsyncDisposable
{
    /// <summary>What is in flight when a node stops has this long to finish.</summary>
    private static readonly TimeSpan DrainMax = TimeSpan.FromSeconds(2);

    private readonly WebApplication _app;
    private readonly SicknessSwitch _switch;

    private SickNode(string name, int port, int control, RequestRecord record, TimeProvider clock)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = DrainMax);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, port, static listen => listen.Protocols = HttpProtocols.Http1);
            kestrel.Listen(IPAddress.Loopback, control, static listen => listen.Protocols = HttpProtocols.Http1);
        });
        _switch = new SicknessSwitch(clock);
        _app = builder.Build();
        var answers = new SickAnswers(_switch, clock);
        _app.Run(context =>
        {
            if (context.Connection.LocalPort == control)
                return ControlAsync(context);
            var id = context.Request.Headers[NodeAnswer.RequestId];
            record.Add(new NodeRequest(
                clock.GetUtcNow(), context.Request.Method, context.Request.Path, id.Count == 1 ? id[0]! : "-"));
            context.Response.Headers[NodeAnswer.Node] = name;
            return answers.AnswerAsync(context);
        });
        Stopped = _app.WaitForShutdownAsync(CancellationToken.None);
    }

    /// <summary>Ends when the node has stopped, whoever told it to.</summary>
    public Task Stopped { get; }

    public static async Task<SickNode> StartAsync(string name, int port, int control, RequestRecord record, TimeProvider clock)
    {
        var node = new SickNode(name, port, control, record, clock);
        await node._app.StartAsync();
        return node;
    }

    public void Stop() => _app.Lifetime.StopApplication();

    public async ValueTask DisposeAsync()
    {
        Stop();
        await Stopped;
        await _app.DisposeAsync();
        _switch.Dispose();
    }

    private async Task ControlAsync(HttpContext context)
    {
        if (context.Request is not { Method: "PUT", Path.Value: NodeAnswer.SicknessPath })
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        _switch.Turn((await context.Request.ReadFromJsonAsync<NodeSickness>(context.RequestAborted))!);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }
}
