using Holdfast.Core.Plan;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Abstractions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Holdfast.Gateway.Front;

/// <summary>
/// Between the HTTP server and the call path: one reused context, one count, and metrics when somebody listens.
/// Why not the web host's own: docs/decisions/front-on-bare-kestrel.md.
/// </summary>
internal sealed class TrafficApplication(
    RequestDelegate call, FrontState state, HttpServerMetrics metrics, Func<ServerPlan> plan, TimeProvider time)
    : IHttpApplication<TrafficContext>
{
    /// <summary>What is over by this much at once is over one by one.</summary>
    private static readonly TimeSpan SpreadOver = TimeSpan.FromSeconds(1);

    private readonly GoldenPhases _phases = new(SpreadOver);

    public TrafficContext CreateContext(IFeatureCollection contextFeatures)
    {
        TrafficContext context;
        if (contextFeatures is IHostContextContainer<TrafficContext> container)
            context = container.HostContext ??= new TrafficContext(time);
        else
            context = new TrafficContext(time);

        var limits = plan();
        context.Sending.Begin(contextFeatures, limits.SendTimeout);
        context.Http.Initialize(contextFeatures);
        context.Connection ??= Find(contextFeatures);
        context.Receiving = ReceiveWatch.Begin(contextFeatures, context.Connection, limits.BodyRateMin, _phases, time);
        context.Connection?.CallBegins();
        metrics.Begin(context);

        // After the count: whoever turns draining on and then looks at the counts cannot miss this call.
        if (state.IsDraining)
            context.Connection?.CloseWhenDone();
        return context;
    }

    private static FrontConnection? Find(IFeatureCollection features)
    {
        var connection = features.Get<FrontConnection>();
        if (connection is not null && features.Get<IHttpRequestFeature>() is { } request)
            connection.IsMultiplexed = HttpProtocol.IsHttp2(request.Protocol);
        return connection;
    }

    public Task ProcessRequestAsync(TrafficContext context) => call(context.Http);

    public void DisposeContext(TrafficContext context, Exception? exception)
    {
        metrics.End(context, exception);
        context.Connection?.CallEnds();
        context.Sending.End();
        context.Receiving?.End();
        context.Http.Uninitialize();
        context.Clear();
    }
}
