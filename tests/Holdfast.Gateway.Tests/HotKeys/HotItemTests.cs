using Holdfast.Core.Evidence;
using Holdfast.Gateway.Tests.EndToEnd;
using Holdfast.Testing.Origins;

namespace Holdfast.Gateway.Tests.HotKeys;

/// <summary>What everybody asks for, over real sockets.</summary>
public sealed class HotItemTests
{
    private const int Items = 1_000;

    [Fact]
    public async Task Run_OneItemIsAThirdOfTheCalls_IsServedFromTheCacheAndTheNodeSeesItNoMore()
    {
        await using var origin = RecordingOrigin.Start(OriginAnswers.Status(200, "an item"));
        await using var scene = await Scene.BeforeAsync(origin.Url, static plan => plan with
        {
            // A long window: the test must not depend on how many calls a slow machine makes in a second.
            Interface = "hot-keys: { key: path, window: 10s }, cache: { ttl: 1m, only: hot }",
        });
        var (client, random) = (scene.Client(), new SplitMixRandom(3));
        var calls = 0;
        while (!scene.Gateway.Server.Runtime.Signals.Kept().Any(static signal => signal.Name == "key-hot"))
        {
            (++calls).ShouldBeLessThan(500, "fifty calls for one item, of a third of all, are found");
            await AskAsync();
        }

        var (askedBefore, seenBefore) = (0, Seen("/star"));
        for (var i = 0; i < 1_000; i++)
            if (await AskAsync() == "/star") askedBefore++;

        askedBefore.ShouldBeGreaterThan(200);
        ((double)(Seen("/star") - seenBefore) / askedBefore).ShouldBeLessThan(0.15, "the node sees at least 85% less of it");
        // Nothing else is kept: every other item was fetched each time.
        var other = origin.Heads.Count(static head => head.StartLine.Contains("/item-1 ", StringComparison.Ordinal));
        other.ShouldBeGreaterThan(1);

        async Task<string> AskAsync()
        {
            // One item is 30% of the calls, the others fall off as 1 / rank.
            var path = random.NextDouble() < 0.3 ? "/star" : $"/item-{(int)Math.Pow(Items, random.NextDouble())}";
            using var answer = await client.GetAsync(path, Scene.Cancellation);
            (await answer.Content.ReadAsStringAsync(Scene.Cancellation)).ShouldBe("an item");
            return path;
        }

        int Seen(string path) => origin.Heads.Count(head => head.StartLine.Contains($"{path} ", StringComparison.Ordinal));
    }
}
