#if !DEBUG
using System.Threading.Tasks.Sources;
using Holdfast.Core.Evidence;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Pipeline.State;
using Holdfast.Core.Principles.Isolation;
using Holdfast.Core.Principles.Limits.Overload;
using Holdfast.Core.Principles.Limits.Overload.Concurrency;
using Holdfast.Core.Signals;
using Holdfast.Core.Tests.Principles.Limits.Overload;

namespace Holdfast.Core.Tests.Pipeline;

/// <summary>The promise of no allocation. In a debug build the compiler makes state machines classes, so it is kept by release builds only.</summary>
public sealed class AllocationTests
{
    private const int Calls = 20_000;

    /// <summary>With every principle at work: ten million where <c>./test --long</c> asks for what is promised.</summary>
    private static readonly int CallsOfAll = Environment.GetEnvironmentVariable("HOLDFAST_TEST_LONG") == "1" ? 10_000_000 : 100_000;

    /// <summary>Of all calls together: windows that move on and what is learned once a second make a few objects, whatever the number of calls.</summary>
    private const int BytesMax = 256 * 1024;

    /// <summary>No second object is smaller. What other tests have waiting for threads at the same time may make their common list grow here.</summary>
    private const int ObjectBytesMin = 24;

    /// <summary>Where every call may be tried again, and no node is left out for what the first tries run into.</summary>
    private static readonly string Lenient = Bench.TwoNodes.Replace(
        "s: { versions", "s: { balance: { policy: random }, retry-budget: { ratio: 1 }, health: { eject: { consecutive-failures: 1000, failure-ratio: none } }, versions");

    [Fact]
    public async Task Run_AnsweredAtOnce_AllocatesNothing() => (await MeasureAsync(static _ => { })).ShouldBe(0);

    [Fact]
    public async Task Run_RetriedOnAnotherNode_AllocatesNothing() => (await MeasureAsync(static call => call.FailsFirst = true, yaml: Lenient)).ShouldBe(0);

    [Fact]
    public async Task Run_WatchedButNotLate_AllocatesNothing() => (await MeasureAsync(static _ => { }, static bench =>
    {
        Learning.UsualAsync(bench, TimeSpan.FromSeconds(10)).GetAwaiter().GetResult();
        bench.Plan.Interfaces["i"].Retry.LateAfter.ShouldBeGreaterThan(TimeSpan.FromSeconds(20));
    })).ShouldBe(0);

    [Fact]
    public async Task Run_ThroughPools_AllocatesNothing() => (await MeasureAsync(static _ => { }, yaml: Bench.TwoNodes
        .Replace("s: { versions", "s: { connections: 8, pool: { concurrency: 8, per-node: 4, queue: 8, wait: 1s, partitions: { live: { interfaces: i, share: 0.5 } } }, versions", StringComparison.Ordinal)
        .Replace("timeout: 2s", "timeout: 2s, isolate: [ { concurrency: 8, queue: 8, wait: 1s }, { concurrency: 2, per: path } ]", StringComparison.Ordinal))).ShouldBe(0);

    [Fact]
    public async Task Run_PoolIsFull_RefusesWithoutAllocating()
    {
        var yaml = Bench.TwoNodes.Replace("timeout: 2s", "timeout: 2s, isolate: { concurrency: 1 }", StringComparison.Ordinal);
        (await MeasureAsync(static _ => { }, static bench =>
            bench.Plan.Interfaces["i"].Inbound.OfType<IsolateStage>().Single().Places.All.TryEnter(0).ShouldBeTrue(), yaml)).ShouldBe(0);
    }

    /// <summary>One object for each wait, and nothing for giving a place or giving up.</summary>
    [Fact]
    public void Queue_WaitForAPlace_AllocatesOneObject()
    {
        var pool = new CallPool(new PoolShape(1, 8, TimeSpan.FromMinutes(1), PoolOrder.First, []), slots: 1, new PoolTallies(), TimeProvider.System);
        Wait(pool, Calls);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Wait(pool, Calls);

        var waits = GC.GetAllocatedBytesForCurrentThread() - before;
        before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Calls; i++) GC.KeepAlive(new PoolWaiter(pool, slot: 0, due: 0, number: 0));
        var objects = GC.GetAllocatedBytesForCurrentThread() - before;
        ((waits - objects) / Calls).ShouldBeLessThan(ObjectBytesMin);
    }

    [Fact]
    public void Overload_WaitForAPlace_AllocatesNothing()
    {
        var (time, random) = (TimeProvider.System, new SplitMixRandom(1));
        var site = new OverloadSite(OverloadPlans.Read("min: 1, start: 1, max: 1"), "s", "services.s.versions.v1", time, random, new SignalLog(time));
        var (state, call) = (new OverloadState(site, random), new PlainCall(time));
        var place = WaitInTurn(state, site, call, state.TryTake(site, time.GetTimestamp())!, Calls);
        var before = GC.GetAllocatedBytesForCurrentThread();

        WaitInTurn(state, site, call, place, Calls);

        ((GC.GetAllocatedBytesForCurrentThread() - before) / Calls).ShouldBe(0);
    }

    [Fact]
    public async Task Run_NothingMatches_AllocatesNothing() => (await MeasureAsync(static call => call.Nowhere = true)).ShouldBe(0);

    [Fact]
    public async Task Run_EveryNodeWithheld_AllocatesNothing() => (await MeasureAsync(static _ => { }, static bench =>
    {
        foreach (var node in bench.Version().Nodes) node.State.Withhold(Withheld.Probe, on: true, "test");
    })).ShouldBe(0);

    /// <summary>Every kind, of the interface and of its service, for a key and for all, let pass and refused.</summary>
    [Theory]
    [InlineData("100000/s", "1000")]
    [InlineData("1/h", "1")]
    public async Task Run_Limited_AllocatesNothing(string rate, string overrides)
    {
        var limits = $"limit: [ {{ concurrency: 100, per: client }}, {{ rate: 10000000/s }}, {{ rate: {rate}, per: client, overrides: {{ vip: 5/s }} }}, "
            + $"{{ rate: {rate}, kind: sliding-window }}, {{ rate: {rate}, kind: fixed-window, per: client }}, {{ rate: {rate}, kind: warm-up }}, {{ rate: {rate}, per: client, observe: true, overrides: {{ \"{overrides}\": none }} }} ]";
        var yaml = Bench.TwoNodes.Replace("service: s, timeout", $"service: s, {limits}, timeout")
            .Replace("s: { versions", "s: { limit: [ { rate: 10000000/s, per: interface }, { rate: 10000000/s, per: node }, { concurrency: 50, per: node } ], versions");

        (await MeasureAsync(static _ => { }, yaml: yaml)).ShouldBe(0);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Run_EverythingOn_AllocatesNothing(bool suspends)
    {
        await using var runtime = EverythingOn.Start(TimeProvider.System);
        var call = new PlainCall(TimeProvider.System) { Suspends = suspends };
        Run(call, runtime.Plan!, Calls, expected: OutcomeKind.Success);
        var before = GC.GetAllocatedBytesForCurrentThread();

        Run(call, runtime.Plan!, CallsOfAll, expected: OutcomeKind.Success);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(BytesMax);
    }

    private static async Task<long> MeasureAsync(Action<PlainCall> arrange, Action<Bench>? prepare = null, string yaml = Bench.TwoNodes)
    {
        await using var bench = new Bench(yaml);
        prepare?.Invoke(bench);
        // The system's clock: fake time allocates by itself.
        var call = new PlainCall(TimeProvider.System);
        arrange(call);
        Run(call, bench.Plan, Calls);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Run(call, bench.Plan, Calls);
        // The runtime accounts in pieces of 8 KB: what a call allocates shows over many calls, one piece more or less does not.
        return (GC.GetAllocatedBytesForCurrentThread() - before) / Calls;
    }

    private static void Run(PlainCall call, PlanModel plan, int times, OutcomeKind? expected = null)
    {
        for (var i = 0; i < times; i++)
        {
            call.Plan = plan;
            var running = CallPipeline.RunAsync(call);
            if (call.Suspends) call.Answer();
            if (!running.IsCompletedSuccessfully) throw new InvalidOperationException("The call did not complete at once.");
            if (running.Result.Kind is var kind && expected is { } known && kind != known) throw new InvalidOperationException($"{kind}: {call.Refusal?.Decision}");
            call.Reset();
        }
    }

    private static void Wait(CallPool pool, int times)
    {
        pool.TryEnter(slot: 0).ShouldBeTrue();
        for (var i = 0; i < times; i++)
        {
            var waiter = pool.Queue(slot: 0, TimeSpan.FromMinutes(1), out _)!;
            if (i % 2 == 0) pool.Leave(slot: 0);
            else waiter.Withdraw();
            // What waits for a thread is kept in a list that grows with it, at the cost of whoever adds to it.
            while (!waiter.Ended.IsCompleted) Thread.Yield();
        }

        pool.Leave(slot: 0);
    }

    /// <summary>Each waits until the one before gives its place back.</summary>
    private static ConcurrencyEpoch WaitInTurn(OverloadState state, OverloadSite site, Call call, ConcurrencyEpoch place, int times)
    {
        for (var i = 0; i < times; i++)
        {
            var now = site.Time.GetTimestamp();
            var waiting = state.WaitAsync(site, call, site.Time.TimestampFrequency * 60, now);
            state.Release(site, place, state.Limit.Track("i"), OverloadEvidence.Nothing, now);
            while (!waiting.IsCompleted) Thread.Yield();
            place = waiting.Result ?? throw new InvalidOperationException("It waited in vain.");
        }

        return place;
    }

    private sealed class PlainCall(TimeProvider time) : Call(time), IValueTaskSource<Outcome>
    {
        private ManualResetValueTaskSourceCore<Outcome> _answer;

        /// <summary>As every real call: its attempt waits for <see cref="Answer"/>.</summary>
        public bool Suspends { get; init; }

        public bool FailsFirst { get; set; }

        public bool Nowhere { get; set; }

        public override bool CallerGone => false;

        public override string Method => "GET";

        public override string Host => "localhost";

        public override string ClientAddress => "10.0.0.1";

        public override string Path => Nowhere ? "*" : "/a/b";

        public override bool TryGetHeader(string name, out string value) => (value = name == EverythingOn.TenantHeader ? "tenant-42" : "").Length > 0;

        public override bool TryGetQuery(string name, out string value) => (value = "").Length > 0;

        public new void Reset() => base.Reset();

        public override ValueTask<Outcome> AnswerAsync(StoredAnswer answer) => new(Outcome.Answered(answer.Status));

        public void Answer()
        {
            _ = Accept(Attempt!, Outcome.Answered(200));
            _answer.SetResult(Outcome.Answered(200));
        }

        protected internal override ValueTask<Outcome> AttemptAsync(Attempt attempt, CancellationToken timeIsUp)
        {
            if (!Suspends) return new(FailsFirst && attempt.Number == 1 ? Outcome.Failed(FailureKind.Connect) : Outcome.Answered(200));
            _answer.Reset();
            return new(this, _answer.Version);
        }

        Outcome IValueTaskSource<Outcome>.GetResult(short token) => _answer.GetResult(token);

        ValueTaskSourceStatus IValueTaskSource<Outcome>.GetStatus(short token) => _answer.GetStatus(token);

        void IValueTaskSource<Outcome>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
            _answer.OnCompleted(continuation, state, token, flags);
    }
}
#endif
