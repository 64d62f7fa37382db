using Holdfast.Core.Pipeline;
using Holdfast.Core.Principles.Limits.Overload;
using Holdfast.Core.Tests.Pipeline;
using Holdfast.Testing;

namespace Holdfast.Core.Tests.Principles.Limits.Overload;

/// <summary>The protection on the way of calls: who gets a place, who waits, who is refused, and that every place comes back.</summary>
public sealed class OverloadGateTests
{
    [Fact]
    public async Task Call_WithAPlace_PassesAndGivesItBack()
    {
        await using var bench = new Bench(OverloadPlans.Yaml(""));
        var call = bench.Call();
        var during = 0;
        call.OnAttempt = (_, _) =>
        {
            during = State(bench).Limit.InFlight;
            return new(Outcome.Answered(200));
        };

        (await CallPipeline.RunAsync(call)).IsSuccess.ShouldBeTrue();

        during.ShouldBe(1);
        State(bench).Limit.InFlight.ShouldBe(0);
    }

    [Theory]
    [InlineData(OutcomeKind.Failure)]
    [InlineData(OutcomeKind.Cancelled)]
    public async Task Call_HoweverItEnds_GivesItsPlaceBackOnce(OutcomeKind kind)
    {
        await using var bench = new Bench(OverloadPlans.Yaml(""));
        var call = bench.Call();
        call.OnAttempt = (_, _) => new(kind == OutcomeKind.Cancelled ? Outcome.Cancelled(began: false) : Outcome.Failed(FailureKind.Reset));

        await CallPipeline.RunAsync(call);

        State(bench).Limit.InFlight.ShouldBe(0);
    }

    [Fact]
    public async Task Place_WhenTheAnswerBegins_IsFree()
    {
        await using var bench = new Bench(OverloadPlans.Yaml(""));
        var (call, body) = (bench.Call(), new TaskCompletionSource<Outcome>());
        call.OnTry = (attempt, _) =>
        {
            call.Accepts(attempt, Outcome.Answered(200)).ShouldBeTrue();
            return new(body.Task);
        };
        var running = CallPipeline.RunAsync(call).AsTask();

        State(bench).Limit.InFlight.ShouldBe(0);

        body.SetResult(Outcome.Answered(200));
        await running;
        State(bench).Limit.InFlight.ShouldBe(0);
    }

    [Fact]
    public async Task Calls_BeyondTheLimit_WaitAndAreServedAsPlacesBecomeFree()
    {
        await using var bench = new Bench(OverloadPlans.Yaml("min: 1, start: 2, max: 2"));
        var calls = Enumerable.Range(0, 3).Select(_ => new Held(bench, "/")).ToArray();
        calls.Select(static call => call.IsMade).ShouldBe([true, true, false]);

        await calls[0].EndAsync();
        await Eventually.HoldsAsync(() => calls[2].IsMade, "the third call is made");

        await calls[1].EndAsync();
        (await calls[2].EndAsync()).IsSuccess.ShouldBeTrue();
        State(bench).Limit.InFlight.ShouldBe(0);
    }

    [Fact]
    public async Task Call_ThatWaitsInVain_IsRefusedAndSaysWhy()
    {
        await using var bench = new Bench(OverloadPlans.Yaml("min: 1, start: 1, max: 1"));
        var (first, second) = (new Held(bench, "/"), new Held(bench, "/"));

        bench.Time.Advance(TimeSpan.FromMilliseconds(50));
        await second.Ended;

        second.IsMade.ShouldBeFalse();
        second.Call.Refusal!.Error.Id.ShouldBe("HF4031");
        second.Call.Refusal.Status.ShouldBe(503);
        second.Call.Refusal.Rule.ShouldBe("services.s.overload");
        second.Call.RetryAfter.ShouldBeInRange(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5));
        second.Call.Decisions.Kept[0].Measured.ShouldBe(new Measure("in-flight", 1, 1));
        bench.Runtime.Signals.Kept().ShouldContain(static signal => signal.Name == "overload-began");
        await first.EndAsync();
    }

    [Fact]
    public async Task Place_WithSeveralWaiting_GoesToTheMostCritical()
    {
        await using var bench = new Bench(OverloadPlans.Yaml("min: 1, start: 1, max: 1"));
        var first = new Held(bench, "/");
        var (ads, pay) = (new Held(bench, "/ads/1"), new Held(bench, "/pay/1"));

        await first.EndAsync();
        await Eventually.HoldsAsync(() => pay.IsMade, "the critical call is made");

        ads.IsMade.ShouldBeFalse();
        await pay.EndAsync();
        await Eventually.HoldsAsync(() => ads.IsMade, "the other is made after it");
        await ads.EndAsync();
    }

    [Fact]
    public async Task Queue_None_RefusesAtOnce()
    {
        await using var bench = new Bench(OverloadPlans.Yaml("min: 1, start: 1, max: 1, queue: 0"));
        var (first, second) = (new Held(bench, "/"), new Held(bench, "/"));

        await second.Ended;

        second.Call.Refusal!.Decision.ShouldBe("overload-no-place");
        await first.EndAsync();
    }

    [Fact]
    public async Task Caller_WhoLeavesTheQueue_IsNoRefusalAndNoOverload()
    {
        await using var bench = new Bench(OverloadPlans.Yaml("min: 1, start: 1, max: 1"));
        var (first, second) = (new Held(bench, "/"), new Held(bench, "/"));
        second.Call.Leave();

        bench.Time.Advance(TimeSpan.FromMilliseconds(10));
        (await second.Ended).Kind.ShouldBe(OutcomeKind.Cancelled);

        State(bench).Level.IsOn.ShouldBeFalse();
        State(bench).Tallies.Read(Criticality.Normal).ShouldBe(0);
        await first.EndAsync();
        State(bench).Limit.InFlight.ShouldBe(0);
    }

    [Fact]
    public async Task Revision_NewBounds_KeepsWhatWasLearnedAndWhoIsInFlight()
    {
        await using var bench = new Bench(OverloadPlans.Yaml(""));
        var before = State(bench);
        var call = new Held(bench, "/");

        bench.Publish(OverloadPlans.Yaml("start: 40, max: 40"));

        State(bench).ShouldBeSameAs(before);
        before.Limit.Places.ShouldBe(40);
        before.Limit.InFlight.ShouldBe(1);
        await call.EndAsync();
        before.Limit.InFlight.ShouldBe(0);
    }

    [Fact]
    public async Task Service_WithoutIt_HasNoGate()
    {
        await using var bench = new Bench();
        bench.Version().Gates.ShouldBeEmpty();
    }

    [Fact]
    public async Task Criticality_OfTheInterfaceOrOfSomebodyTrusted_IsTheCalls()
    {
        await using var bench = new Bench(OverloadPlans.Yaml(""));
        var (pay, other, said) = (bench.Call(), bench.Call(), bench.Call());
        pay.Target = "/pay/1";
        said.Said = Criticality.Sheddable;
        foreach (var call in new[] { pay, other, said }) await CallPipeline.RunAsync(call);

        pay.Criticality.ShouldBe(Criticality.Critical);
        other.Criticality.ShouldBe(Criticality.Normal);
        said.Criticality.ShouldBe(Criticality.Sheddable);
    }

    private static OverloadState State(Bench bench) => bench.Version().Gates.OfType<OverloadGate>().Single().State;

    /// <summary>A call whose answer the test gives.</summary>
    private sealed class Held
    {
        private readonly TaskCompletionSource<Outcome> _answer = new();

        public Held(Bench bench, string path)
        {
            Call = bench.Call();
            Call.Target = path;
            Call.OnAttempt = (_, _) => new(_answer.Task);
            Ended = CallPipeline.RunAsync(Call).AsTask().WaitAsync(TimeSpan.FromSeconds(30));
        }

        public FakeCall Call { get; }

        public Task<Outcome> Ended { get; }

        public bool IsMade
        {
            get
            {
                lock (Call.Nodes) return Call.Nodes.Count > 0;
            }
        }

        public Task<Outcome> EndAsync()
        {
            _answer.SetResult(Outcome.Answered(200));
            return Ended;
        }
    }
}
