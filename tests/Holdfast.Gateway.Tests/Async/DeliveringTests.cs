using Holdfast.Core.Queue;
using Holdfast.Gateway.Tests.EndToEnd;
using Holdfast.Testing;
using Holdfast.Testing.Origins;
using Holdfast.Testing.Processes;

namespace Holdfast.Gateway.Tests.Async;

/// <summary>What becomes of what was promised, over real sockets.</summary>
public sealed class DeliveringTests
{
    private const string Quick = "retry: { attempts: 1 }, async: { when: always, credentials: none, schedule: 100ms, attempts: 3 }";

    [Theory]
    [InlineData(500)]
    [InlineData(408)]
    public async Task Status_ThatPasses_IsTriedAgainWithTheSameKey(int status)
    {
        await using var scene = await AsyncScene.StartAsync(Quick, OriginAnswers.InTurn(OriginAnswers.Status(status), OriginAnswers.Reset, OriginAnswers.Ok));
        using var answer = await scene.PostAsync("k-1");

        var told = await scene.EndAsync(AsyncScene.Accepted(answer));

        (told.GetProperty("state").GetString(), told.GetProperty("attempts").GetInt32()).ShouldBe(("delivered", 3));
        scene.Node.Requests.Select(static request => (request.Head.One("Idempotency-Key"), request.Head.One("Holdfast-Delivery-Attempt"))).ShouldBe([("k-1", "1"), ("k-1", "2"), ("k-1", "3")]);
    }

    [Theory]
    [InlineData(404, "failed", 1)]
    [InlineData(302, "failed", 1)]
    [InlineData(303, "delivered", 1)]
    [InlineData(503, "dead", 3)]
    public async Task Status_ThatIsFinal_EndsIt(int status, string state, int attempts)
    {
        await using var scene = await AsyncScene.StartAsync(Quick, OriginAnswers.Status(status, "what it said"));
        using var answer = await scene.PostAsync("k-1");

        var told = await scene.EndAsync(AsyncScene.Accepted(answer));

        (told.GetProperty("state").GetString(), told.GetProperty("attempts").GetInt32()).ShouldBe((state, attempts));
        told.GetProperty("response").GetProperty("body").GetString().ShouldBe("what it said");
        scene.Node.Requests.Count.ShouldBe(attempts);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task RetryAfter_OfTheService_IsWaitedOutAndUsesNoAttemptUp(int status)
    {
        await using var scene = await AsyncScene.StartAsync(
            "retry: { attempts: 1 }, async: { when: always, credentials: none, attempts: 1 }", OriginAnswers.InTurn(OriginAnswers.Status(status, "", "Retry-After: 1\r\n"), OriginAnswers.Ok));
        using var answer = await scene.PostAsync("k-1");

        var told = await scene.EndAsync(AsyncScene.Accepted(answer));

        (told.GetProperty("state").GetString(), told.GetProperty("attempts").GetInt32()).ShouldBe(("delivered", 1));
        scene.Node.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Breaker_ThatIsOpen_UsesNoAttemptUp()
    {
        await using var scene = await AsyncScene.StartAsync(
            "retry: { attempts: 1 }, async: { when: always, credentials: none, schedule: 100ms, attempts: 4 }", OriginAnswers.InTurn([.. Enumerable.Repeat(OriginAnswers.Status(500), 3), OriginAnswers.Ok]),
            static plan => plan with { Service = "breaker: { minimum-calls: 3, failure-ratio: 0.5, open: 1s }" });

        using var answer = await scene.PostAsync("k-1");
        var told = await scene.EndAsync(AsyncScene.Accepted(answer));

        (told.GetProperty("state").GetString(), told.GetProperty("attempts").GetInt32()).ShouldBe(("delivered", 4));
        scene.Node.Requests.Count.ShouldBe(4);
        var signals = scene.Scene.Gateway.Server.Runtime.Signals.Kept().Select(static signal => signal.Name).ToList();
        signals.ShouldContain("deliveries-wait");
        signals.ShouldContain("deliveries-go-on");
    }

    [Fact]
    public async Task Service_ThatIsBack_IsComeBackToByAndBy()
    {
        await using var scene = await AsyncScene.StartAsync("async: { when: broken, credentials: none, schedule: 100ms }");
        var at = scene.Node.EndPoint;
        await scene.EndNodeAsync();
        for (var number = 0; number < 40; number++)
        {
            using var answer = await scene.PostAsync($"k-{number}");
            AsyncScene.Accepted(answer);
        }

        await Eventually.HoldsAsync(() => scene.Scene.Gateway.Server.Runtime.Signals.Kept().Any(static signal => signal.Name == "deliveries-wait"), "deliveries wait");
        using var gate = new Gate("node");
        await using var back = RecordingOrigin.Start(OriginAnswers.Gated(gate, OriginAnswers.Ok), at);

        var sent = 0;
        foreach (var round in (int[])[1, 2, 4])
        {
            await gate.WaitForWaitingAsync(round);
            back.Heads.Count.ShouldBe(sent += round, "what has waited does not fall on it at once");
            gate.Open(round);
        }

        gate.Open(times: 40);
        await Eventually.HoldsAsync(async () => (await scene.Queue.ReadAsync()).Single().Live == 0, "all are delivered");
        back.Requests.Select(static request => request.Head.One("Idempotency-Key")).Distinct().Count().ShouldBe(40);
    }

    [Fact]
    public async Task Order_OfOneKey_IsKeptThroughFailures()
    {
        await using var scene = await AsyncScene.StartAsync(
            "retry: { attempts: 1 }, async: { when: always, credentials: none, schedule: 100ms, order: \"header:X-User\" }",
            OriginAnswers.InTurn(OriginAnswers.Status(500), OriginAnswers.Reset, OriginAnswers.Ok));
        var addresses = new List<Uri>();
        for (var number = 1; number <= 4; number++)
        {
            using var answer = await scene.PostAsync($"k-{number}", "{}", ("X-User", "ann"));
            addresses.Add(AsyncScene.Accepted(answer));
        }

        foreach (var address in addresses) await scene.EndAsync(address);

        scene.Node.Requests.Select(static request => request.Head.One("Idempotency-Key")).ShouldBe(["k-1", "k-1", "k-1", "k-2", "k-3", "k-4"]);
    }

    [Fact]
    public async Task Lane_WhoseServiceHangs_DelaysNoOther()
    {
        // It takes all that it is sent, and answers nothing: every place of its own is taken.
        using var gate = new Gate("the service that hangs");
        await using var hanging = RecordingOrigin.Start(OriginAnswers.Gated(gate, OriginAnswers.Ok));
        await using var scene = await AsyncScene.StartAsync("", change: plan => plan with
        {
            MoreServices = [$"hanging: {{ versions: {{ v1: {{ nodes: [ \"{hanging.Url}\" ] }} }} }}"],
            Interfaces =
            [
                "to-it: { match: { path: /hang }, service: hanging, async: { when: always, credentials: none, without-key: new, concurrency: 8 } }",
                "everything: { match: { path: \"/{rest...}\" }, service: origin, async: { when: always, credentials: none } }",
            ],
        });
        for (var number = 0; number < 50; number++)
        {
            using var one = await scene.Scene.Client().PostAsync(new Uri("/hang", UriKind.Relative), content: null, Scene.Cancellation);
            AsyncScene.Accepted(one);
        }

        await gate.WaitForWaitingAsync(8);

        using var answer = await scene.PostAsync("k-1");

        (await scene.EndAsync(AsyncScene.Accepted(answer))).GetProperty("state").GetString().ShouldBe("delivered");
        var waiting = (await scene.Queue.ReadAsync()).Single(static lane => lane.Lane == "to-it");
        (waiting.Live, gate.Waiting).ShouldBe((50, 8), "none of them is lost, and it gets no more places");
        gate.Open(times: 50);
    }

    [Fact]
    public async Task Process_ThatIsGone_IsFollowedByOneThatKeepsThePromise()
    {
        await using var scene = await AsyncScene.StartAsync(Quick);
        var at = scene.Node.EndPoint;
        await scene.EndNodeAsync();
        using var answer = await scene.PostAsync("k-1", "kept");
        var address = AsyncScene.Accepted(answer);

        await scene.RestartAsync("");
        await using var back = RecordingOrigin.Start(OriginAnswers.Ok, at);

        (await scene.EndAsync(address)).GetProperty("state").GetString().ShouldBe("delivered", "also under a plan that no longer accepts any");
        back.Requests.ShouldHaveSingleItem().Body.Text.ShouldBe("kept");
    }

    [Fact]
    public async Task Process_ThatDiesOfAnOperation_IsNotFollowedByOneThatDiesOfItToo()
    {
        await using var scene = await AsyncScene.StartAsync("");
        var id = OperationId.Make(TimeProvider.System);
        await scene.Queue.AcceptAsync(new OperationDraft
        {
            Id = id, Lane = "later", Request = new OperationRequest("POST", "http", "/", "127.0.0.1", [new("Host", "origin.test")]),
            AgeMax = TimeSpan.FromHours(1), Keep = TimeSpan.FromHours(1), Bounds = new LaneBounds(10, 1_000_000, TimeSpan.FromHours(1)),
        });
        (await scene.Queue.ClaimAsync(new ClaimWish("later", 1, 0, TimeSpan.FromMinutes(1)))).ShouldHaveSingleItem().Attempt.ShouldBe(1, "its last, and its process dies");

        await scene.RestartAsync("", static plan => plan with { Interfaces = ["later: { match: { path: \"/{rest...}\" }, service: origin, async: { when: always, credentials: none, attempts: 1 } }"] });

        await scene.StandsAsync(id, OperationState.Dead);
        scene.Node.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Settling_ThatTheQueueHasNoTimeFor_IsDoneLaterAndNothingIsSentTwice()
    {
        await using var scene = await AsyncScene.StartAsync(Quick, isDoubled: true);
        scene.Double!.FailSettles(times: 3);

        using var answer = await scene.PostAsync("k-1");

        (await scene.EndAsync(AsyncScene.Accepted(answer))).GetProperty("state").GetString().ShouldBe("delivered");
        (scene.Double.SettlesToFail, scene.Node.Requests.Count).ShouldBe((0, 1));
    }

    [Fact]
    public async Task Claim_OfTheOthersThatFails_DoesNotStrandThoseAlreadyLeased()
    {
        await using var scene = await AsyncScene.StartAsync(Quick, isDoubled: true);
        scene.Double!.FailSecondClaims = true;

        using var answer = await scene.PostAsync("k-1");

        (await scene.EndAsync(AsyncScene.Accepted(answer))).GetProperty("state").GetString().ShouldBe("delivered");
        scene.Double.ClaimsFailed.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Retries_ThatHang_LeavePlacesForWhatIsNew()
    {
        using var gate = new Gate("what was tried before");
        var (hangs, fails) = (OriginAnswers.Gated(gate, OriginAnswers.Ok), OriginAnswers.Status(500));
        await using var scene = await AsyncScene.StartAsync(
            "retry: { attempts: 1 }, async: { when: always, credentials: none, schedule: 100ms, concurrency: 4 }",
            (exchange, stop) => (exchange.Head.One("X-Bad") is null ? OriginAnswers.Ok : exchange.Head.One("Holdfast-Delivery-Attempt") == "1" ? fails : hangs)(exchange, stop));
        for (var number = 0; number < 8; number++)
        {
            using var bad = await scene.PostAsync($"bad-{number}", "{}", ("X-Bad", "yes"));
            AsyncScene.Accepted(bad);
        }

        await gate.WaitForWaitingAsync(2);
        using var good = await scene.PostAsync("good");

        (await scene.EndAsync(AsyncScene.Accepted(good))).GetProperty("state").GetString().ShouldBe("delivered");
        gate.Waiting.ShouldBe(2, "half of the places are for what was tried before, and no more");
        gate.Open(times: 8);
    }

    [Fact]
    public async Task Age_BeyondTheMost_IsToldToWhoeverWaitsAndCounted()
    {
        await using var scene = await AsyncScene.StartAsync("async: { when: broken, credentials: none, max-age: 1s, schedule: 100ms }");
        await scene.EndNodeAsync();
        using var answer = await scene.PostAsync("k-1");
        var asked = TimeProvider.System.GetTimestamp();

        var told = await scene.AskAsync(new Uri($"{AsyncScene.Accepted(answer)}?wait=60", UriKind.Relative));

        told.GetProperty("state").GetString().ShouldBe("dead");
        TimeProvider.System.GetElapsedTime(asked).ShouldBeLessThan(TimeSpan.FromSeconds(30), "not only when the wait is over");
        scene.Scene.Gateway.Server.Runtime.Signals.Kept().ShouldContain(static signal => signal.Name == "operation-given-up");
    }

    [Fact]
    public async Task Revive_OfWhatWasGivenUp_DeliversIt()
    {
        await using var scene = await AsyncScene.StartAsync(Quick, OriginAnswers.Status(404));
        using var answer = await scene.PostAsync("k-1");
        await scene.EndAsync(AsyncScene.Accepted(answer));
        OperationId.TryParse(answer.Headers.GetValues("Holdfast-Operation").Single(), out var id).ShouldBeTrue();

        scene.Node.Script = OriginAnswers.Ok;
        (await scene.Queue.ReviveAsync("everything", null)).ShouldBe(1);

        await scene.StandsAsync(id, OperationState.Delivered);
    }
}
