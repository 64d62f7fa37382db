using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Net;
using Holdfast.Gateway.Front;
using Holdfast.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Holdfast.Gateway.Tests.Front;

public sealed class HttpServerMetricsTests
{
    [Fact]
    public async Task Requests_SomebodyListens_AreMeasuredInTheStandardTerms()
    {
        // The listener hears every front of the process; the route says which requests are this test's.
        var route = $"/items/{Guid.NewGuid()}";
        var measured = new ConcurrentQueue<Dictionary<string, object?>>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name == TrafficServer.MeterName && instrument.Name == "http.server.request.duration")
                self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<double>((_, seconds, tags, _) =>
        {
            seconds.ShouldBeGreaterThan(0);
            measured.Enqueue(tags.ToArray().ToDictionary(static tag => tag.Key, static tag => tag.Value));
        });
        listener.Start();
        await using var front = await FrontHarness.StartAsync(context =>
        {
            context.Features.Get<IHttpMetricsTagsFeature>()!.Tags.Add(new("http.route", route));
            context.Response.StatusCode = context.Request.Method == "GET" ? 204 : 502;
            return Task.CompletedTask;
        });
        var client = front.Client();

        using var fine = await front.GetAsync(client, HttpVersion.Version20);
        // An answer may reach the client before its measurement is taken: the order is this test's to keep.
        await Eventually.HoldsAsync(() => Mine().Count == 1, "the first measurement");
        using var odd = FrontHarness.Get(front.Url());
        odd.Method = new HttpMethod("BREW");
        using var broken = await client.SendAsync(odd, default).Within("an answer");

        await Eventually.HoldsAsync(() => Mine().Count == 2, "the second measurement");
        Mine()[0].ShouldBe(new Dictionary<string, object?>
        {
            ["http.request.method"] = "GET",
            ["url.scheme"] = "http",
            ["http.response.status_code"] = 204,
            ["network.protocol.version"] = "2",
            ["http.route"] = route,
        });
        Mine()[1].ShouldBe(new Dictionary<string, object?>
        {
            ["http.request.method"] = "_OTHER",
            ["url.scheme"] = "http",
            ["http.response.status_code"] = 502,
            ["network.protocol.version"] = "1.1",
            ["http.route"] = route,
            ["error.type"] = "502",
        });

        List<Dictionary<string, object?>> Mine() =>
            [.. measured.Where(tags => tags.TryGetValue("http.route", out var seen) && (string?)seen == route)];
    }

    [Fact]
    public async Task ActiveRequests_OneIsOnItsWay_AreCountedUntilItEnds()
    {
        List<long> seen = [];
        var (entered, end) = (new TaskCompletionSource(), new TaskCompletionSource());
        using var listener = new MeterListener();
        await using var front = await FrontHarness.StartAsync(async _ =>
        {
            entered.TrySetResult();
            await end.Task;
        });
        listener.InstrumentPublished = static (instrument, self) =>
        {
            if (instrument.Meter.Name == TrafficServer.MeterName && instrument.Name == "http.server.active_requests") self.EnableMeasurementEvents(instrument);
        };
        // No other test asks with this method.
        listener.SetMeasurementEventCallback<long>((_, value, tags, _) =>
        {
            if (tags.Contains(new("http.request.method", "TRACE")) && tags.Contains(new("url.scheme", "http"))) seen.Add(value);
        });
        listener.Start();
        Look().ShouldBe([]);
        using var request = FrontHarness.Get(front.Url());
        request.Method = HttpMethod.Trace;

        var asking = front.Client().SendAsync(request, default);
        await entered.Task.Within("the request");
        Look().ShouldBe([1]);
        end.SetResult();
        using var answer = await asking.Within("an answer");

        await Eventually.HoldsAsync(() => Look() is [0], "the end of the request");

        List<long> Look()
        {
            seen.Clear();
            listener.RecordObservableInstruments();
            return seen;
        }
    }
}
