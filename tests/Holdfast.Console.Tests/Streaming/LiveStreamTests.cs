using System.Net;
using System.Net.ServerSentEvents;
using System.Text.Json;
using Holdfast.Core.Pipeline;
using Holdfast.Testing;
using Holdfast.WebConsole;

namespace Holdfast.Console.Tests.Streaming;

/// <summary>The stream of a page, over a real connection.</summary>
public sealed class LiveStreamTests
{
    [Fact]
    public async Task Stream_Opened_TellsAllFirstThenWhatChanged()
    {
        await using var console = await ConsoleHarness.StartAsync();
        await using var stream = await OpenAsync(console, "/live/i");
        var first = await stream.NextAsync();
        first.EventType.ShouldBe("change");
        using (var all = JsonDocument.Parse(first.Data)) all.RootElement.GetProperty("main").GetString()!.ShouldContain("/i/orders");

        await console.CallAsync("/orders", Outcome.Answered(200), 20);
        console.Pass(1);
        var second = await stream.NextAsync();

        using var delta = JsonDocument.Parse(second.Data);
        delta.RootElement.TryGetProperty("main", out _).ShouldBeFalse();
        delta.RootElement.GetProperty("blocks").EnumerateObject().Select(static block => block.Name).ShouldContain("r0");
        second.EventId.ShouldNotBe(first.EventId);
    }

    [Fact]
    public async Task Stream_OfAnInterfaceThatIsSwitchedMeanwhile_TellsOfItAndMarksTheCharts()
    {
        await using var console = await ConsoleHarness.StartAsync();
        for (var i = 0; i < 4; i++)
        {
            await console.CallAsync("/orders", Outcome.Answered(200));
            console.Pass(1);
        }

        await using var stream = await OpenAsync(console, "/live/i/orders");
        (await stream.NextAsync()).Data.ShouldNotContain("deploy 42");
        console.Runtime.Commands.Execute(
            "degradation", "off", new Dictionary<string, string> { ["by"] = "ann", ["why"] = "deploy 42" }, new Dictionary<string, string> { ["interface"] = "orders" })
            .Error.ShouldBeNull();
        console.Pass(1);

        using var delta = JsonDocument.Parse((await stream.NextAsync()).Data);

        var blocks = delta.RootElement.GetProperty("blocks");
        blocks.GetProperty("switched").GetString()!.ShouldContain("deploy 42");
        blocks.GetProperty("moments").GetString()!.ShouldContain($",{console.Time.GetUtcNow().ToUnixTimeSeconds() - 1}]");
    }

    [Fact]
    public async Task Stream_OfWhatHasBeenSeen_SendsNothingAgain()
    {
        await using var console = await ConsoleHarness.StartAsync();
        await using var stream = await OpenAsync(console, "/live/i");
        var seen = (await stream.NextAsync()).EventId!;

        await using var again = await OpenAsync(console, "/live/i", ("Last-Event-ID", seen));
        (await again.NextAsync()).EventType.ShouldBe("still");
        await using var byQuery = await OpenAsync(console, $"/live/i?last={seen}");
        (await byQuery.NextAsync()).EventType.ShouldBe("still");
        await using var other = await OpenAsync(console, "/live/i", ("Last-Event-ID", "0123456789abcdef"));
        (await other.NextAsync()).EventType.ShouldBe("change");
    }

    [Fact]
    public async Task Stream_WhereNothingChanges_SaysThatItIsThere()
    {
        await using var console = await ConsoleHarness.StartAsync();
        console.Pass(30);
        await using var stream = await OpenAsync(console, "/live/i");
        await stream.NextAsync();
        console.Pass(1);

        (await stream.NextAsync()).EventType.ShouldBe("still");
    }

    [Fact]
    public async Task Stream_OfWhoSignsOut_EndsAtOnce()
    {
        await using var console = await ConsoleHarness.StartAsync();
        var browser = await console.SignInAsync("ann");
        await using var stream = Read(await browser.OpenAsync("/live/i"));
        (await stream.NextAsync()).EventType.ShouldBe("change");

        (await browser.PostAsync("/logout")).Dispose();
        console.Pass(1);

        (await stream.NextAsync()).EventType.ShouldBe("gone");
    }

    [Fact]
    public async Task Stream_BeyondThoseThatAreTold_IsRefusedUntilOneEnds()
    {
        await using var console = await ConsoleHarness.StartAsync();
        var streams = new List<OpenStream>();
        for (var i = 0; i < ConsolePages.StreamsMax; i++) streams.Add(await OpenAsync(console, "/live/i"));

        using (var refused = await console.AskAsync("/live/i")) refused.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        await console.PageAsync("/i");
        foreach (var stream in streams) await stream.DisposeAsync();

        await Eventually.HoldsAsync(async () =>
        {
            // A stream notices that nobody reads it when it next says something.
            console.Pass(1);
            using var answer = await console.AskAsync("/live/i");
            return answer.StatusCode == HttpStatusCode.OK;
        }, "a place for another stream");
    }

    private static async Task<OpenStream> OpenAsync(ConsoleHarness console, string path, params (string Name, string Value)[] headers)
    {
        var answer = await console.AskAsync(path, headers);
        return Read(answer);
    }

    private static OpenStream Read(HttpResponseMessage answer)
    {
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        return new OpenStream(answer, SseParser.Create(answer.Content.ReadAsStream()).EnumerateAsync().GetAsyncEnumerator());
    }

    private sealed class OpenStream(HttpResponseMessage answer, IAsyncEnumerator<SseItem<string>> events) : IAsyncDisposable
    {
        public async Task<SseItem<string>> NextAsync()
        {
            (await events.MoveNextAsync().AsTask().Within("the next event")).ShouldBeTrue();
            return events.Current;
        }

        public async ValueTask DisposeAsync()
        {
            answer.Dispose();
            await events.DisposeAsync();
        }
    }
}
