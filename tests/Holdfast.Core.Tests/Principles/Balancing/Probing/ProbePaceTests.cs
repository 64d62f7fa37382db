using CsCheck;
using Holdfast.Core.Principles.Balancing.Probing;
using Holdfast.Core.Tests.Pipeline;
using Holdfast.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Holdfast.Core.Tests.Principles.Balancing.Probing;

public sealed class ProbePaceTests
{
    private static readonly ProbePlan Plan = new() { Path = "/h", Every = TimeSpan.FromSeconds(5) };

    [Theory]
    [InlineData(1, 5)]
    [InlineData(500, 5)]
    [InlineData(5_000, 50)]
    public void Interval_ManyNodes_GrowsSoThatProbesStayFew(int nodes, int seconds)
    {
        var pace = new ProbePace(TimeProvider.System);
        pace.Share([nodes / Plan.Every.TotalSeconds]);

        pace.Interval(Plan, nodes).ShouldBe(TimeSpan.FromSeconds(seconds));
    }

    [Fact]
    public void Share_AnyServices_IsKeptInAllAndTakesNothingFromThoseWhoAskForLittle() =>
        Gen.Select(Gen.Int[1, 5_000], Gen.Double[0.1, 3_600]).Array[1, 20].Sample(services =>
        {
            var pace = new ProbePace(TimeProvider.System);
            pace.Share(services.Select(static one => one.Item1 / one.Item2));

            var sent = services.Select(one => one.Item1 / pace.Interval(new() { Every = TimeSpan.FromSeconds(one.Item2) }, one.Item1).TotalSeconds).ToArray();
            sent.Sum().ShouldBeLessThanOrEqualTo(ProbePace.PerSecondMax + 0.01);
            for (var i = 0; i < services.Length; i++)
            {
                var asked = services[i].Item1 / services[i].Item2;
                if (asked <= (double)ProbePace.PerSecondMax / services.Length) sent[i].ShouldBe(asked, asked * 1e-6);
            }
        });

    [Fact]
    public async Task Apply_AnotherServiceHasThousandsOfNodes_ProbesOfThisOneAreAsOftenAsItSays()
    {
        var probe = new ScriptedProbe();
        await using var bench = new Bench($$"""
            holdfast: 1
            owners: [a@example.com, b@example.com]
            services:
              s: { versions: { v1: { nodes: [ "http://127.0.0.1:1001" ] } }, health: { probe: { path: /few, every: 1s, timeout: 500ms } } }
              t: { versions: { v1: { nodes: [ {{string.Join(", ", Enumerable.Range(2_000, 3_000).Select(static port => $"\"http://127.0.0.1:{port}\""))}} ] } }, health: { probe: { path: /many } } }
            interfaces:
              i: { match: { path: "/s" }, service: s }
              j: { match: { path: "/t" }, service: t }
            """, probe: probe);

        await Eventually.HoldsAsync(
            () =>
            {
                bench.Time.Advance(TimeSpan.FromMilliseconds(100));
                return probe.Asked.Count >= 1_000;
            }, "ten seconds of probes");

        probe.Asked.Count(static plan => plan.Path == "/few").ShouldBeGreaterThanOrEqualTo(5, "one a second, where the large service has one in thirty");
    }

    [Fact]
    public void ToBeat_AnyWait_IsTheNextBeatAfterIt() => Gen.Select(Gen.Int[0, 1_000_000], Gen.Int[-5_000, 60_000], Gen.Int[10, 60_000]).Sample((microseconds, milliseconds, every) =>
    {
        var time = new FakeTimeProvider();
        time.Advance(TimeSpan.FromMicroseconds(microseconds));
        var wait = TimeSpan.FromMilliseconds(Math.Max(0, milliseconds));

        var until = new ProbePace(time).ToBeat(TimeSpan.FromMilliseconds(milliseconds), TimeSpan.FromMilliseconds(every));

        until.ShouldBeGreaterThan(wait);
        until.ShouldBeLessThanOrEqualTo(wait + TimeSpan.FromMilliseconds(Math.Clamp(every / 20.0, 50, 250)));
    });
}
