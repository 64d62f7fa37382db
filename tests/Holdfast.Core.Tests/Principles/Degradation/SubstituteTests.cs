using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Principles.Failover;
using Holdfast.Core.Tests.Pipeline;

namespace Holdfast.Core.Tests.Principles.Degradation;

/// <summary>What answers in the place of service <c>s</c>, on the way of a call: <c>spare</c>, and what comes after it.</summary>
public sealed class SubstituteTests : IAsyncDisposable
{
    private static readonly Outcome Unavailable = Outcome.Answered(503);

    private Bench _bench = Make("[ { service: spare }, { answer: { body: last } } ]");

    [Fact]
    public async Task Breaker_IsOpen_TheInterfaceIsAnsweredWithoutAnAttempt()
    {
        await ReplaceAsync("{ answer: { body: instead } }", service: "breaker: { minimum-calls: 5 }, ");
        for (var i = 0; i < 5; i++) await RunAsync(static _ => Outcome.Failed(FailureKind.Reset));

        var call = await RunAsync(static _ => Outcome.Answered(200));

        call.Nodes.ShouldBeEmpty();
        call.Answer!.Status.ShouldBe(200);
        call.SubstitutedBy.ShouldBe("interfaces.i.otherwise");
        Decisions(call).ShouldBe(["breaker-open", "otherwise-answer"]);
    }

    [Fact]
    public async Task Breaker_OpensForACause_ThatNoEntryIsFor_Refuses()
    {
        await ReplaceAsync("{ on: [reset, timeout], answer: { body: instead } }", service: "breaker: { minimum-calls: 5 }, ");
        for (var i = 0; i < 5; i++) (await RunAsync(static _ => Outcome.Failed(FailureKind.Reset))).Answer.ShouldNotBeNull();

        var call = await RunAsync(static _ => Outcome.Answered(200));

        call.Answer.ShouldBeNull();
        call.Refusal!.Decision.ShouldBe("breaker-open");
    }

    [Theory]
    [InlineData(FailureKind.Connect)]
    [InlineData(FailureKind.Reset)]
    public async Task Service_FailsToo_TheNextAnswers(FailureKind failure)
    {
        var call = await RunAsync(_ => Outcome.Failed(failure));

        call.Answer!.Status.ShouldBe(200);
        call.SubstitutedBy.ShouldBe("interfaces.i.otherwise[1]");
    }

    [Fact]
    public async Task Service_AnswersThatItFailed_TheNextAnswers()
    {
        var call = await RunAsync(static node => node.Address.EndsWith("2001", StringComparison.Ordinal) ? Unavailable : Outcome.Failed(FailureKind.Reset));

        call.Answer!.Status.ShouldBe(200);
        call.Nodes.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Service_AnswersThatItFailedAndNothingFollows_ItsAnswerIsPassedOn()
    {
        await ReplaceAsync("{ service: spare }");

        var call = await RunAsync(static node => node.Address.EndsWith("2001", StringComparison.Ordinal) ? Unavailable : Outcome.Failed(FailureKind.Reset), Unavailable);

        call.Answer.ShouldBeNull();
    }

    [Fact]
    public async Task Service_FailedOrderAndTheNextIsAServiceToo_ItsAnswerIsPassedOn()
    {
        // The breaker refuses it, so nothing was sent; the spare has it then, and no other may.
        await ReplaceAsync("[ { service: spare }, { service: third } ]", service: "breaker: { minimum-calls: 5 }, ");
        for (var i = 0; i < 5; i++) await RunAsync(static _ => Outcome.Failed(FailureKind.Reset));

        var call = await RunAsync(static _ => Unavailable, Unavailable, static call => call.Verb = "POST");

        call.Nodes.ShouldBe(["http://127.0.0.1:2001"]);
    }

    [Fact]
    public async Task Service_IsAsked_IsACallAndNoRetryToItsBudget()
    {
        for (var i = 0; i < 200; i++)
            (await RunAsync(static node => node.Address.EndsWith("2001", StringComparison.Ordinal) ? Outcome.Answered(200) : Outcome.Failed(FailureKind.Reset))).Answer.ShouldBeNull();

        var budget = FailoverSlice.Budget(_bench.Runtime.State.Service("spare"));
        budget.Retries.ShouldBe(0);
        FailoverSlice.State(_bench.Plan.Interfaces["i"].State).Retries.ShouldBe(0);
        Enumerable.Range(0, 100).Count(_ => budget.TryTake(0.1, 0, out var _)).ShouldBe(20);
    }

    [Fact]
    public async Task Service_ItsBreakerRefuses_GivesItsBudgetNothing()
    {
        // Ten calls open the spare's breaker; the others are refused by it after an attempt on the service itself.
        for (var i = 0; i < 200; i++) (await RunAsync(static _ => Outcome.Failed(FailureKind.Reset))).Answer.ShouldNotBeNull();

        FailoverSlice.Budget(_bench.Runtime.State.Service("spare")).Retries.ShouldBe(0);
    }

    [Fact]
    public async Task Service_DeadlineIsUsedUp_IsNotAsked()
    {
        var call = _bench.Call();
        call.OnAttempt = (_, _) =>
        {
            _bench.Time.Advance(TimeSpan.FromSeconds(3));
            return new(Outcome.Failed(FailureKind.Deadline));
        };
        await CallPipeline.RunAsync(call);

        call.Nodes.Count.ShouldBe(1);
        call.Answer!.Status.ShouldBe(200);
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    private static string[] Decisions(FakeCall call) => [.. call.Decisions.Kept.ToArray().Select(static decision => decision.Name)];

    private static Bench Make(string otherwise, string service = "") => new($$"""
        holdfast: 1
        owners: [a@example.com, b@example.com]
        services:
          s: { {{service}}versions: { v1: { nodes: [ "http://127.0.0.1:1001" ] } }, health: { eject: none } }
          spare: { versions: { v1: { nodes: [ "http://127.0.0.1:2001" ] } }, health: { eject: none }, breaker: { minimum-calls: 10 } }
          third: { versions: { v1: { nodes: [ "http://127.0.0.1:3001" ] } }, health: { eject: none } }
        interfaces:
          other: { match: { path: "/other" }, service: spare, otherwise: { service: third } }
          i: { match: { path: "/**" }, service: s, timeout: 2s, retry: { attempts: 1 }, otherwise: {{otherwise}} }
        """);

    private async Task ReplaceAsync(string otherwise, string service = "")
    {
        await _bench.DisposeAsync();
        _bench = Make(otherwise, service);
    }

    private async Task<FakeCall> RunAsync(Func<NodeModel, Outcome> answer, Outcome? expected = null, Action<FakeCall>? arrange = null)
    {
        var call = _bench.Call();
        arrange?.Invoke(call);
        call.OnTry = (attempt, _) =>
        {
            var head = answer(attempt.Node);
            return new(!head.Began || call.Accepts(attempt, head) ? head : head with { Began = false });
        };
        var outcome = await CallPipeline.RunAsync(call);
        if (expected is { } known) outcome.ShouldBe(known);
        return call;
    }
}
