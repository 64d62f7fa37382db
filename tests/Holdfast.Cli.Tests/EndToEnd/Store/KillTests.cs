using Holdfast.Cli.Starting;
using Holdfast.Testing.Processes;

namespace Holdfast.Cli.Tests.EndToEnd.Store;

/// <summary>kill -9 in the middle of publications: what was acknowledged is there, and nothing is there by half.</summary>
public sealed class KillTests : IAsyncDisposable
{
    private const int PublicationsMax = 40;

    private readonly StoreStage _stage = new();
    private readonly Dictionary<int, string> _sent = [];
    private int _acknowledged = 1;
    private int _lastTakes;

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    [Fact]
    public async Task Process_KilledWhilePublishing_HasWhatItAcknowledgedAndNothingByHalf()
    {
        var (rounds, random, unacknowledged) = (LongTests.Size(10, 200), new Random(5), 0);
        await _stage.StartAsync();
        _sent[1] = _stage.Plan.Yaml();
        for (var round = 1; round <= rounds; round++)
        {
            var publishing = Task.Run(PublishUntilItIsGoneAsync, StoreStage.Cancel);
            await Holdfast.Testing.Eventually.HoldsAsync(() => Volatile.Read(ref _lastTakes) > 0, "a publication", null, _stage.Process.Describe);
            Spin(random.Next(0, 3 * Volatile.Read(ref _lastTakes)));
            await _stage.KillAsync();
            await publishing;

            await _stage.StartAsync(withFile: round % 2 == 0);
            var live = (await _stage.StateAsync()).Parent;

            live.ShouldBeInRange(_acknowledged, _acknowledged + 1, $"round {round}");
            (await _stage.RevisionAsync(live)).Files.ShouldHaveSingleItem().Text.ShouldBe(_sent[live], $"round {round}");
            (await _stage.StatusAsync()).Plan!.Name.ShouldBe((await _stage.HistoryAsync(1)).Revisions[0].Name, $"round {round}");
            (await _stage.HistoryAsync(1)).Revisions[0].IsLive.ShouldBeTrue($"round {round}");
            unacknowledged += live - _acknowledged;
            _acknowledged = live;
        }

        // Some kills hit after the record and before the answer: else the middle was never hit.
        TestContext.Current.TestOutputHelper!.WriteLine($"{rounds} kills, {_acknowledged} revisions, {unacknowledged} of them recorded and not acknowledged");
        await _stage.KillAsync();
        (await HoldfastProcess.RunAsync(["store", "check", "--data", _stage.Data])).Output.ShouldContain("is whole");
    }

    private async Task PublishUntilItIsGoneAsync()
    {
        Volatile.Write(ref _lastTakes, 0);
        try
        {
            for (var n = 0; n < PublicationsMax; n++)
            {
                var next = _acknowledged + 1;
                var text = (_stage.Plan with { Interface = $"timeout: {next}ms" }).Yaml();
                _sent[next] = text;
                var began = TimeProvider.System.GetTimestamp();
                (await _stage.PublishAsync(text, _acknowledged)).Number.ShouldBe(next);
                _acknowledged = next;
                Volatile.Write(ref _lastTakes, Math.Max(1, (int)TimeProvider.System.GetElapsedTime(began).TotalMicroseconds));
            }
        }
        catch (StartException fault) when (fault.Known == StartErrors.Unreachable)
        {
            // Killed in the middle: the test looks what became of it.
        }
    }

    /// <summary>To a moment somewhere in the next publications, finer than any timer.</summary>
    private static void Spin(int microseconds)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(began).TotalMicroseconds < Math.Min(microseconds, 500_000)) Thread.SpinWait(50);
    }
}
