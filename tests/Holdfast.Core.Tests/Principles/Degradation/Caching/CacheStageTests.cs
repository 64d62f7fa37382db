using System.Diagnostics.Metrics;
using Holdfast.Core.Errors;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Compiling;
using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Plan;
using Holdfast.Core.Principles;
using Holdfast.Core.Tests.Pipeline;

namespace Holdfast.Core.Tests.Principles.Degradation.Caching;

public sealed class CacheStageTests
{
    private const string Plan = """
        holdfast: 1
        owners: [a@example.com, b@example.com]
        services:
          s: { versions: { v1: { nodes: [ "http://127.0.0.1:1001" ] } } }
        interfaces:
          i: { match: { path: "/**" }, service: s, FIELDS }
          j: { match: { path: "/other", method: DELETE }, service: s }
        """;

    [Fact]
    public async Task Answer_AsTimePasses_IsFreshThenAskedForAgain()
    {
        await using var bench = new Bench(With("cache: { ttl: 60s }"));

        (await AskAsync(bench)).ShouldBeFalse();
        bench.Time.Advance(TimeSpan.FromSeconds(59));
        (await AskAsync(bench)).ShouldBeTrue();
        bench.Time.Advance(TimeSpan.FromSeconds(1));
        (await AskAsync(bench)).ShouldBeFalse();
        (await AskAsync(bench)).ShouldBeTrue();
    }

    [Theory]
    [InlineData("hot-keys: { key: path }, cache: { ttl: 60s, only: hot }", false, false)]
    [InlineData("hot-keys: { key: path }, cache: { ttl: 60s, only: hot }", true, true)]
    [InlineData("cache: { ttl: 60s }", false, true)]
    public async Task OnlyHot_Call_IsKeptAndGivenWhereItIs(string fields, bool isHot, bool isGiven)
    {
        await using var bench = new Bench(With(fields), slices: [.. Slices.All, new EarlySlice { IsHot = isHot }]);

        await AskAsync(bench);

        (await AskAsync(bench)).ShouldBe(isGiven);
    }

    [Theory]
    [InlineData("cache: { ttl: 60s }, otherwise: { on: limit, stale: { max-age: 1h } }", true)]
    [InlineData("cache: { ttl: 60s }, otherwise: { stale: { max-age: 1h } }", false)]
    public async Task Overload_RefusesTheCall_WhatIsKeptStandsInWhereThePlanSaysSo(string fields, bool isGiven)
    {
        var early = new EarlySlice();
        await using var bench = new Bench(With(fields), slices: [.. Slices.All, early]);
        await AskAsync(bench);
        bench.Time.Advance(TimeSpan.FromMinutes(30));
        early.Refuses = true;

        (await AskAsync(bench)).ShouldBe(isGiven);
        bench.Time.Advance(TimeSpan.FromHours(1));
        (await AskAsync(bench)).ShouldBeFalse();
    }

    [Fact]
    public async Task Interface_WithoutACache_HasNoStageUnlessItMayChangeWhatOthersKeep()
    {
        await using var without = new Bench(With("timeout: 1s"));
        without.Plan.Interfaces["i"].Inbound.ShouldAllBe(static stage => stage.IsIdle);
        without.Plan.Interfaces["i"].Otherwise.ShouldBeNull();

        await using var with = new Bench(With("cache: {}"));
        with.Plan.Interfaces["j"].Inbound.Count(static stage => !stage.IsIdle).ShouldBe(1);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Authorization")]
    public async Task Changes_ThroughAnotherInterface_AreSeen(string header)
    {
        await using var bench = new Bench(With("cache: { ttl: 60s, per: header:Authorization }").Replace("path: \"/**\"", "path: \"/**\", method: GET"));
        await AskAsync(bench, "/other", header);
        (await AskAsync(bench, "/other", header)).ShouldBeTrue();

        var change = bench.Call();
        (change.Verb, change.Target) = ("DELETE", "/other");
        await CallPipeline.RunAsync(change);

        (await AskAsync(bench, "/other", header)).ShouldBeFalse();
    }

    /// <summary>The caller has the whole answer, or will at once: its call has not ended yet, nor left any stage.</summary>
    [Theory]
    [InlineData(200, false)]
    [InlineData(204, false)]
    [InlineData(303, false)]
    [InlineData(404, true)]
    [InlineData(500, true)]
    public async Task Changes_AnswerBegins_WhatWasKeptIsNotGivenAnyMore(int status, bool isGiven)
    {
        await using var bench = new Bench(With("cache: { ttl: 60s }, retry: { attempts: 1 }"));
        await AskAsync(bench, "/other");
        var change = bench.Call();
        (change.Verb, change.Target) = ("DELETE", "/other");
        bool? given = null;
        change.OnTry = async (attempt, _) =>
        {
            change.Accepts(attempt, Outcome.Answered(status));
            given = await AskAsync(bench, "/other");
            return Outcome.Answered(status);
        };

        await CallPipeline.RunAsync(change);

        given.ShouldBe(isGiven);
        // What was fetched anew meanwhile is not thrown away when the call ends.
        (await AskAsync(bench, "/other")).ShouldBeTrue();
    }

    [Fact]
    public async Task Changes_FirstAttemptMayHaveActedAndTheSecondFails_AreSeen()
    {
        await using var bench = new Bench(With("cache: { ttl: 60s }").Replace("method: DELETE }, service: s", "method: DELETE }, service: s, retry: { attempts: 2, backoff: { base: 0s } }"));
        await AskAsync(bench, "/other");
        var change = bench.Call();
        (change.Verb, change.Target) = ("DELETE", "/other");
        change.OnAttempt = (_, _) => new(change.Attempts == 1 ? Outcome.Failed(FailureKind.Reset) : Outcome.Answered(404));

        await CallPipeline.RunAsync(change);

        change.Attempts.ShouldBe(2);
        (await AskAsync(bench, "/other")).ShouldBeFalse();
    }

    [Fact]
    public async Task Changes_ByAServiceThatStandsIn_AreSeen()
    {
        await using var bench = new Bench(With("cache: { ttl: 60s }")
            .Replace("s: { versions: { v1", "t: { versions: { v1: { nodes: [ \"http://127.0.0.1:1002\" ] } } }\n  s: { breaker: {}, versions: { v1")
            .Replace("method: DELETE }, service: s", "method: DELETE }, service: s, otherwise: { service: t }"));
        await AskAsync(bench, "/other");
        bench.Runtime.Commands.Execute("breakers", "open", new Dictionary<string, string> { ["by"] = "test" }, new Dictionary<string, string> { ["service"] = "s" }).Error.ShouldBeNull();
        var change = bench.Call();
        (change.Verb, change.Target) = ("DELETE", "/other");
        change.OnTry = (attempt, _) =>
        {
            change.Accepts(attempt, Outcome.Answered(204));
            return new(Outcome.Answered(204));
        };

        await CallPipeline.RunAsync(change);

        change.Nodes.ShouldBe(["http://127.0.0.1:1002"]);
        bench.Runtime.Commands.Execute("breakers", "close", new Dictionary<string, string> { ["by"] = "test" }, new Dictionary<string, string> { ["service"] = "s" }).Error.ShouldBeNull();
        (await AskAsync(bench, "/other")).ShouldBeFalse();
    }

    /// <summary>A place in the number of refreshes is given back whatever the host does: without one, or with a fault, all of them would soon be gone.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Refresh_HostMakesNoCallForIt_GivesItsPlaceBack(bool throws)
    {
        await using var bench = new Bench(With("cache: { ttl: 1s, stale-while-revalidate: 1h }"));
        await AskAsync(bench);
        for (var i = 0; i < 100; i++)
        {
            bench.Time.Advance(TimeSpan.FromSeconds(2));
            var call = bench.Call();
            Arrange(call, "/", "");
            call.OnTwin = () => throws ? throw new InvalidOperationException("a fault of the host") : null;
            try
            {
                await CallPipeline.RunAsync(call);
            }
            catch (InvalidOperationException)
            {
                throws.ShouldBeTrue();
            }
        }

        var made = false;
        bench.Time.Advance(TimeSpan.FromSeconds(2));
        var last = bench.Call();
        Arrange(last, "/", "");
        last.OnTwin = () =>
        {
            made = true;
            return null;
        };
        await CallPipeline.RunAsync(last);

        made.ShouldBeTrue("there is room for one more");
    }

#if !DEBUG
    [Fact]
    public async Task Hit_AllocatesNothing()
    {
        await using var bench = new Bench(With("cache: { ttl: 1h, vary-by: header:X-Tenant, ignore-query: utm_source }"));
        // The system's clock: fake time allocates by itself.
        var call = new FakeCall(TimeProvider.System);
        Arrange(call, "/a/b", "");
        Run(20_000);
        var before = GC.GetAllocatedBytesForCurrentThread();

        Run(20_000);

        // Its age is written anew once a second.
        ((GC.GetAllocatedBytesForCurrentThread() - before) / 20_000).ShouldBe(0);
        call.Attempts.ShouldBe(0);

        void Run(int times)
        {
            for (var i = 0; i < times; i++)
            {
                call.Reset();
                call.Plan = bench.Plan;
                var running = CallPipeline.RunAsync(call);
                if (!running.IsCompletedSuccessfully) throw new InvalidOperationException("The call did not complete at once.");
                _ = running.Result;
            }
        }
    }
#endif

    private static string With(string fields) => Plan.Replace("FIELDS", fields);

    /// <summary>Whether a good answer came without a node being asked.</summary>
    private static async Task<bool> AskAsync(Bench bench, string path = "/", string header = "")
    {
        var call = bench.Call();
        Arrange(call, path, header);
        await CallPipeline.RunAsync(call);
        return call.Nodes.Count == 0 && call.Answer?.Status == 200;
    }

    private static void Arrange(FakeCall call, string path, string header)
    {
        call.Target = path;
        if (header.Length > 0) call.Headers[header] = "Bearer a";
        call.OnTry = (attempt, _) =>
        {
            call.Accepts(attempt, Outcome.Answered(200));
            call.Tee?.Begin(200, [new("Content-Type", "text/plain")], 4, isDelimited: true);
            call.Tee?.Add("good"u8);
            call.Tee?.End();
            return new(Outcome.Answered(200));
        };
    }

    /// <summary>Stands before the cache: says what is hot, and refuses for overload.</summary>
    private sealed class EarlySlice : ISlice, IInboundSlice
    {
        public bool IsHot { get; init; }

        public bool Refuses { get; set; }

        public string Id => "early";

        public int Principle => 3;

        public string Title => Id;

        public IEnumerable<InboundStage> Compile(InterfacePlan plan, ServiceModel service, CompileContext context) => [new Stage(this)];

        public Snapshot Snapshot(SliceContext context) => new(Id, []);

        public void Instrument(Meter meter, Func<SliceContext?> now)
        {
        }

        private sealed class Stage(EarlySlice slice) : InboundStage
        {
            private static readonly Refusal Refusal = new(new KnownError("HF4999", "refused by a test", "", "") { Status = 503 }, "test", Position.Overload, "");

            public override Position Position => Position.Overload;

            public override ValueTask<Verdict> EnterAsync(Call call)
            {
                call.IsHot = slice.IsHot;
                return new(slice.Refuses ? new Verdict(Refusal) : Verdict.Pass);
            }
        }
    }
}
