namespace Holdfast.Cli.Tests.EndToEnd.Async;

/// <summary>Cases 1 and 5 of what is promised: kill -9 of the whole process, at random points under load.</summary>
public sealed class PromiseTests
{
    [Fact]
    public async Task Kill_UnderLoad_LosesNothingThatWasPromised()
    {
        await using var stage = new PromiseStage();
        var random = new Random(7);
        var kills = LongTests.Size(shortly: 2, fully: 200);
        for (var kill = 0; kill < kills; kill++) await stage.LiveAsync(promises: random.Next(20, LongTests.Size(shortly: 400, fully: 1_000)), isStopped: kill % 2 == 1);

        await stage.KeepAsync();

        // At least once, and whatever came twice is the same thing with the same key.
        foreach (var request in stage.Delivered)
        {
            var key = request.Head.One("Idempotency-Key").ShouldNotBeNull();
            if (stage.Promised.TryGetValue(key, out var body)) request.Body.Text.ShouldBe(body);
        }

        var twice = stage.Served.Values.Sum(static times => times - 1);
        twice.ShouldBeLessThanOrEqualTo(kills * PromiseStage.InFlightMax, "twice is only what was on its way when the process died");
        TestContext.Current.SendDiagnosticMessage($"{kills} kills, {stage.Promised.Count} promised, {stage.Served.Count} served, {twice} twice");
    }
}
