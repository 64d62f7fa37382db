namespace Holdfast.Cli.Tests.EndToEnd.Async;

/// <summary>Cases 1 and 5 of what is promised: kill -9 of the whole process, at random points under load.</summary>
public sealed class PromiseTests
{
    [Fact]
    public async Task Kill_UnderLoad_LosesNothingThatWasPromised()
    {
        await using var stage = new PromiseStage();
        var random = new Random(7);
        for (var kills = LongTests.Size(shortly: 2, fully: 200); kills > 0; kills--) await stage.LiveAsync(promises: random.Next(20, 400));

        await stage.KeepAsync();

        // At least once, and whatever came twice is the same thing with the same key.
        foreach (var request in stage.Service.Requests)
        {
            var key = request.Head.One("Idempotency-Key").ShouldNotBeNull();
            if (stage.Promised.TryGetValue(key, out var body)) request.Body.Text.ShouldBe(body);
        }
    }
}
