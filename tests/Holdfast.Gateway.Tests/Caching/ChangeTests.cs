using Holdfast.Gateway.Tests.EndToEnd;
using Holdfast.Testing;
using Holdfast.Testing.Origins;

namespace Holdfast.Gateway.Tests.Caching;

/// <summary>Whoever has changed something reads the change, over real sockets.</summary>
public sealed class ChangeTests
{
    private const string Kept = "HTTP/1.1 200 OK\r\nCache-Control: max-age=600\r\nContent-Length: 3\r\n\r\n";

    [Fact]
    public async Task Post_ItsAnswerHasBegun_AGetReadsTheChangeBeforeTheAnswerHasEnded()
    {
        using var gate = new Gate("end");
        await using var origin = RecordingOrigin.Start(OriginAnswers.InTurn(OriginAnswers.Raw($"{Kept}old"), ChangesAndGoesOn(gate), OriginAnswers.Raw($"{Kept}new")));
        await using var scene = await Scene.BeforeAsync(origin.Url, static plan => plan with { Interface = "cache: {}" });
        var client = scene.Client();
        (await client.AskAsync("/a")).Body.ShouldBe("old");
        await Eventually.HoldsAsync(() => scene.Cache("entries") == 1, "the answer is kept");
        (await client.AskAsync("/a")).Body.ShouldBe("old");

        using var request = client.Request(HttpMethod.Post, "/a");
        using var change = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Scene.Cancellation);

        (await client.AskAsync("/a")).Body.ShouldBe("new");
        gate.Open();
        (await change.Content.ReadAsStringAsync(Scene.Cancellation)).ShouldBe("beginning and end");
        await scene.CountsAsync("everything");
        // What was read meanwhile is kept: the end of the change does not do away with it.
        (await client.AskAsync("/a")).Body.ShouldBe("new");
        origin.Requests.Count.ShouldBe(3);
    }

    /// <summary>A hundred times over: the answer to each change is read to its end, and what is kept is asked for at once.</summary>
    [Fact]
    public async Task Post_ThenGet_NeverReadsWhatWasBefore()
    {
        var state = 0;
        await using var origin = RecordingOrigin.Start(async (exchange, stop) =>
        {
            await exchange.ReadBodyAsync(stop);
            var now = exchange.Head.StartLine.StartsWith("POST", StringComparison.Ordinal) ? Interlocked.Increment(ref state) : Volatile.Read(ref state);
            await exchange.SendAsync($"{Kept}{now:000}", stop);
        });
        await using var scene = await Scene.BeforeAsync(origin.Url, static plan => plan with { Interface = "cache: {}" });
        var client = scene.Client();

        for (var change = 1; change <= 100; change++)
        {
            (await client.AskAsync("/a")).Body.ShouldBe($"{change - 1:000}");
            using var request = client.Request(HttpMethod.Post, "/a");
            using var answer = await client.SendAsync(request, Scene.Cancellation);
            (await answer.Content.ReadAsStringAsync(Scene.Cancellation)).ShouldBe($"{change:000}");
            (await client.AskAsync("/a")).Body.ShouldBe($"{change:000}");
        }
    }

    private static OriginScript ChangesAndGoesOn(Gate gate) => async (exchange, stop) =>
    {
        await exchange.ReadBodyAsync(stop);
        await exchange.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 17\r\n\r\nbeginning", stop);
        await gate.PassAsync(stop);
        await exchange.SendAsync(" and end", stop);
    };
}
