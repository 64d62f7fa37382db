using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Holdfast.Gateway.Front;
using Holdfast.Gateway.Tests.EndToEnd;
using Holdfast.Testing;
using Holdfast.Testing.Origins;

namespace Holdfast.Gateway.Tests.Telemetry;

public sealed class MetricTagTests
{
    [Fact]
    public async Task Duration_OfACall_IsTaggedByTemplateAndInterfaceAndByNothingTheCallerChose()
    {
        await using var origin = RecordingOrigin.Start();
        await using var scene = await TelemetryScene.StartAsync([origin.Url]);
        var measured = new ConcurrentQueue<Dictionary<string, object?>>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = static (instrument, self) =>
        {
            if (instrument.Meter.Name == TrafficServer.MeterName && instrument.Name == "http.server.request.duration")
                self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<double>((_, _, tags, _) =>
        {
            var seen = tags.ToArray().ToDictionary(static tag => tag.Key, static tag => tag.Value);
            if (Equals(seen.GetValueOrDefault("holdfast.interface"), scene.Name)) measured.Enqueue(seen);
        });
        listener.Start();

        using var answer = await scene.AskAsync("/4711?who=somebody");

        await Eventually.HoldsAsync(() => !measured.IsEmpty, "a measurement");
        var tags = measured.ShouldHaveSingleItem();
        tags["http.route"].ShouldBe($"/{scene.Name}/{{id}}");
        tags.Keys.ShouldBe(
            ["http.request.method", "url.scheme", "http.response.status_code", "network.protocol.version", "http.route", "holdfast.interface"], ignoreOrder: true);
        foreach (var value in tags.Values)
        {
            $"{value}".ShouldNotContain("4711");
            $"{value}".ShouldNotContain("somebody");
        }
    }
}
