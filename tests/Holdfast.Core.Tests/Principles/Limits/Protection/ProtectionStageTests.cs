using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Compiling;
using Holdfast.Core.Principles.Limits.Protection;
using Holdfast.Core.Tests.Pipeline;

namespace Holdfast.Core.Tests.Principles.Limits.Protection;

/// <summary>The protection on the way of calls, under revisions, with a process that has as much to do as the test says.</summary>
public sealed class ProtectionStageTests
{
    private static readonly ProcessReading Busy = new(0.5, 0.3, TimeSpan.FromMilliseconds(90));

    private readonly ScriptedGauges _gauges = new();

    [Fact]
    public async Task Plan_ThatDoesNotAsk_HasNoStageAndLooksAtNothing()
    {
        await using var bench = new Bench(process: _gauges);
        bench.Time.Advance(TimeSpan.FromSeconds(5));

        bench.Plan.Interfaces["i"].Inbound.OfType<ProtectionStage>().ShouldBeEmpty();
        _gauges.Readings.ShouldBe(0);
    }

    [Fact]
    public async Task Process_WithTooMuchToDo_RefusesTheLeastCriticalAndSaysWhy()
    {
        await using var bench = new Bench(ProtectionPlans.Yaml(), process: _gauges);
        _gauges.Reading = Busy;
        await LoadAsync(bench, 20);

        var (pay, other) = (await AskAsync(bench, "/pay/1"), await RefusedAsync(bench));

        pay.Refusal.ShouldBeNull();
        other.Refusal!.Error.Id.ShouldBe("HF4070");
        other.Refusal.Status.ShouldBe(503);
        other.Refusal.Rule.ShouldBe("protect");
        other.RetryAfter.ShouldBeInRange(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5));
        other.Decisions.Kept[0].Measured.ShouldBe(new Measure("queue_wait_ms", 90, 20));
        other.Attempts.ShouldBe(0);
        bench.Runtime.Signals.Kept().ShouldContain(static signal => signal.Name == "process-overloaded" && signal.Text.Contains("90 ms"));
    }

    [Fact]
    public async Task Process_ThatIsWellAgain_LetsAllInAndTells()
    {
        await using var bench = new Bench(ProtectionPlans.Yaml(), process: _gauges);
        _gauges.Reading = Busy;
        await LoadAsync(bench, 20);
        _gauges.Reading = default;
        await LoadAsync(bench, 60);

        State(bench).Level.IsOn.ShouldBeFalse();
        bench.Runtime.Signals.Kept().ShouldContain(static signal => signal.Name == "process-recovered");
        (await AskAsync(bench, "/")).Refusal.ShouldBeNull();
    }

    [Fact]
    public async Task Memory_NearItsEnd_IsGivenBackAtOnceAndNotAgainAndAgain()
    {
        await using var bench = new Bench(ProtectionPlans.Yaml(), process: _gauges);
        _gauges.Reading = new ProcessReading(0.1, 0.99, default);

        await LoadAsync(bench, 10, users: 0);
        _gauges.Reliefs.ShouldBe(1);

        await LoadAsync(bench, 100, users: 0);
        _gauges.Reliefs.ShouldBe(2);
    }

    [Fact]
    public async Task Revision_OtherBounds_KeepsTheLevelAndOneWithoutItEndsIt()
    {
        await using var bench = new Bench(ProtectionPlans.Yaml(), process: _gauges);
        _gauges.Reading = Busy;
        await LoadAsync(bench, 20);

        bench.Publish(ProtectionPlans.Yaml("{ queue-wait: 30ms }"));
        State(bench).Level.IsOn.ShouldBeTrue();

        bench.Publish(ProtectionPlans.Yaml("none"));
        State(bench).Level.IsOn.ShouldBeFalse();
        var readings = _gauges.Readings;
        bench.Time.Advance(TimeSpan.FromSeconds(1));
        _gauges.Readings.ShouldBe(readings);
    }

    private static ProtectionState State(Bench bench) =>
        bench.Runtime.State.Own<ProtectionState>(static () => throw new InvalidOperationException("It was never asked for."));

    /// <summary>So many looks, with a call of each user before each.</summary>
    private static async Task LoadAsync(Bench bench, int looks, int users = 50)
    {
        for (var i = 0; i < looks; i++)
        {
            for (var user = 0; user < users; user++) await AskAsync(bench, "/", $"10.0.0.{user}");
            bench.Time.Advance(TimeSpan.FromMilliseconds(100));
        }
    }

    private static async Task<FakeCall> RefusedAsync(Bench bench)
    {
        for (var user = 0; user < 200; user++)
            if (await AskAsync(bench, "/", $"10.0.1.{user}") is { Refusal: not null } refused) return refused;
        throw new InvalidOperationException("None of two hundred users was refused.");
    }

    private static async Task<FakeCall> AskAsync(Bench bench, string path, string client = "10.0.0.1")
    {
        var call = bench.Call();
        (call.Target, call.Client) = (path, client);
        await CallPipeline.RunAsync(call);
        return call;
    }
}
