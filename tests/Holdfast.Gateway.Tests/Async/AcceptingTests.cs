using System.Net;
using Holdfast.Core.Principles.Async;
using Holdfast.Core.Queue;
using Holdfast.Gateway.Tests.EndToEnd;
using Holdfast.Testing;
using Holdfast.Testing.Origins;

namespace Holdfast.Gateway.Tests.Async;

/// <summary>What callers are told, over real sockets.</summary>
public sealed class AcceptingTests
{
    private const string Always = "async: { when: always, credentials: none }";

    [Fact]
    public async Task Always_ACall_IsToldWhereToAskAndDelivered()
    {
        await using var scene = await AsyncScene.StartAsync(Always, OriginAnswers.Status(201, "made", "X-Of: the node\r\nSet-Cookie: session=theirs\r\n"));

        using var answer = await scene.PostAsync("k-1", "one coupon", ("X-Ours", "yes"), ("Connection", "X-Hop"), ("X-Hop", "no"));
        var address = AsyncScene.Accepted(answer);

        answer.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(1));
        answer.Headers.GetValues("Holdfast-Operation").Single().ShouldBe(address.ToString().Split('/')[^1]);
        var told = await scene.EndAsync(address);
        (told.GetProperty("state").GetString(), told.GetProperty("attempts").GetInt32(), told.GetProperty("interface").GetString()).ShouldBe(("delivered", 1, "everything"));
        var response = told.GetProperty("response");
        (response.GetProperty("status").GetInt32(), response.GetProperty("body").GetString()).ShouldBe((201, "made"));
        var names = response.GetProperty("headers").EnumerateArray().Select(static header => header.GetProperty("name").GetString()).ToList();
        names.ShouldContain("X-Of");
        names.ShouldNotContain("Set-Cookie", "what opens a session is not kept");
        var sent = scene.Node.Requests.ShouldHaveSingleItem();
        (sent.Method, sent.Target, sent.Body.Text).ShouldBe(("POST", "/api/coupons?of=1", "one coupon"));
        sent.Head.One("Idempotency-Key").ShouldBe("k-1");
        sent.Head.One("Holdfast-Delivery-Attempt").ShouldBe("1");
        sent.Head.One("Holdfast-Operation").ShouldBe(told.GetProperty("operation").GetString());
        sent.Head.One("X-Ours").ShouldBe("yes");
        sent.Head.All("X-Hop").ShouldBeEmpty();
        sent.Head.One("Host").ShouldBe($"127.0.0.1:{scene.Scene.Plan.Port}");
    }

    [Fact]
    public async Task Key_SentAgain_IsTheSameOperation()
    {
        await using var scene = await AsyncScene.StartAsync(Always);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => scene.PostAsync("k-1")));
        var address = answers.Select(AsyncScene.Accepted).Distinct().ShouldHaveSingleItem();
        await scene.EndAsync(address);
        using var later = await scene.PostAsync("k-1");

        AsyncScene.Accepted(later).ShouldBe(address);
        (await later.Content.ReadAsStringAsync(Scene.Cancellation)).ShouldContain("\"state\":\"delivered\"", customMessage: "it is told how it stands");
        scene.Node.Requests.Count.ShouldBe(1);
        foreach (var one in answers) one.Dispose();
    }

    [Fact]
    public async Task Key_OfAnotherBody_IsRefused()
    {
        await using var scene = await AsyncScene.StartAsync(Always);
        using var first = await scene.PostAsync("k-1");
        AsyncScene.Accepted(first);

        using var other = await scene.PostAsync("k-1", "another");

        ((int)other.StatusCode).ShouldBe(422);
        Problems.Check(await other.Content.ReadAsStringAsync(Scene.Cancellation), 422, "everything").GetProperty("decision").GetString().ShouldBe("key-taken");
        using var ofAnother = await scene.PostAsync("k-1", "another", ("Authorization", "Bearer b"));
        AsyncScene.Accepted(ofAnother);
    }

    [Theory]
    [InlineData("refuse", 400)]
    [InlineData("new", 202)]
    public async Task Key_ThatIsMissing_IsHandledAsThePlanSays(string keyless, int status)
    {
        await using var scene = await AsyncScene.StartAsync($"async: {{ when: always, credentials: none, without-key: {keyless} }}");

        using var answer = await scene.PostAsync();

        ((int)answer.StatusCode).ShouldBe(status);
        if (status == 202) await scene.EndAsync(AsyncScene.Accepted(answer));
        if (status == 202) scene.Node.Requests.Single().Head.One("Idempotency-Key")!.Length.ShouldBe(32, "the service can tell repeats all the same");
    }

    [Fact]
    public async Task Credentials_OfTheCaller_AreNotOnTheDiskAndThoseOfThePlanAreSent()
    {
        await using var scene = await AsyncScene.StartAsync(
            "async: { when: always, credentials: { Authorization: \"Bearer ours\" }, secrets: [ X-Ticket ], caller: [ \"header:Authorization\", \"header:X-Account\" ] }");
        using var answer = await scene.PostAsync(
            "k-1", "{}", ("Authorization", "Bearer very-secret"), ("Cookie", "session=very-secret"), ("X-Api-Key", "very-secret"), ("X-Ticket", "very-secret"), ("X-Account", "very-secret"));
        await scene.EndAsync(AsyncScene.Accepted(answer), ("Authorization", "Bearer very-secret"), ("X-Account", "very-secret"));

        var sent = scene.Node.Requests.Single();
        sent.Head.One("Authorization").ShouldBe("Bearer ours");
        foreach (var name in (string[])["Cookie", "X-Api-Key", "X-Ticket", "X-Account"]) sent.Head.All(name).ShouldBeEmpty();
        foreach (var file in Directory.EnumerateFiles(scene.QueueFolder, "*", SearchOption.AllDirectories).Where(static file => !file.EndsWith("lock", StringComparison.Ordinal)))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(stream);
            (await reader.ReadToEndAsync(Scene.Cancellation)).ShouldNotContain("very-secret");
        }
    }

    [Fact]
    public async Task Status_AskedByAnother_IsNotTold()
    {
        await using var scene = await AsyncScene.StartAsync(Always);
        using var answer = await scene.PostAsync("k-1", "{}", ("Authorization", "Bearer a"));
        var address = AsyncScene.Accepted(answer);
        await scene.EndAsync(address, ("Authorization", "Bearer a"));

        foreach (var said in (string?[])[null, "Bearer b"])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            if (said is not null) request.Headers.TryAddWithoutValidation("Authorization", said);
            using var refused = await scene.Scene.Client().SendAsync(request, Scene.Cancellation);
            refused.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        }

        using var unknown = await scene.Scene.Client().GetAsync(new Uri(OperationAddress.Of(OperationId.Make(TimeProvider.System)), UriKind.Relative), Scene.Cancellation);
        unknown.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Status_AskedByTooManyOfOneAddress_IsToldToComeAgain()
    {
        await using var scene = await AsyncScene.StartAsync(Always);
        using var answer = await scene.PostAsync("k-1");
        var asks = scene.Scene.Gateway.Server.Runtime.Operations!.Asks;
        while (asks.TryTake("127.0.0.1")) continue;

        using var refused = await scene.Scene.Client().GetAsync(AsyncScene.Accepted(answer), Scene.Cancellation);

        refused.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        refused.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(1));
        asks.GiveBack("127.0.0.1");
        await scene.AskAsync(AsyncScene.Accepted(answer));
        asks.TryTake("127.0.0.1").ShouldBeTrue("whoever was told gives its place back");
    }

    [Theory]
    [InlineData(300_000, true)]
    [InlineData(300_000, false)]
    [InlineData(0, true)]
    [InlineData(0, false)]
    public async Task Body_OfAnyLength_ComesWhole(int bytes, bool declared)
    {
        await using var scene = await AsyncScene.StartAsync(Always);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = new PayloadContent(bytes, declared) };
        request.Headers.Add("Idempotency-Key", "k-1");
        using var answer = await scene.Scene.Client().SendAsync(request, Scene.Cancellation);
        await scene.EndAsync(AsyncScene.Accepted(answer));

        scene.Node.Requests.Single().Body.Length.ShouldBe(bytes);
        Directory.EnumerateFiles(Path.Combine(scene.QueueFolder, "bodies")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Body_ThatIsTooLarge_IsRefusedAndNotKept()
    {
        await using var scene = await AsyncScene.StartAsync($"max-body: 100KB, {Always}");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = new PayloadContent(300_000, declared: false) };
        request.Headers.Add("Idempotency-Key", "k-1");

        using var answer = await scene.Scene.Client().SendAsync(request, Scene.Cancellation);

        answer.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        Directory.EnumerateFiles(Path.Combine(scene.QueueFolder, "bodies")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Backlog_WithoutRoomForALongBody_IsToldBeforeItIsWritten()
    {
        await using var scene = await AsyncScene.StartAsync("async: { when: always, credentials: none, backlog: { bytes: 100KB } }");
        using var first = await scene.PostAsync("k-1");
        await scene.EndAsync(AsyncScene.Accepted(first));
        var bodies = Path.Combine(scene.QueueFolder, "bodies");
        var before = Directory.GetLastWriteTimeUtc(bodies);

        using var second = await scene.PostAsync("k-2", new string('x', 101 << 10));

        second.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        Problems.Check(await second.Content.ReadAsStringAsync(Scene.Cancellation), 503, "everything").GetProperty("decision").GetString().ShouldBe("backlog-bytes");
        Directory.GetLastWriteTimeUtc(bodies).ShouldBe(before, "no file was made in it");
    }

    [Fact]
    public async Task Backlog_ThatIsFull_IsToldAndNothingIsDropped()
    {
        using var gate = new Gate("node");
        await using var scene = await AsyncScene.StartAsync(
            "async: { when: always, credentials: none, concurrency: 1, backlog: { count: 2 } }", OriginAnswers.Gated(gate, OriginAnswers.Ok));
        using var first = await scene.PostAsync("k-1");
        using var second = await scene.PostAsync("k-2");

        using var third = await scene.PostAsync("k-3");

        third.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        third.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(10));
        Problems.Check(await third.Content.ReadAsStringAsync(Scene.Cancellation), 503, "everything").GetProperty("decision").GetString().ShouldBe("backlog-count");
        gate.Open(times: 2);
        await scene.EndAsync(AsyncScene.Accepted(first));
        await scene.EndAsync(AsyncScene.Accepted(second));
        using var fourth = await scene.PostAsync("k-3");
        AsyncScene.Accepted(fourth);
        gate.Open();
    }

    [Fact]
    public async Task Queue_ThatIsGone_PromisesNothingAndOthersGoOn()
    {
        await using var scene = await AsyncScene.StartAsync("", change: static plan => plan with
        {
            Interfaces =
            [
                $"later: {{ match: {{ method: POST, path: \"/{{rest...}}\" }}, service: origin, {Always} }}",
                "now: { match: { method: GET, path: \"/{rest...}\" }, service: origin }",
            ],
        });
        using var before = await scene.PostAsync("k-1");
        AsyncScene.Accepted(before);
        File.Delete(Path.Combine(scene.QueueFolder, "queue.db"));

        using var answer = await scene.PostAsync("k-2");
        using var now = await scene.Scene.Client().GetAsync(new Uri("/", UriKind.Relative), Scene.Cancellation);

        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        now.StatusCode.ShouldBe(HttpStatusCode.OK);
        scene.Scene.Gateway.Server.Runtime.Signals.Kept().ShouldContain(static signal => signal.Name == "queue-away");
    }

    [Theory]
    [InlineData(null, 200, 1)]
    [InlineData("respond-async", 202, 1)]
    [InlineData("respond-async, wait=10", 200, 1)]
    public async Task Asked_ByPrefer_IsAnsweredAsTheCallerWishes(string? prefer, int status, int requests)
    {
        await using var scene = await AsyncScene.StartAsync("async: { when: asked, credentials: none }");
        (string, string)[] headers = prefer is null ? [] : [("Prefer", prefer)];

        using var answer = await scene.PostAsync("k-1", "{}", headers);

        ((int)answer.StatusCode).ShouldBe(status);
        if (status == 202) await scene.EndAsync(AsyncScene.Accepted(answer));
        if (status == 200) (await answer.Content.ReadAsStringAsync(Scene.Cancellation)).ShouldBe("ok");
        answer.Headers.Contains("Preference-Applied").ShouldBe(prefer is not null);
        scene.Node.Requests.Count.ShouldBe(requests);
        scene.Node.Requests[0].Head.All("Prefer").Count.ShouldBe(0);
    }

    [Fact]
    public async Task Asked_WhenTheAnswerTakesLonger_IsPromised()
    {
        using var gate = new Gate("node");
        await using var scene = await AsyncScene.StartAsync("async: { when: asked, credentials: none }", OriginAnswers.Gated(gate, OriginAnswers.Ok));

        using var answer = await scene.PostAsync("k-1", "{}", ("Prefer", "respond-async, wait=1"));

        var address = AsyncScene.Accepted(answer);
        gate.Open();
        (await scene.EndAsync(address)).GetProperty("response").GetProperty("body").GetString().ShouldBe("ok");
    }

    [Fact]
    public async Task Broken_ServiceTakesNoConnection_IsPromisedAndDeliveredWhenItIsBack()
    {
        await using var scene = await AsyncScene.StartAsync("async: { when: broken, credentials: none, attempts: 1, schedule: 100ms }");
        var at = scene.Node.EndPoint;
        using var direct = await scene.PostAsync("k-0");
        direct.StatusCode.ShouldBe(HttpStatusCode.OK);
        await scene.EndNodeAsync();

        using var answer = await scene.PostAsync("k-1");
        var address = AsyncScene.Accepted(answer);
        await Eventually.HoldsAsync(() => scene.Scene.Gateway.Server.Runtime.Signals.Kept().Any(static signal => signal.Name == "deliveries-wait"), "deliveries wait");
        await using var back = RecordingOrigin.Start(OriginAnswers.Ok, at);

        var told = await scene.EndAsync(address);
        (told.GetProperty("state").GetString(), told.GetProperty("attempts").GetInt32()).ShouldBe(("delivered", 1), "waiting for a service that is down uses no attempt up");
        back.Requests.Single().Head.One("Idempotency-Key").ShouldBe("k-1");
    }

    [Fact]
    public async Task Overloaded_NoPlaceIsFree_IsPromised()
    {
        using var gate = new Gate("node");
        await using var scene = await AsyncScene.StartAsync("isolate: { concurrency: 1 }, async: { when: overloaded, credentials: none }", OriginAnswers.Gated(gate, OriginAnswers.Ok));
        var held = scene.PostAsync("k-1");
        await gate.WaitForWaitingAsync(1);

        using var answer = await scene.PostAsync("k-2");

        var address = AsyncScene.Accepted(answer);
        gate.Open(times: 2);
        (await held).StatusCode.ShouldBe(HttpStatusCode.OK);
        await scene.EndAsync(address);
    }

    [Theory]
    [InlineData("limited", 202)]
    [InlineData("overloaded", 429)]
    public async Task Limited_OverTheLimit_IsPromisedWhereThePlanSaysSo(string when, int status)
    {
        await using var scene = await AsyncScene.StartAsync($"limit: {{ rate: 1/h }}, async: {{ when: {when}, credentials: none }}");
        using var first = await scene.PostAsync("k-1");
        first.StatusCode.ShouldBe(HttpStatusCode.OK);

        using var answer = await scene.PostAsync("k-2");

        ((int)answer.StatusCode).ShouldBe(status);
        if (status == 202) await scene.EndAsync(AsyncScene.Accepted(answer));
    }
}
