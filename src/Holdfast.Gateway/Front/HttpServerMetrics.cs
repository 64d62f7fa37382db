using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Holdfast.Gateway.Front;

/// <summary>The standard HTTP server metrics (OpenTelemetry semantic conventions), at no cost while nobody listens.</summary>
/// <remarks>The call path adds tags of its own, <c>http.route</c> first of all, through <see cref="IHttpMetricsTagsFeature"/>.</remarks>
internal sealed class HttpServerMetrics : IDisposable
{
    private static readonly double[] DurationBounds =
        [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

    /// <summary>Stands for methods that are none of the known.</summary>
    internal const string OtherMethod = "_OTHER";

    /// <summary>Boxed once: a tag's value is an object.</summary>
    private static readonly object[] StatusCodes = [.. Enumerable.Range(0, 600).Select(static code => (object)code)];

    private static readonly string[] StatusTexts = [.. Enumerable.Range(0, 600).Select(static code => code.ToString())];

    private readonly TimeProvider _time;
    private readonly Meter _meter;
    private readonly Histogram<double> _duration;
    private readonly ObservableUpDownCounter<long> _active;
    private readonly ActiveRequests _requests = new();

    public HttpServerMetrics(TimeProvider time)
    {
        _time = time;
        _meter = new Meter(TrafficServer.MeterName);
        _duration = _meter.CreateHistogram(
            "http.server.request.duration",
            "s",
            "Duration of HTTP server requests.",
            tags: null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = DurationBounds });
        _active = _meter.CreateObservableUpDownCounter(
            "http.server.active_requests", _requests.Read, "{request}", "Number of active HTTP server requests.");
        ConnectionsRefused = _meter.CreateCounter<long>(
            "holdfast.front.connections.refused", "{connection}", "Connections closed at once, by reason.");
        ConnectionsCut = _meter.CreateCounter<long>(
            "holdfast.front.connections.cut", "{connection}", "Connections ended for what the client did, by reason.");
    }

    public Counter<long> ConnectionsRefused { get; }

    public Counter<long> ConnectionsCut { get; }

    /// <summary>How many connections nobody has taken yet, asked whenever the metrics are.</summary>
    public void Watch(Func<int?> waiting) => _meter.CreateObservableGauge(
        "holdfast.front.connections.waiting", () => waiting() is { } count ? [new Measurement<int>(count)] : Array.Empty<Measurement<int>>(),
        "{connection}", "Connections that the kernel has made and nobody has accepted yet.");

    public void Begin(TrafficContext context)
    {
        if (_duration.Enabled)
        {
            context.StartedAt = _time.GetTimestamp();
            context.Http.Features.Set<IHttpMetricsTagsFeature>(context);
        }

        if (_active.Enabled)
        {
            context.CountedActive = true;
            _requests.Begin(context.Http.Request);
        }
    }

    public void End(TrafficContext context, Exception? exception)
    {
        if (context.CountedActive)
            _requests.End(context.Http.Request);
        if (context.StartedAt != 0 && !context.MetricsDisabled)
            Record(context, exception);
    }

    public void Dispose() => _meter.Dispose();

    private void Record(TrafficContext context, Exception? exception)
    {
        var request = context.Http.Request;
        var status = context.Http.Response.StatusCode;
        var tags = ActiveTags(request);
        tags.Add("http.response.status_code", (uint)status < StatusCodes.Length ? StatusCodes[status] : status);
        tags.Add("network.protocol.version", Version(request.Protocol));
        foreach (var tag in context.Tags)
            tags.Add(tag);
        if (exception is not null)
            tags.Add("error.type", exception.GetType().FullName);
        else if (status >= 500)
            tags.Add("error.type", (uint)status < StatusTexts.Length ? StatusTexts[status] : status.ToString());
        _duration.Record(_time.GetElapsedTime(context.StartedAt).TotalSeconds, tags);
    }

    private static TagList ActiveTags(HttpRequest request) => new()
    {
        { "http.request.method", Method(request.Method) },
        { "url.scheme", request.Scheme },
    };

    /// <summary>Known methods only: a client must not be able to create time series.</summary>
    internal static string Method(string method) =>
        HttpMethods.GetCanonicalizedValue(method) is { } known
        && (HttpMethods.IsGet(known) || HttpMethods.IsPost(known) || HttpMethods.IsPut(known)
            || HttpMethods.IsDelete(known) || HttpMethods.IsPatch(known) || HttpMethods.IsHead(known)
            || HttpMethods.IsOptions(known) || HttpMethods.IsConnect(known) || HttpMethods.IsTrace(known))
            ? known
            : OtherMethod;

    internal static string Version(string protocol) =>
        HttpProtocol.IsHttp11(protocol) ? "1.1"
        : HttpProtocol.IsHttp2(protocol) ? "2"
        : HttpProtocol.IsHttp10(protocol) ? "1.0"
        : "_OTHER";
}
