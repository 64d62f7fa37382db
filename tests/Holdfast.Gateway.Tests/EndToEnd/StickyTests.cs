using Holdfast.Testing.Origins;

namespace Holdfast.Gateway.Tests.EndToEnd;

/// <summary>Callers that stay with a node, or whose key decides it, over real sockets.</summary>
public sealed class StickyTests
{
    private const string OwnCookie = "Set-Cookie: own=1\r\n";
    private static readonly Uri Root = new("/", UriKind.Relative);

    [Theory]
    [InlineData("GET", false)]
    [InlineData("GET", true)]
    [InlineData("POST", false)]
    public async Task Caller_WithACookieJar_StaysWithTheNodeThatAnsweredFirst(string method, bool tls)
    {
        await using var one = RecordingOrigin.Start(OriginAnswers.Status(200, "one", OwnCookie));
        await using var other = RecordingOrigin.Start(OriginAnswers.Status(200, "other", OwnCookie));
        await using var scene = await BeforeAsync(one, other, "policy: round-robin, sticky: { cookie: stay }");

        var nodes = new HashSet<string>();
        for (var caller = 0; caller < 4; caller++)
        {
            var client = scene.Client(tls: tls);
            using var first = await AskAsync(client, method);
            var cookies = first.Headers.GetValues("Set-Cookie").ToArray();
            cookies.Length.ShouldBe(2);
            cookies[0].ShouldBe("own=1");
            cookies[1].ShouldMatch("^stay=[0-9a-f]{24}; Max-Age=3600; Path=/; HttpOnly; SameSite=Lax" + (tls ? "; Secure$" : "$"));
            var node = await first.Content.ReadAsStringAsync(Scene.Cancellation);
            nodes.Add(node);
            for (var i = 0; i < 3; i++)
            {
                using var answer = await AskAsync(client, method);
                (await answer.Content.ReadAsStringAsync(Scene.Cancellation)).ShouldBe(node);
                answer.Headers.GetValues("Set-Cookie").ShouldBe(["own=1"]);
            }
        }

        nodes.Count.ShouldBe(2, "callers without a cookie go to both");
    }

    [Fact]
    public async Task Caller_ItsNodeFails_IsAnsweredByAnotherAndStaysThere()
    {
        await using var one = RecordingOrigin.Start(OriginAnswers.Status(200, "one"));
        await using var other = RecordingOrigin.Start(OriginAnswers.Status(200, "other"));
        await using var scene = await BeforeAsync(one, other, "policy: round-robin, sticky: { cookie: stay }");
        var client = scene.Client();
        var node = await client.GetStringAsync(Root, Scene.Cancellation);
        (node == "one" ? one : other).Script = OriginAnswers.Reset;

        using var moved = await client.GetAsync(Root, Scene.Cancellation);
        var next = await moved.Content.ReadAsStringAsync(Scene.Cancellation);
        next.ShouldNotBe(node);
        moved.Headers.GetValues("Set-Cookie").Single().ShouldStartWith("stay=");
        (await client.GetStringAsync(Root, Scene.Cancellation)).ShouldBe(next);
    }

    [Theory]
    [InlineData("client")]
    [InlineData("cookie:user")]
    public async Task Caller_WithAKey_IsAlwaysAtOneNode(string source)
    {
        await using var one = RecordingOrigin.Start();
        await using var other = RecordingOrigin.Start();
        await using var scene = await BeforeAsync(one, other, $"policy: hash, hash: {{ on: \"{source}\", bound: none }}");
        for (var i = 0; i < 10; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, Root);
            request.Headers.Add("Cookie", "a=b; user=somebody");
            using var answer = await scene.Client().SendAsync(request, Scene.Cancellation);
            ((int)answer.StatusCode).ShouldBe(200);
        }

        Math.Max(one.Requests.Count, other.Requests.Count).ShouldBe(10);
    }

    private static Task<Scene> BeforeAsync(RecordingOrigin one, RecordingOrigin other, string balance) =>
        Scene.BeforeAsync(one.Url, plan => plan with { Nodes = [one.Url, other.Url], Service = $"balance: {{ {balance} }}" });

    private static async Task<HttpResponseMessage> AskAsync(HttpClient client, string method)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), Root);
        if (method == "POST") request.Content = new StringContent("body");
        return await client.SendAsync(request, Scene.Cancellation);
    }
}
