using System.Collections.Concurrent;
using System.Text;
using Holdfast.Core.Evidence;
using Holdfast.Gateway.Tests.EndToEnd;
using Holdfast.Testing;
using Holdfast.Testing.Origins;

namespace Holdfast.Gateway.Tests.Attempts;

/// <summary>Ten thousand calls of all kinds over nodes in all states: each answer is that of its own request, whole.</summary>
public sealed class MixedCallsTests
{
    private const int Calls = 10_000;
    private const int AtOnce = 16;

    private readonly ConcurrentDictionary<string, int> _sentOnce = new(StringComparer.Ordinal);

    [Fact]
    public async Task Calls_OfEveryKind_CarryTheirOwnAnswers()
    {
        await using var pair = await NodePair.StartAsync(Node("learning"));
        await pair.LearnAsync();
        // Quick, late by chance, failing, resetting: at about the moment at which attempts become late.
        var late = pair.Target.Retry.LateAfter;
        pair.A.Script = Node("a", late, seed: 1);
        pair.B.Script = Node("b", late, seed: 2);
        using var http1 = pair.Scene.Client();
        using var http2 = pair.Scene.Client("2.0");
        var next = 0;
        var answered = 0;

        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(async worker =>
        {
            var random = new SplitMixRandom((ulong)worker + 10);
            while (Interlocked.Increment(ref next) is var id && id <= Calls)
                if (await AskAsync(random.Next(2) == 0 ? http1 : http2, $"{id}", random.Next(5))) Interlocked.Increment(ref answered);
        }));

        await pair.WaitForQuietAsync();
        answered.ShouldBeGreaterThan(Calls * 9 / 10);
        _sentOnce.ShouldAllBe(static seen => seen.Value == 1);
        pair.Further.ShouldBeGreaterThan(0);
    }

    /// <returns>Whether a node answered with success.</returns>
    private static async Task<bool> AskAsync(HttpClient client, string id, int kind)
    {
        using var request = client.Request(kind switch { 0 or 1 => HttpMethod.Get, 2 => HttpMethod.Head, 3 => HttpMethod.Put, _ => HttpMethod.Post }, $"/{id}");
        request.Headers.Add("X-Id", id);
        if (kind >= 3) request.Content = new ByteArrayContent(Encoding.Latin1.GetBytes(Body(id)));
        try
        {
            using var answer = await client.SendAsync(request, Scene.Cancellation);
            var body = await answer.Content.ReadAsStringAsync(Scene.Cancellation);
            if (!answer.IsSuccessStatusCode) return false;
            answer.Headers.GetValues("X-Id").ShouldBe([id]);
            var node = answer.Headers.GetValues("X-Node").Single();
            body.ShouldBe(kind == 2 ? "" : $"{node}:{request.Method}:{Body(id)}");
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static string Body(string id) => string.Concat(Enumerable.Repeat($"{id},", 40));

    private OriginScript Node(string name, TimeSpan late = default, ulong seed = 0)
    {
        var random = new SplitMixRandom(seed);
        return async (exchange, stop) =>
        {
            var body = await exchange.ReadBodyAsync(stop);
            var id = exchange.Head.One("X-Id") ?? "";
            var method = exchange.Head.StartLine.Split(' ')[0];
            if (method == "POST") _sentOnce.AddOrUpdate(id, 1, static (_, count) => count + 1);
            int draw;
            lock (random) draw = late == default ? 99 : random.Next(100);
            // A fifteenth of the calls late: the budget lets nearly all of them be tried elsewhere.
            // Real time is the subject: an answer that races the second attempt beside it.
            if (draw < 6) await Task.Delay(late + TimeSpan.FromMilliseconds(draw), TimeProvider.System, stop);
            var text = $"{name}:{method}:{(body.Length > 0 ? body.Text : Body(id))}";
            var head = $"X-Id: {id}\r\nX-Node: {name}\r\n";
            switch (draw)
            {
                case 6 or 7:
                    await exchange.SendAsync($"HTTP/1.1 503 Broken\r\nContent-Length: 6\r\n{head}\r\n{(method == "HEAD" ? "" : "broken")}", stop);
                    break;
                case 8:
                    exchange.Reset();
                    break;
                case < 50:
                    var chunks = method == "HEAD" ? "" : $"{text.Length:x}\r\n{text}\r\n0\r\n\r\n";
                    await exchange.SendAsync($"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n{head}\r\n{chunks}", stop);
                    break;
                default:
                    await exchange.SendAsync($"HTTP/1.1 200 OK\r\nContent-Length: {text.Length}\r\n{head}\r\n{(method == "HEAD" ? "" : text)}", stop);
                    break;
            }
        };
    }
}
